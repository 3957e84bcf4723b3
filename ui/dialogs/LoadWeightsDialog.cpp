// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/LoadWeightsDialog.h"

#include "ui/dialogs/ChoiceDelegate.h"
#include "ui/dialogs/RestoreFilter.h"
#include "ui/dialogs/RestoreLines.h"
#include "ui/items/RestoreTableModel.h"
#include "ui/matching/MatchingPage.h"
#include "ui/matching/MatchingView.h"
#include "ui/matching/PlanViews.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <unordered_set>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSize(980, 620);
constexpr int kRowHeight = 28;
constexpr int kFileWidth = 340;

QString coloured(const QString& text, ColorRole role)
{
    return u"<span style='color:%1'>%2</span>"_s.arg(Theme::current().color(role).name(), text.toHtmlEscaped());
}

void addPlace(QComboBox* box, const QString& text, const std::string& address)
{
    box->addItem(text, identityText(address));
}

/// Chooses an address; one that is not in the list is added, since it came from a suggestion.
void setPlace(QComboBox* box, const std::string& address)
{
    int row = box->findData(identityText(address));
    if (row < 0) {
        addPlace(box, displayText(address), address);
        row = box->count() - 1;
    }
    box->setCurrentIndex(row);
}

} // namespace

LoadWeightsDialog::LoadWeightsDialog(std::shared_ptr<const Model> file, std::shared_ptr<const Model> model,
                                     const QString& fileTitle, const QString& modelTitle, QWidget* parent)
    : QDialog(parent), m_file(std::move(file)), m_model(std::move(model)), m_rows(new RestoreTableModel(this)),
      m_filter(new RestoreFilter(this)), m_entries(new RestoreLines(m_rows, m_filter, this)),
      m_way(new QComboBox(this)), m_at(new QComboBox(this)), m_from(new QComboBox(this)),
      m_fromLabel(new QLabel(tr("Object of the file"), this)), m_offerText(new QLabel(this)),
      m_summary(new QLabel(this)), m_problem(new QLabel(this)), m_offer(new QWidget(this)),
      m_useOffer(new QPushButton(tr("Use it"), this)),
      m_dropMisfits(new QPushButton(tr("Leave out what does not fit"), this)),
      m_load(new QPushButton(tr("Load"), this)), m_search(new QLineEdit(this)),
      m_onlyTrouble(new QCheckBox(tr("Only what is not loaded"), this)), m_table(new QTableView(this)),
      m_lines(new MatchingPage(m_entries, this)), m_views(new PlanViews(m_table, m_lines, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Load weights"));
    makeChoices();
    makeTable();
    makeLayout(fileTitle, modelTitle);
    match();
    resize(kSize);
}

const edit::RestorePlan* LoadWeightsDialog::plan() const
{
    return m_rows->plan();
}

void LoadWeightsDialog::makeChoices()
{
    m_way->setObjectName(u"way"_s);
    m_at->setObjectName(u"at"_s);
    m_from->setObjectName(u"from"_s);
    m_way->addItem(tr("What suits the file"), u""_s);
    m_way->addItem(tr("By objects"), u"objects"_s);
    m_way->addItem(tr("By name"), u"name"_s);
    m_way->addItem(tr("In order"), u"order"_s);
    addPlace(m_at, tr("The whole model"), {});
    std::unordered_set<std::string> owners;
    for (const Variable& variable : m_model->variables)
        for (std::string path = variable.layer; !path.empty();
             path.resize(path.rfind('/') == std::string::npos ? 0 : path.rfind('/')))
            owners.insert(path);
    visitLayers(*m_model, [&](const Layer& layer, const std::string& path, int depth) {
        if (owners.contains(path))
            addPlace(m_at, QString(2 * depth, u' ') + displayText(layer.name), path);
    });
    addPlace(m_from, tr("The whole file"), {});
    for (const std::string& address : edit::attachableObjects(*m_file))
        addPlace(m_from, displayText(address), address);
    m_from->setVisible(m_from->count() > 1);
    m_fromLabel->setVisible(m_from->count() > 1);
    for (QComboBox* box : {m_way, m_at, m_from}) {
        box->setMaxVisibleItems(20);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(16);
        connect(box, &QComboBox::currentIndexChanged, this, &LoadWeightsDialog::match);
    }
}

void LoadWeightsDialog::makeTable()
{
    m_filter->setSourceModel(m_rows);
    m_table->setObjectName(u"rows"_s);
    m_table->setModel(m_filter);
    m_table->setItemDelegate(new ChoiceDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const auto resize = [header](RestoreTableModel::Column column, QHeaderView::ResizeMode mode) {
        header->setSectionResizeMode(static_cast<int>(column), mode);
    };
    resize(RestoreTableModel::Column::Status, QHeaderView::ResizeToContents);
    resize(RestoreTableModel::Column::FileShape, QHeaderView::ResizeToContents);
    resize(RestoreTableModel::Column::TargetShape, QHeaderView::ResizeToContents);
    resize(RestoreTableModel::Column::File, QHeaderView::Interactive);
    resize(RestoreTableModel::Column::Target, QHeaderView::Stretch);
    m_table->setColumnWidth(static_cast<int>(RestoreTableModel::Column::File), kFileWidth);
    m_search->setPlaceholderText(tr("Filter by name"));
    m_search->setClearButtonEnabled(true);
    m_onlyTrouble->setObjectName(u"onlyTrouble"_s);
    connect(m_search, &QLineEdit::textChanged, m_filter, &RestoreFilter::setText);
    connect(m_onlyTrouble, &QCheckBox::toggled, m_filter, &RestoreFilter::setOnlyTrouble);
    connect(m_rows, &RestoreTableModel::edited, this, &LoadWeightsDialog::refresh);
    connect(m_views, &PlanViews::faceChanged, this, &LoadWeightsDialog::carrySelection);
}

/// What is selected in one view of the plan is selected in the other too.
void LoadWeightsDialog::carrySelection()
{
    MatchingView* view = m_lines->view();
    if (!plan())
        return;
    const std::vector<edit::RestoreRow>& rows = plan()->rows();
    if (m_views->face() == PlanViews::Face::Lines) {
        const QModelIndex index = m_filter->mapToSource(m_table->currentIndex());
        if (!index.isValid())
            return;
        const edit::RestoreRow& row = rows[static_cast<std::size_t>(index.row())];
        view->select(row.from ? MatchingSource::Side::Source : MatchingSource::Side::Target,
                     row.from ? *row.from : *row.to);
        return;
    }
    const auto item = view->currentItem();
    if (!item)
        return;
    const bool isSource = view->currentSide() == MatchingSource::Side::Source;
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const edit::RestoreRow& row) {
        return (isSource ? row.from : row.to) == item->id;
    });
    if (found == rows.end())
        return;
    const QModelIndex index = m_filter->mapFromSource(m_rows->index(static_cast<int>(found - rows.begin()), 0));
    m_table->selectRow(index.row());
    m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void LoadWeightsDialog::makeLayout(const QString& fileTitle, const QString& modelTitle)
{
    auto* heading = new QLabel(tr("Weights of <b>%1</b> into <b>%2</b>")
                                   .arg(displayText(fileTitle.toStdString()).toHtmlEscaped(),
                                        displayText(modelTitle.toStdString()).toHtmlEscaped()),
                               this);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(Theme::space(2));
    const auto add = [&](QLabel* label, QComboBox* box) {
        label->setBuddy(box);
        choices->addWidget(label);
        choices->addWidget(box, 1);
        choices->addSpacing(Theme::space(3));
    };
    add(new QLabel(tr("Match"), this), m_way);
    add(m_fromLabel, m_from);
    add(new QLabel(tr("Into"), this), m_at);

    m_offer->setObjectName(u"offer"_s);
    m_offer->setAutoFillBackground(true);
    auto* offer = new QHBoxLayout(m_offer);
    offer->setContentsMargins(Theme::space(3), Theme::space(2), Theme::space(2), Theme::space(2));
    m_offerText->setWordWrap(true);
    m_offerText->setTextFormat(Qt::RichText);
    m_useOffer->setObjectName(u"useOffer"_s);
    m_useOffer->setAutoDefault(false);
    offer->addWidget(m_offerText, 1);
    offer->addWidget(m_useOffer);
    connect(m_useOffer, &QPushButton::clicked, this, &LoadWeightsDialog::useSuggestion);

    QHBoxLayout* tools = m_views->tools();
    tools->addWidget(m_search, 1);
    tools->addWidget(m_onlyTrouble);

    m_summary->setTextFormat(Qt::RichText);
    m_summary->setObjectName(u"summary"_s);
    m_problem->setTextFormat(Qt::RichText);
    m_problem->setWordWrap(true);
    m_dropMisfits->setObjectName(u"dropMisfits"_s);
    m_dropMisfits->setAutoDefault(false);
    connect(m_dropMisfits, &QPushButton::clicked, m_rows, &RestoreTableModel::dropMisfits);
    auto* trouble = new QHBoxLayout;
    trouble->addWidget(m_problem, 1);
    trouble->addWidget(m_dropMisfits);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_load->setObjectName(u"load"_s);
    m_load->setDefault(true);
    buttons->addButton(m_load, QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::space(5), Theme::space(5), Theme::space(5), Theme::space(4));
    layout->setSpacing(Theme::space(3));
    layout->addWidget(heading);
    layout->addLayout(choices);
    layout->addWidget(m_offer);
    layout->addWidget(m_views, 1);
    layout->addWidget(m_summary);
    layout->addLayout(trouble);
    layout->addWidget(buttons);
    m_lines->view()->setTitles(displayText(fileTitle.toStdString()), displayText(modelTitle.toStdString()));
    (m_views->face() == PlanViews::Face::Lines ? static_cast<QWidget*>(m_lines->view()) : m_table)->setFocus();
}

void LoadWeightsDialog::match()
{
    if (m_matching)
        return;
    edit::RestoreOptions options;
    options.by = edit::restoreByFromName(m_way->currentData().toString().toStdString());
    options.place = {m_at->currentData().toString().toStdString(), m_from->currentData().toString().toStdString()};
    auto plan = edit::RestorePlan::create(m_file, m_model, options);
    if (plan) {
        m_rows->setPlan(std::move(*plan));
        refresh();
        return;
    }
    m_summary->setText(coloured(coreText(plan.error().message), ColorRole::Error));
    m_load->setEnabled(false);
}

void LoadWeightsDialog::follow(const edit::Attachment& place)
{
    m_matching = true;
    setPlace(m_at, place.at);
    setPlace(m_from, place.from);
    m_matching = false;
    match();
}

void LoadWeightsDialog::useSuggestion()
{
    if (const auto place = plan()->suggestion())
        follow(*place);
    else if (const auto way = plan()->otherWay())
        m_way->setCurrentIndex(
            m_way->findData(QString::fromLatin1(edit::restoreByName(*way).data(), edit::restoreByName(*way).size())));
}

void LoadWeightsDialog::showOffer(const edit::RestorePlan& plan)
{
    QString text;
    if (const auto& place = plan.suggestion()) {
        const auto bold = [](const QString& name) { return u"<b>%1</b>"_s.arg(name.toHtmlEscaped()); };
        const QString at = bold(place->at.empty() ? tr("the whole model") : displayText(place->at));
        text =
            place->from.empty()
                ? tr("More of the file fits into %1. These weights seem to have been saved of it alone.").arg(at)
                : tr("More of the file fits when its object %1 goes into %2.").arg(bold(displayText(place->from)), at);
    } else if (plan.otherWay()) {
        text = *plan.otherWay() == edit::RestoreBy::Name ? tr("Nothing matches by objects, but names do.")
                                                         : tr("Nothing matches so, but in order it would fit.");
    }
    m_offerText->setText(text);
    m_offer->setVisible(!text.isEmpty());
    QPalette palette = m_offer->palette();
    palette.setColor(QPalette::Window, Theme::current().color(ColorRole::WarningSoft));
    m_offer->setPalette(palette);
}

void LoadWeightsDialog::refresh()
{
    const edit::RestorePlan& plan = *m_rows->plan();
    using Status = edit::RestoreStatus;
    const auto count = [&](Status status) { return static_cast<int>(plan.count(status)); };
    QStringList parts{coloured(tr("%n load", nullptr, static_cast<int>(plan.loading())), ColorRole::Success)};
    if (count(Status::OtherDType) > 0)
        parts << tr("%n converted to another type", nullptr, count(Status::OtherDType)).toHtmlEscaped();
    if (count(Status::Unmatched) > 0)
        parts << coloured(tr("%n keep their values", nullptr, count(Status::Unmatched)), ColorRole::Warning);
    if (count(Status::Unused) > 0)
        parts << coloured(tr("%n in the file are not used", nullptr, count(Status::Unused)), ColorRole::Warning);
    if (plan.misfits() > 0)
        parts << coloured(tr("%n do not fit", nullptr, static_cast<int>(plan.misfits())), ColorRole::Error);
    if (plan.hasOptimizer())
        parts << (plan.loadsOptimizer() ? tr("the optimizer's state is loaded too")
                                        : tr("the optimizer stays as it is"))
                     .toHtmlEscaped();
    m_summary->setText(parts.join(u" &nbsp;·&nbsp; "_s));
    showOffer(plan);
    QString problem;
    for (const edit::RestoreRow& row : plan.rows())
        if (problem.isEmpty() && !row.problem.empty())
            problem = displayText(plan.model().variables[*row.to].path) + u": "_s + coreText(row.problem);
    m_problem->setText(coloured(problem, ColorRole::Error));
    m_problem->setVisible(!problem.isEmpty());
    m_dropMisfits->setVisible(!problem.isEmpty());
    m_load->setEnabled(problem.isEmpty() && plan.loading() > 0);
    m_load->setText(plan.loading() > 0 && problem.isEmpty()
                        ? tr("Load %n variables", nullptr, static_cast<int>(plan.loading()))
                        : tr("Load"));
}

} // namespace lw::ui
