// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matching/MatchingPage.h"

#include "ui/matching/MatchingView.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WheelGuard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;
using State = MatchingSource::State;

namespace {

constexpr int kBarHeight = 44;

QString pathOf(const MatchingSource::Item& item)
{
    return item.group.isEmpty() ? item.name : item.group + u'/' + item.name;
}

QPixmap signOf(State state)
{
    if (state == State::Unticked)
        return {};
    constexpr std::pair<const char*, ColorRole> kSigns[] = {
        {"check", ColorRole::Success}, {"warning", ColorRole::Warning}, {"close", ColorRole::Error}};
    const auto& [name, role] = kSigns[static_cast<std::size_t>(state)];
    return icons::icon(QLatin1String(name), role).pixmap(Theme::kIcon, Theme::kIcon);
}

} // namespace

MatchingPage::MatchingPage(MatchingSource* source, QWidget* parent)
    : QWidget(parent), m_source(source), m_view(new MatchingView(source, this)), m_icon(new QLabel(this)),
      m_ruleName(new QLabel(tr("&Rule"), this)), m_title(new ElidedLabel(this)), m_status(new ElidedLabel(this)),
      m_rule(new QComboBox(this)), m_tick(new QCheckBox(tr("Mo&ves"), this)),
      m_remove(new QPushButton(tr("&Disconnect"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    auto* bar = new QWidget(this);
    bar->setFixedHeight(kBarHeight);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(Theme::space(1), 0, 0, 0);
    row->setSpacing(Theme::space(2));
    m_title->setFont(Theme::current().font(Theme::TextStyle::Strong));
    m_ruleName->setBuddy(m_rule);
    m_rule->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_rule->setObjectName(u"lineRule"_s);
    m_tick->setObjectName(u"lineMoves"_s);
    m_remove->setObjectName(u"disconnect"_s);
    m_remove->setAutoDefault(false);
    row->addWidget(m_icon);
    row->addWidget(m_title);
    row->addWidget(m_status, 1);
    row->addWidget(m_ruleName);
    row->addWidget(m_rule);
    row->addWidget(m_tick);
    row->addWidget(m_remove);
    column->addWidget(bar);
    guardWheel(bar);
    connect(m_view, &MatchingView::currentChanged, this, &MatchingPage::tell);
    connect(m_remove, &QPushButton::clicked, m_view, &MatchingView::disconnectSelected);
    connect(m_rule, &QComboBox::activated, this, [this](int index) {
        if (const auto line = m_view->selectedLine())
            m_source->setRule(line->from, m_rule->itemData(index).toInt(), window());
        tell(); // also when the question was cancelled
    });
    connect(m_tick, &QCheckBox::clicked, this, [this](bool ticked) {
        if (const auto line = m_view->selectedLine())
            m_source->setTicked(line->from, ticked);
    });
    tell();
}

void MatchingPage::setText(const QString& title, const QString& status)
{
    m_title->setFullText(title);
    m_status->setFullText(status);
    m_title->setVisible(!title.isEmpty());
}

void MatchingPage::tell()
{
    const auto line = m_view->selectedLine();
    const auto rules = line ? m_source->rules(line->from) : QList<MatchingSource::Rule>();
    const bool connecting = m_view->isConnecting();
    for (QWidget* widget : {static_cast<QWidget*>(m_rule), static_cast<QWidget*>(m_ruleName)})
        widget->setVisible(!rules.isEmpty() && !connecting);
    m_tick->setVisible(line && m_source->hasTicks() && !connecting);
    m_remove->setVisible(line && !connecting);
    m_icon->setVisible(line && !connecting);
    const QColor muted = Theme::current().color(ColorRole::TextMuted);
    QPalette palette = m_status->palette();
    palette.setColor(QPalette::WindowText, muted);
    m_status->setPalette(palette);
    const auto item = m_view->currentItem();
    if (connecting) {
        setText({}, tr("Up and Down choose the other end, Enter connects, Esc cancels"));
    } else if (line) {
        tellLine();
    } else if (item) {
        setText(pathOf(*item), tr("Not connected: drag it to the other column, or press Enter"));
    } else {
        setText({}, tr("Drag a variable or a layer to the other column to connect them. Pull a line's end away to "
                       "disconnect."));
    }
    if (!line || connecting)
        return;
    const QSignalBlocker quiet(m_rule);
    m_rule->clear();
    for (const MatchingSource::Rule& rule : rules)
        m_rule->addItem(rule.text, rule.id);
    m_rule->setCurrentIndex(m_rule->findData(m_source->rule(line->from)));
    m_tick->setEnabled(line->state == State::Moves || line->state == State::Unticked);
    m_tick->setChecked(line->state == State::Moves);
}

void MatchingPage::tellLine()
{
    const auto line = m_view->selectedLine();
    const auto name = [this](MatchingSource::Side side, MatchingSource::Id id) {
        const auto item = m_view->item(side, id);
        return item ? pathOf(*item) : QString();
    };
    m_icon->setPixmap(signOf(line->state));
    setText(
        u"%1 → %2"_s.arg(name(MatchingSource::Side::Source, line->from), name(MatchingSource::Side::Target, line->to)),
        line->status);
}

} // namespace lw::ui
