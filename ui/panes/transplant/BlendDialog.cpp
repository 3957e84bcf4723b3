// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/BlendDialog.h"

#include "ui/widgets/CoreWords.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSlider>
#include <QTableWidget>
#include <QTextDocument>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_set>

namespace lw::ui {

using namespace Qt::StringLiterals;
using edit::BlendKind;

namespace {

constexpr int kSteps = 100; ///< of the slider for one unit

bool takesMany(BlendKind kind)
{
    return kind == BlendKind::Average || kind == BlendKind::Ema;
}

} // namespace

BlendDialog::BlendDialog(Workspace* workspace, Document* into, QWidget* parent)
    : QDialog(parent), m_workspace(workspace), m_into(new QComboBox(this)), m_rule(new QComboBox(this)),
      m_match(new QComboBox(this)), m_second(new QComboBox(this)), m_third(new QComboBox(this)),
      m_secondName(new QLabel(tr("Model &B"), this)), m_thirdName(new QLabel(tr("Model &C"), this)),
      m_othersName(new QLabel(tr("&With"), this)), m_amountName(new QLabel(tr("A&mount"), this)),
      m_formula(new QLabel(this)), m_summary(new QLabel(this)), m_others(new QListWidget(this)),
      m_slider(new QSlider(Qt::Horizontal, this)), m_amount(new QDoubleSpinBox(this)),
      m_layers(new QTableWidget(0, 2, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Blend"));
    m_second->setObjectName(u"second"_s);
    resize(560, 600);
    const std::pair<BlendKind, QString> rules[] = {{BlendKind::Interpolate, tr("Interpolate")},
                                                   {BlendKind::Average, tr("Average")},
                                                   {BlendKind::TaskVector, tr("Add a task vector")},
                                                   {BlendKind::Ema, tr("Exponential average")},
                                                   {BlendKind::Slerp, tr("Interpolate on the arc")}};
    for (const auto& [rule, text] : rules)
        m_rule->addItem(text, static_cast<int>(rule));
    makeModels(workspace, into);
    makeAmount();
    auto* column = static_cast<QVBoxLayout*>(layout());
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    column->addWidget(m_summary);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_apply = buttons->addButton(tr("Blend"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &BlendDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &BlendDialog::reject);
    column->addWidget(buttons);
    // A model that is closed meanwhile is no longer to be blended.
    connect(workspace, &Workspace::aboutToClose, this, &QDialog::reject);
    connect(m_rule, &QComboBox::currentIndexChanged, this, &BlendDialog::chooseRule);
    connect(m_into, &QComboBox::currentIndexChanged, this, [this] {
        fillOthers();
        fillLayers();
        summarize();
    });
    for (QComboBox* box : {m_second, m_third})
        connect(box, &QComboBox::currentIndexChanged, this, &BlendDialog::summarize);
    connect(m_others, &QListWidget::itemChanged, this, &BlendDialog::summarize);
    connect(m_layers, &QTableWidget::itemChanged, this, &BlendDialog::summarize);
    fillOthers();
    fillLayers();
    chooseRule();
}

void BlendDialog::makeModels(Workspace* workspace, Document* into)
{
    auto* column = new QVBoxLayout(this);
    auto* form = m_form = new QFormLayout;
    form->setHorizontalSpacing(Theme::space(4));
    for (Document* document : workspace->documents())
        m_into->addItem(document->title(), QVariant::fromValue(document));
    m_into->setCurrentIndex(std::max(0, m_into->findData(QVariant::fromValue(into))));
    form->addRow(tr("&Rule"), m_rule);
    m_formula->setForegroundRole(QPalette::PlaceholderText);
    m_formula->setWordWrap(true);
    form->addRow(QString(), m_formula);
    form->addRow(tr("&Into (A)"), m_into);
    m_secondName->setBuddy(m_second);
    form->addRow(m_secondName, m_second);
    m_thirdName->setBuddy(m_third);
    form->addRow(m_thirdName, m_third);
    m_match->addItem(tr("by name"), static_cast<int>(edit::MatchBy::Name));
    m_match->addItem(tr("in order"), static_cast<int>(edit::MatchBy::Order));
    m_match->addItem(tr("by structure"), static_cast<int>(edit::MatchBy::Structure));
    connect(m_match, &QComboBox::currentIndexChanged, this, &BlendDialog::summarize);
    m_others->setMaximumHeight(120);
    m_others->setDragDropMode(QAbstractItemView::InternalMove);
    m_othersName->setBuddy(m_others);
    form->addRow(m_othersName, m_others);
    auto* row = new QHBoxLayout;
    row->addWidget(m_slider, 1);
    row->addWidget(m_amount);
    m_amountName->setBuddy(m_amount);
    form->addRow(m_amountName, row);
    form->addRow(tr("Mat&ched"), m_match);
    column->addLayout(form);
}

void BlendDialog::makeAmount()
{
    m_amount->setDecimals(3);
    m_amount->setSingleStep(0.05);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        if (std::lround(m_amount->value() * kSteps) != value)
            m_amount->setValue(static_cast<double>(value) / kSteps);
    });
    connect(m_amount, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        m_slider->setValue(static_cast<int>(std::lround(value * kSteps)));
        summarize();
    });
    auto* label = new QLabel(tr("Other amounts for single &layers (empty: the one above)"), this);
    label->setBuddy(m_layers);
    m_layers->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_layers->setHorizontalHeaderLabels({tr("Layer"), tr("Amount")});
    m_layers->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_layers->horizontalHeader()->setHighlightSections(false);
    m_layers->verticalHeader()->hide();
    m_layers->verticalHeader()->setDefaultSectionSize(26);
    m_layers->setShowGrid(false);
    layout()->addWidget(label);
    layout()->addWidget(m_layers);
}

BlendKind BlendDialog::kind() const
{
    return static_cast<BlendKind>(m_rule->currentData().toInt());
}

Document* BlendDialog::chosen(const QComboBox* box) const
{
    return box->currentData().value<Document*>();
}

void BlendDialog::setRule(BlendKind kind)
{
    m_rule->setCurrentIndex(m_rule->findData(static_cast<int>(kind)));
}

void BlendDialog::setAmount(double amount)
{
    m_amount->setValue(amount);
}

void BlendDialog::fillOthers()
{
    m_others->clear();
    m_second->clear();
    m_third->clear();
    for (Document* document : m_workspace->documents()) {
        if (document == chosen(m_into))
            continue;
        auto* item = new QListWidgetItem(document->title(), m_others);
        item->setData(Qt::UserRole, QVariant::fromValue(document));
        item->setFlags((item->flags() | Qt::ItemIsUserCheckable) & ~Qt::ItemIsDropEnabled);
        item->setCheckState(Qt::Checked);
        for (QComboBox* box : {m_second, m_third})
            box->addItem(document->title(), QVariant::fromValue(document));
    }
    chooseFitting();
}

/// The second model is the first that has something to blend with A; the third, another one like it where there is one.
void BlendDialog::chooseFitting()
{
    const Document* into = chosen(m_into);
    edit::BlendOptions trial;
    trial.kind = BlendKind::Interpolate;
    int second = -1, third = -1;
    for (int index = 0; into && third < 0 && index < m_second->count(); ++index) {
        const auto* other = m_second->itemData(index).value<Document*>();
        bool fits = false;
        for (const edit::MatchBy by : {edit::MatchBy::Name, edit::MatchBy::Structure}) {
            trial.match = by;
            fits = fits || edit::planBlend({into->sharedModel(), other->sharedModel()}, trial).ok();
        }
        if (!fits)
            continue;
        (second < 0 ? second : third) = index;
    }
    m_second->setCurrentIndex(std::max(0, second));
    if (third < 0)
        third = second < 0 ? m_third->count() - 1 : second;
    m_third->setCurrentIndex(third);
}

/// The layers of A that have weights, those of nested models too.
void BlendDialog::fillLayers()
{
    const QSignalBlocker silent(m_layers);
    m_layers->setRowCount(0);
    const Document* into = chosen(m_into);
    if (!into)
        return;
    std::unordered_set<std::string_view> owners;
    for (const Variable& variable : into->model().variables)
        for (std::string_view path = variable.layer; !path.empty();
             path = path.substr(0, path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/')))
            owners.insert(path);
    visitLayers(into->model(), [&](const Layer& layer, const std::string& path, int depth) {
        if (!owners.contains(path))
            return;
        const int row = m_layers->rowCount();
        m_layers->insertRow(row);
        auto* name = new QTableWidgetItem(QString(3 * depth, u' ') + displayText(layer.name));
        name->setData(Qt::UserRole, identityText(path));
        name->setToolTip(displayText(path));
        name->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        m_layers->setItem(row, 0, name);
        m_layers->setItem(row, 1, new QTableWidgetItem);
    });
}

void BlendDialog::chooseRule()
{
    const BlendKind rule = kind();
    const bool many = takesMany(rule), three = rule == BlendKind::TaskVector, scaled = rule != BlendKind::Average;
    m_form->setRowVisible(m_others, many);
    m_form->setRowVisible(m_second, !many);
    m_form->setRowVisible(m_third, three);
    for (QWidget* widget : {static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_amount),
                            static_cast<QWidget*>(m_amountName), static_cast<QWidget*>(m_layers)})
        widget->setEnabled(scaled);
    const double least = three ? -2 : 0, most = three ? 2 : 1;
    m_amount->setRange(least, most);
    m_slider->setRange(static_cast<int>(least * kSteps), static_cast<int>(most * kSteps));
    m_amount->setValue(edit::blendNeeds(rule).amount);
    switch (rule) {
    case BlendKind::Average:
        m_formula->setText(tr("The mean of A and all that are ticked"));
        break;
    case BlendKind::Interpolate:
        m_formula->setText(tr("(1 − t) · A + t · B"));
        break;
    case BlendKind::TaskVector:
        m_formula->setText(tr("A + s · (B − C): what training made of C, added to A"));
        break;
    case BlendKind::Ema:
        m_formula->setText(tr("From A on, in the order of the list: d · so far + (1 − d) · next"));
        break;
    case BlendKind::Slerp:
        m_formula->setText(tr("From A to B at constant length, each weight as one vector"));
        break;
    }
    summarize();
}

std::vector<std::shared_ptr<const Model>> BlendDialog::models() const
{
    std::vector<std::shared_ptr<const Model>> list;
    const auto add = [&](const Document* document) {
        if (document)
            list.push_back(document->sharedModel());
    };
    add(chosen(m_into));
    if (takesMany(kind())) {
        for (int row = 0; row < m_others->count(); ++row)
            if (m_others->item(row)->checkState() == Qt::Checked)
                add(m_others->item(row)->data(Qt::UserRole).value<Document*>());
        return list;
    }
    add(chosen(m_second));
    if (kind() == BlendKind::TaskVector)
        add(chosen(m_third));
    return list;
}

edit::BlendOptions BlendDialog::options() const
{
    edit::BlendOptions options;
    options.kind = kind();
    options.amount = m_amount->value();
    options.match = static_cast<edit::MatchBy>(m_match->currentData().toInt());
    for (int row = 0; row < m_layers->rowCount(); ++row) {
        bool isNumber = false;
        const double amount = QLocale().toDouble(m_layers->item(row, 1)->text(), &isNumber);
        if (isNumber)
            options.amounts.emplace_back(m_layers->item(row, 0)->data(Qt::UserRole).toString().toStdString(), amount);
    }
    return options;
}

void BlendDialog::summarize()
{
    if (!m_apply)
        return;
    const QString wrong = wrongAmount();
    const auto plan = edit::planBlend(models(), options());
    m_apply->setEnabled(plan.ok() && wrong.isEmpty());
    m_summary->setToolTip({});
    if (!plan || !wrong.isEmpty()) {
        m_summary->setText(wrong.isEmpty() ? errorDetail(plan.error()) : wrong);
        return;
    }
    QString text = tr("%n variable(s) are blended", nullptr, static_cast<int>(plan->report.blended.size()));
    if (!plan->report.kept.empty())
        text += u"  ·  "_s + tr("%n stay(s) as in A", nullptr, static_cast<int>(plan->report.kept.size())) + u" ("_s +
                displayText(plan->report.kept.front().path) + u": "_s + coreText(plan->report.kept.front().reason) +
                u')';
    QStringList all;
    for (const auto& entry : plan->report.kept)
        all << displayText(entry.path) + u": "_s + coreText(entry.reason);
    if (!plan->report.left.empty()) {
        text += u"  ·  "_s + tr("%n variable(s) of the others have no place in A", nullptr,
                                static_cast<int>(plan->report.left.size()));
        for (const auto& entry : plan->report.left)
            all << tr("%1: no place in A").arg(displayText(entry.path));
    }
    if (plan->report.optimizer)
        text += u'\n' + tr("The state of the optimizer stays that of A.");
    m_summary->setText(text);
    constexpr qsizetype kMostShown = 30;
    if (all.size() > kMostShown)
        all = all.first(kMostShown) << u"…"_s;
    m_summary->setToolTip(Qt::convertFromPlainText(all.join(u'\n')));
}

/// The first amount of a layer that is no number; empty when all are.
QString BlendDialog::wrongAmount() const
{
    for (int row = 0; kind() != BlendKind::Average && row < m_layers->rowCount(); ++row) {
        const QString text = m_layers->item(row, 1)->text().trimmed();
        bool isNumber = text.isEmpty();
        if (!isNumber)
            QLocale().toDouble(text, &isNumber);
        if (!isNumber)
            return tr("%1: “%2” is no number").arg(m_layers->item(row, 0)->text(), displayText(text.toStdString(), 40));
    }
    return {};
}

void BlendDialog::accept()
{
    Document* into = chosen(m_into);
    const auto plan = edit::planBlend(models(), options());
    if (!into || !plan || !wrongAmount().isEmpty())
        return;
    emit applied(into, *plan->edit, static_cast<int>(plan->report.blended.size()));
    QDialog::accept();
}

} // namespace lw::ui
