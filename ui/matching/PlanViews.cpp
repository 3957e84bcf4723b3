// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matching/PlanViews.h"

#include "ui/matching/MatchingPage.h"
#include "ui/matching/MatchingView.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kSetting = "plan/lines";

} // namespace

PlanViews::PlanViews(QWidget* table, MatchingPage* lines, QWidget* parent)
    : QWidget(parent), m_tabs(new QTabBar(this)), m_stack(new QStackedWidget(this)), m_tools(new QHBoxLayout)
{
    m_tabs->addTab(tr("&Table"));
    m_tabs->addTab(tr("&Lines"));
    m_tabs->setTabToolTip(0, tr("Moves one below the other"));
    m_tabs->setTabToolTip(1, tr("Both models next to each other: connect variables by hand"));
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("View of the plan"));
    m_stack->addWidget(table);
    m_stack->addWidget(lines);
    m_tools->setSpacing(Theme::space(3));
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::space(4));
    row->addWidget(m_tabs);
    row->addLayout(m_tools, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::space(2));
    column->addLayout(row);
    column->addWidget(m_stack, 1);
    const int remembered = QSettings().value(QLatin1String(kSetting), false).toBool() ? 1 : 0;
    m_tabs->setCurrentIndex(remembered);
    m_stack->setCurrentIndex(remembered);
    connect(m_tabs, &QTabBar::currentChanged, this, [this, table, lines](int index) {
        if (!m_isShowing)
            QSettings().setValue(QLatin1String(kSetting), index == 1);
        m_stack->setCurrentIndex(index);
        emit faceChanged(face());
        if (!m_tabs->hasFocus()) // else the arrows go on choosing
            (index == 1 ? static_cast<QWidget*>(lines->view()) : table)->setFocus();
    });
}

PlanViews::Face PlanViews::face() const
{
    return m_tabs->currentIndex() == 1 ? Face::Lines : Face::Table;
}

void PlanViews::show(Face face)
{
    m_isShowing = true;
    m_tabs->setCurrentIndex(face == Face::Lines ? 1 : 0);
    m_isShowing = false;
}

} // namespace lw::ui
