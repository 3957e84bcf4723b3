// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/TransplantDialog.h"

#include "core/edit/restore/Attachment.h"
#include "core/model/CastTensor.h"
#include "ui/matching/MatchingPage.h"
#include "ui/matching/MatchingView.h"
#include "ui/matching/PlanViews.h"
#include "ui/panes/transplant/PlanTable.h"
#include "ui/panes/transplant/TransplantFilter.h"
#include "ui/panes/transplant/TransplantMatching.h"
#include "ui/panes/transplant/TransplantTableModel.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;
using Column = TransplantTableModel::Column;

namespace {

constexpr int kDropped = -1, kByHand = -2; ///< beside values of MatchBy

} // namespace

TransplantDialog::TransplantDialog(Document* target, edit::TransplantPlan plan, QWidget* parent)
    : QDialog(parent), m_target(target), m_model(new TransplantTableModel(std::move(plan), this)),
      m_filter(new TransplantFilter(this)), m_matching(new TransplantMatching(m_model, m_filter, this)),
      m_top(new QWidget(this)), m_table(new PlanTable(this)), m_lines(new MatchingPage(m_matching, this)),
      m_views(new PlanViews(m_table, m_lines, this)), m_search(new QLineEdit(this)),
      m_problems(new QCheckBox(tr("Only what does not fit"), this)), m_rule(new QComboBox(this)),
      m_summary(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    resize(std::min(1340, screen()->availableSize().width() - Theme::space(10)), 700);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(Theme::space(3));
    column->addWidget(m_top);
    makeTable();
    makeTools();
    makeFooter();
    connect(m_model, &TransplantTableModel::planChanged, this, &TransplantDialog::summarize);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TransplantDialog::measure);
    connect(m_target, &QObject::destroyed, this, &QDialog::reject);
    summarize();
    measure();
    widenTypes();
}

TransplantDialog::TransplantDialog(Document* target, const QString& source, const edit::TransplantPlan& plan,
                                   const edit::Places& places, QWidget* parent)
    : TransplantDialog(target, plan, parent)
{
    setWindowTitle(tr("Transplant"));
    m_places = places;
    auto* row = new QHBoxLayout(m_top);
    row->setContentsMargins(0, 0, 0, 0);
    auto* text = new QLabel(tr("From %1 into %2").arg(source, target->title()), m_top);
    text->setTextFormat(Qt::PlainText);
    text->setFont(Theme::current().font(Theme::TextStyle::Strong));
    row->addWidget(text);
    row->addSpacing(Theme::space(6));
    m_match = addChooser(row, tr("&Matched"));
    m_match->addItem(tr("as dropped"), kDropped);
    m_match->setItemData(0, tr("By names below the two places where these fit, else by structure or shapes"),
                         Qt::ToolTipRole);
    makeMatchChoices();
    row->addStretch();
    m_lines->view()->setTitles(source, target->title());
    showConnecting();
}

TransplantDialog::TransplantDialog(Workspace* workspace, Document* source, Document* target, QWidget* parent)
    : TransplantDialog(target, edit::TransplantPlan(source->sharedModel(), target->sharedModel()), parent)
{
    setWindowTitle(tr("Transplant"));
    makeChoosers(workspace, source);
    match();
}

QComboBox* TransplantDialog::addChooser(QHBoxLayout* row, const QString& text)
{
    auto* box = new QComboBox(m_top);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* label = new QLabel(text, m_top);
    label->setBuddy(box);
    row->addWidget(label);
    row->addWidget(box);
    row->addSpacing(Theme::space(4));
    return box;
}

void TransplantDialog::makeChoosers(Workspace* workspace, Document* source)
{
    auto* row = new QHBoxLayout(m_top);
    row->setContentsMargins(0, 0, 0, 0);
    m_source = addChooser(row, tr("&From"));
    m_targets = addChooser(row, tr("&Into"));
    m_match = addChooser(row, tr("&Matched"));
    for (Document* document : workspace->documents()) {
        m_source->addItem(document->title(), QVariant::fromValue(document));
        m_targets->addItem(document->title(), QVariant::fromValue(document));
    }
    m_source->setCurrentIndex(m_source->findData(QVariant::fromValue(source)));
    m_targets->setCurrentIndex(m_targets->findData(QVariant::fromValue(m_target.data())));
    makeMatchChoices();
    row->addStretch();
    connect(m_source, &QComboBox::activated, this, &TransplantDialog::chooseModels);
    connect(m_targets, &QComboBox::activated, this, &TransplantDialog::chooseModels);
    // A model that is closed meanwhile is no longer to be chosen.
    connect(workspace, &Workspace::aboutToClose, this, &QDialog::reject);
}

void TransplantDialog::makeMatchChoices()
{
    const auto add = [this](const QString& text, int match, const QString& meaning) {
        m_match->addItem(text, match);
        m_match->setItemData(m_match->count() - 1, meaning, Qt::ToolTipRole);
    };
    add(tr("by name"), static_cast<int>(edit::MatchBy::Name), tr("Equal names of layers and variables"));
    add(tr("in order"), static_cast<int>(edit::MatchBy::Order),
        tr("The first with the first, as set_weights(get_weights()) does"));
    add(tr("by structure"), static_cast<int>(edit::MatchBy::Structure),
        tr("Layers in sequence by class and shapes, whatever their names"));
    add(tr("by hand"), kByHand, tr("Nothing to begin with: draw lines, or choose places in the table"));
    connect(m_match, &QComboBox::activated, this, &TransplantDialog::match);
    connect(m_model, &TransplantTableModel::connectedByHand, this,
            [this] { m_match->setCurrentIndex(m_match->findData(kByHand)); });
}

void TransplantDialog::makeTable()
{
    m_filter->setSourceModel(m_model);
    m_filter->setSortRole(TransplantTableModel::SortRole);
    m_table->setModel(m_filter);
    QHeaderView* header = m_table->horizontalHeader();
    const std::pair<Column, int> widths[] = {{Column::FromShape, 108}, {Column::ToShape, 108}, {Column::DType, 78},
                                             {Column::Size, 80},       {Column::Rule, 155},    {Column::Status, 295}};
    for (const auto& [section, width] : widths)
        m_table->setColumnWidth(static_cast<int>(section), width);
    header->setMinimumSectionSize(60);
    for (const Column section : {Column::From, Column::To})
        header->setSectionResizeMode(static_cast<int>(section), QHeaderView::Stretch);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TransplantDialog::widenTypes);
}

/// "float32 → float16" needs room where anything is converted.
void TransplantDialog::widenTypes()
{
    const edit::TransplantPlan& plan = m_model->plan();
    const bool converts = std::any_of(plan.moves().begin(), plan.moves().end(), [&](const edit::Move& move) {
        return move.from && move.to && plan.from(move)->tensor.dtype() != plan.to(move)->tensor.dtype();
    });
    const int section = static_cast<int>(Column::DType), wide = 135;
    if (converts && m_table->columnWidth(section) < wide)
        m_table->setColumnWidth(section, wide);
}

void TransplantDialog::makeTools()
{
    QHBoxLayout* row = m_views->tools();
    m_search->setPlaceholderText(tr("Find variables"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icons::icon(u"search"_s, ColorRole::TextMuted), QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(280);
    row->addStretch();
    row->addWidget(m_search);
    row->addWidget(m_problems);
    auto* all = new QPushButton(tr("Tick all"), this);
    auto* none = new QPushButton(tr("Tick none"), this);
    m_rule->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_rule->addItem(tr("For all that do not fit…"));
    for (QPushButton* button : {all, none})
        button->setAutoDefault(false); // Return goes on meaning the plan when the focus comes here
    row->addWidget(m_rule);
    row->addWidget(all);
    row->addWidget(none);
    static_cast<QVBoxLayout*>(layout())->addWidget(m_views, 1);
    connect(m_search, &QLineEdit::textChanged, m_filter, &TransplantFilter::setText);
    connect(m_problems, &QCheckBox::toggled, m_filter, &TransplantFilter::setProblemsOnly);
    connect(all, &QPushButton::clicked, this, [this] { m_model->tickAll(true); });
    connect(none, &QPushButton::clicked, this, [this] { m_model->tickAll(false); });
    connect(m_rule, &QComboBox::activated, this, [this](int index) {
        if (index > 0)
            m_model->setRuleForMisfits(static_cast<edit::FitKind>(m_rule->itemData(index).toInt()));
        m_rule->setCurrentIndex(0);
    });
    connect(m_views, &PlanViews::faceChanged, this, &TransplantDialog::carrySelection);
}

/// What is selected in one view of the plan is selected in the other too.
void TransplantDialog::carrySelection()
{
    MatchingView* view = m_lines->view();
    const auto& moves = m_model->plan().moves();
    if (m_views->face() == PlanViews::Face::Lines) {
        const QModelIndex row = m_filter->mapToSource(m_table->currentIndex());
        if (!row.isValid())
            return;
        const edit::Move& move = moves[static_cast<std::size_t>(row.row())];
        if (move.from || move.to)
            view->select(move.from ? MatchingSource::Side::Source : MatchingSource::Side::Target,
                         move.from ? *move.from : *move.to);
        return;
    }
    const auto item = view->currentItem();
    if (!item)
        return;
    const bool isSource = view->currentSide() == MatchingSource::Side::Source;
    const auto found = std::find_if(moves.begin(), moves.end(), [&](const edit::Move& move) {
        return (isSource ? move.from : move.to) == item->id;
    });
    if (found == moves.end())
        return;
    const QModelIndex row = m_filter->mapFromSource(m_model->index(static_cast<int>(found - moves.begin()), 0));
    m_table->selectRow(row.row());
    m_table->scrollTo(row, QAbstractItemView::PositionAtCenter);
}

void TransplantDialog::makeFooter()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_apply = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_apply->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &TransplantDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &TransplantDialog::reject);
    auto* row = new QHBoxLayout;
    m_summary->setTextFormat(Qt::PlainText);
    row->addWidget(m_summary, 1);
    row->addWidget(buttons);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

Document* TransplantDialog::chosen(const QComboBox* box) const
{
    return box->currentData().value<Document*>();
}

void TransplantDialog::chooseModels()
{
    if (m_target != chosen(m_targets)) {
        disconnect(m_target, nullptr, this, nullptr);
        m_target = chosen(m_targets);
        connect(m_target, &QObject::destroyed, this, &QDialog::reject);
    }
    match();
}

/// The plan as it is chosen above the table.
edit::TransplantPlan TransplantDialog::matched() const
{
    const int match = m_match->currentData().toInt();
    const auto by = static_cast<edit::MatchBy>(match == kByHand ? static_cast<int>(edit::MatchBy::Name) : match);
    edit::TransplantPlan plan =
        m_source ? edit::TransplantPlan(chosen(m_source)->sharedModel(), m_target->sharedModel()) : m_model->plan();
    if (m_source)
        plan.match(edit::pairModels(plan.source(), plan.target(), by));
    else if (const Result<void> done = match == kDropped ? plan.propose(m_places) : plan.match(m_places, by); !done)
        return m_model->plan(); // not seen: the places are those of the plan that the dialog began with
    if (match == kByHand)
        plan.disconnect();
    return plan;
}

void TransplantDialog::match()
{
    if (m_source)
        m_lines->view()->setTitles(chosen(m_source)->title(), m_target->title());
    m_model->setPlan(matched());
    if (m_match->currentData().toInt() == kByHand)
        showConnecting();
}

/// Where nothing is connected, lines are drawn: they are shown, from the first variable on.
void TransplantDialog::showConnecting()
{
    const auto& moves = m_model->plan().moves();
    if (moves.empty() || std::any_of(moves.begin(), moves.end(), [](const edit::Move& m) { return m.from && m.to; }))
        return;
    m_views->show(PlanViews::Face::Lines);
    if (moves.front().to) // rows with a target come first: the place of the drop
        m_lines->view()->select(MatchingSource::Side::Target, *moves.front().to);
}

void TransplantDialog::summarize()
{
    const edit::TransplantPlan& plan = m_model->plan();
    const edit::TransplantReport report = plan.report();
    const auto moving = static_cast<int>(report.moved.size());
    QStringList parts{tr("%1 of %2 variables move (%3)")
                          .arg(countText(report.moved.size()), countText(plan.target().variables.size()),
                               bytesText(plan.movingBytes()))};
    parts << tr("%1 left in the source").arg(countText(report.leftInSource.size()))
          << tr("%1 untouched in the target").arg(countText(report.untouchedInTarget.size()));
    const bool anyPair = std::any_of(plan.moves().begin(), plan.moves().end(),
                                     [](const edit::Move& move) { return move.from && move.to; });
    m_summary->setText(anyPair ? parts.join(u"  ·  "_s)
                               : tr("Nothing goes together so. Match another way, or connect by hand under Lines."));
    const std::size_t misfits = plan.misfits().size();
    m_problems->setText(misfits == 0 ? tr("Only what does not fit")
                                     : tr("Only what does not fit (%1)").arg(countText(misfits)));
    m_problems->setEnabled(misfits > 0 || m_problems->isChecked());
    offerRules();
    m_apply->setText(tr("Transplant %n variable(s)", nullptr, moving));
    m_apply->setEnabled(moving > 0);
}

/// Only rules that some row can take, and how many can.
void TransplantDialog::offerRules()
{
    while (m_rule->count() > 1)
        m_rule->removeItem(1);
    for (const auto& [kind, count] : m_model->rulesForMisfits())
        m_rule->addItem(tr("%1 (%2)").arg(fitKindText(kind), countText(static_cast<std::uint64_t>(count))),
                        static_cast<int>(kind));
    const bool any = m_rule->count() > 1;
    m_rule->setEnabled(any);
    m_rule->setToolTip(any || m_model->plan().misfits().empty() ? QString()
                                                                : tr("No rule fits what is left; each says why"));
}

/// The largest error of each conversion, off the user interface thread.
void TransplantDialog::measure()
{
    struct Wanted {
        int row;
        Tensor tensor;
        DType dtype;
    };
    delete m_task;
    std::vector<Wanted> wanted;
    const edit::TransplantPlan& plan = m_model->plan();
    for (std::size_t row = 0; row < plan.moves().size(); ++row) {
        const edit::Move& move = plan.moves()[row];
        if (!move.from || !move.to || move.status == edit::MoveStatus::Impossible || move.conversionError)
            continue;
        const Tensor& tensor = plan.from(move)->tensor;
        if (tensor.dtype() != plan.to(move)->tensor.dtype())
            wanted.push_back({static_cast<int>(row), tensor, plan.to(move)->tensor.dtype()});
    }
    if (wanted.empty())
        return;
    using Errors = std::vector<std::pair<int, double>>;
    m_task = startTask<Errors>(
        this, QString(),
        [wanted](const Progress& progress) -> Result<Errors> {
            Errors errors;
            for (const Wanted& each : wanted) {
                LW_ASSIGN(const double error, conversionError(each.tensor, each.dtype, progress));
                errors.emplace_back(each.row, error);
            }
            return errors;
        },
        [this](Result<Errors> errors) {
            if (errors)
                m_model->setConversionErrors(*errors);
        });
}

void TransplantDialog::accept()
{
    if (m_target && m_model->plan().movingCount() > 0)
        emit applied(m_target, m_model->plan());
    QDialog::accept();
}

} // namespace lw::ui
