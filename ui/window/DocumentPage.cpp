// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DocumentPage.h"

#include "ui/widgets/IconFactory.h"
#include "ui/widgets/ModelWords.h"
#include "ui/widgets/Text.h"
#include "ui/window/PaneFactory.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

DocumentPage::DocumentPage(Document* document, QWidget* parent)
    : QWidget(parent), m_document(document), m_tabs(new QTabBar(this)), m_facts(new QLabel(this)),
      m_stack(new QStackedWidget(this))
{
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(Theme::space(2), 0, Theme::space(4), 0);
    strip->addWidget(m_tabs);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // the tabs have the first right to the room
    m_facts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    m_facts->setTextFormat(Qt::PlainText);
    strip->addWidget(m_facts, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(strip);
    layout->addWidget(m_stack, 1);
    for (const auto* icon : {"graph", "weights", "summary"})
        m_tabs->addTab(icons::icon(QLatin1String(icon)), QString());
    m_tabs->setExpanding(false);
    m_tabs->setIconSize(QSize(Theme::kIcon, Theme::kIcon));
    m_tabs->setFocusPolicy(Qt::TabFocus);
    retranslate();
    connect(m_tabs, &QTabBar::currentChanged, this, &DocumentPage::showTab);
    // Whose view is chosen is the model that one works on: it may be the one beside.
    connect(m_tabs, &QTabBar::tabBarClicked, this, &DocumentPage::focusPane, Qt::QueuedConnection);
    connect(document, &Document::changed, this, &DocumentPage::describe);
    setView(document->model().layers.empty() && document->model().kind == ModelKind::Weights ? View::Weights
                                                                                             : View::Graph);
    showTab(m_tabs->currentIndex());
}

Pane* DocumentPage::currentPane() const
{
    return m_panes[m_tabs->currentIndex()];
}

DocumentPage::View DocumentPage::view() const
{
    return static_cast<View>(m_tabs->currentIndex());
}

void DocumentPage::setView(View view)
{
    m_tabs->setCurrentIndex(static_cast<int>(view));
}

void DocumentPage::focusPane()
{
    if (Pane* pane = currentPane())
        pane->setFocus(Qt::OtherFocusReason);
}

void DocumentPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DocumentPage::retranslate()
{
    m_tabs->setTabText(0, tr("Graph"));
    m_tabs->setTabText(1, tr("Weights"));
    m_tabs->setTabText(2, tr("Summary"));
    describe();
}

void DocumentPage::describe()
{
    const Model& model = m_document->model();
    QStringList facts{kindWord(model.kind)};
    if (!model.layers.empty())
        facts << tr("%n layer(s)", nullptr, static_cast<int>(model.layers.size()));
    facts << tr("%1 parameters").arg(shortCountText(model.totalParameters));
    m_factsText = facts.join(u"  ·  "_s);
    m_facts->setToolTip(m_factsText + u'\n' + tr("%1 parameters").arg(countText(model.totalParameters)));
    fitFacts();
}

void DocumentPage::fitFacts()
{
    m_facts->setText(m_facts->fontMetrics().elidedText(m_factsText, Qt::ElideRight, m_facts->width()));
}

void DocumentPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Where two models share the window, the icons of the tabs give way to their words.
    const int shown = m_tabs->iconSize().width();
    const int full = m_tabs->sizeHint().width() + m_tabs->count() * (Theme::kIcon - shown);
    const int icon = full + Theme::space(6) <= width() ? Theme::kIcon : 0;
    if (icon != shown)
        m_tabs->setIconSize(QSize(icon, icon));
    layout()->activate();
    fitFacts();
}

void DocumentPage::showTab(int index)
{
    if (!m_panes[index]) {
        m_panes[index] = makePane(static_cast<View>(index));
        m_stack->addWidget(m_panes[index]);
    }
    m_stack->setCurrentWidget(m_panes[index]);
    emit paneChanged();
}

Pane* DocumentPage::makePane(View view)
{
    Pane* pane = panes::make(view, m_document, m_stack);
    connect(pane, &Pane::failed, this, &DocumentPage::failed);
    connect(pane, &Pane::notice, this, &DocumentPage::notice);
    connect(pane, &Pane::peekRequested, this, &DocumentPage::peekRequested);
    connect(pane, &Pane::menuRequested, this, &DocumentPage::menuRequested);
    connect(pane, &Pane::partsDropped, this, &DocumentPage::partsDropped);
    connect(pane, &Pane::capabilitiesChanged, this, &DocumentPage::paneChanged);
    return pane;
}

} // namespace lw::ui
