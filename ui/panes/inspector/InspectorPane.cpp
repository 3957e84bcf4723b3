// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/inspector/InspectorPane.h"

#include "ui/document/UserObjects.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/JsonTree.h"
#include "ui/widgets/Sparkline.h"
#include "ui/widgets/Text.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostWeights = 12;

QLabel* textLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    label->setMinimumWidth(10);
    return label;
}

/// Long words such as paths get places where they may break.
QString breakable(QString text)
{
    for (const QChar c : {u'/', u'_', u'.'})
        text.replace(c, QString(c) + QChar(0x200B));
    return text;
}

QLabel* sectionTitle(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setFont(Theme::current().font(Theme::TextStyle::Strong));
    return label;
}

} // namespace

InspectorPane::InspectorPane(QWidget* parent) : QWidget(parent), m_scroll(new QScrollArea(this))
{
    setMinimumWidth(Theme::space(60)); // a name and a value side by side
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_scroll);
    connect(&Theme::current(), &Theme::changed, this, &InspectorPane::refreshSoon);
    connect(&UserObjectsNews::current(), &UserObjectsNews::changed, this, &InspectorPane::refreshSoon);
    refresh();
}

void InspectorPane::setDocument(Document* document)
{
    if (m_document == document)
        return;
    if (m_document) {
        m_document->disconnect(this);
        m_document->selection().disconnect(this);
    }
    m_document = document;
    if (document) {
        connect(document, &Document::changed, this, &InspectorPane::refreshSoon);
        connect(&document->selection(), &Selection::changed, this, &InspectorPane::refreshSoon);
    }
    refreshSoon();
}

void InspectorPane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        refreshSoon();
    QWidget::changeEvent(event);
}

/// Many selections in one go (arrow keys held down) build the page once.
void InspectorPane::refreshSoon()
{
    if (m_pending)
        return;
    m_pending = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_pending = false;
            refresh();
        },
        Qt::QueuedConnection);
}

void InspectorPane::refresh()
{
    auto* page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(Theme::space(3), Theme::space(3), Theme::space(3), Theme::space(4));
    layout->setSpacing(Theme::space(3));
    if (m_document) {
        const InspectorFacts facts = inspectSelection(*m_document);
        addHead(layout, facts);
        addTeaching(layout, facts);
        addWeights(layout, facts);
        for (const FactSection& section : facts.sections)
            addSection(layout, section);
    } else {
        auto* nothing = new QLabel(tr("Select a layer or a weight to see what it is."), page);
        nothing->setWordWrap(true);
        nothing->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(nothing);
    }
    layout->addStretch();
    m_scroll->setWidget(page);
}

void InspectorPane::addHead(QVBoxLayout* page, const InspectorFacts& facts)
{
    QWidget* parent = page->parentWidget();
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::space(3));
    auto* icon = new QLabel(parent);
    const QIcon picture = facts.isLayer ? icons::category(facts.category) : icons::icon(facts.icon, ColorRole::Accent);
    icon->setPixmap(picture.pixmap(28, 28));
    row->addWidget(icon, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    auto* title = textLabel(breakable(facts.title), parent);
    title->setFont(Theme::current().font(Theme::TextStyle::Strong));
    auto* subtitle = textLabel(facts.subtitle, parent);
    QPalette palette = subtitle->palette();
    palette.setColor(QPalette::WindowText, facts.isLayer ? Theme::current().category(facts.category)
                                                         : Theme::current().color(ColorRole::TextMuted));
    subtitle->setPalette(palette);
    words->addWidget(title);
    words->addWidget(subtitle);
    row->addLayout(words, 1);
    page->addLayout(row);
    if (!facts.note.isEmpty())
        page->addWidget(textLabel(facts.note, parent));
}

/// A layer of a class that is not built in: what it was taught to compute, and the way to teach it.
void InspectorPane::addTeaching(QVBoxLayout* page, const InspectorFacts& facts)
{
    if (facts.teachName.isEmpty())
        return;
    QWidget* parent = page->parentWidget();
    if (!facts.taught.isEmpty()) {
        page->addWidget(sectionTitle(tr("Computes"), parent));
        auto* taught = textLabel(facts.taught, parent);
        taught->setFont(Theme::current().font(Theme::TextStyle::Mono));
        page->addWidget(taught);
    }
    auto* button = new QPushButton(facts.taught.isEmpty() ? tr("Teach what it computes…") : tr("Change…"), parent);
    button->setObjectName(u"teach"_s);
    connect(button, &QPushButton::clicked, this, [this, name = facts.teachName] { emit teachRequested(name); });
    page->addWidget(button, 0, Qt::AlignLeft);
}

void InspectorPane::addSection(QVBoxLayout* page, const FactSection& section)
{
    QWidget* parent = page->parentWidget();
    page->addSpacing(Theme::space(1));
    page->addWidget(sectionTitle(section.title, parent));
    if (section.json) {
        page->addWidget(new JsonTree(*section.json, parent));
        return;
    }
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(Theme::space(3));
    grid->setVerticalSpacing(Theme::space(1));
    grid->setColumnMinimumWidth(0, 96);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const Fact& fact : section.facts) {
        auto* label = textLabel(breakable(fact.label), parent);
        label->setForegroundRole(QPalette::PlaceholderText);
        auto* value = textLabel(breakable(fact.value), parent);
        value->setToolTip(fact.hint.isEmpty() ? fact.value : fact.hint);
        grid->addWidget(label, row, 0, Qt::AlignTop);
        grid->addWidget(value, row++, 1, Qt::AlignTop);
    }
    page->addLayout(grid);
}

void InspectorPane::addWeights(QVBoxLayout* page, const InspectorFacts& facts)
{
    if (facts.weights.empty())
        return;
    QWidget* parent = page->parentWidget();
    const bool single = !facts.isLayer;
    if (!single)
        page->addWidget(sectionTitle(tr("Weights"), parent));
    auto* list = new QVBoxLayout;
    list->setSpacing(0);
    for (std::size_t i = 0; i < facts.weights.size() && i < kMostWeights; ++i) {
        const Variable& variable = *facts.weights[i];
        const QString path = identityText(variable.path);
        const QString layer = identityText(variable.layer);
        auto* line = new Sparkline(displayText(variable.role.empty() ? variable.path : variable.role), variable.tensor,
                                   single, parent);
        connect(line, &Sparkline::clicked, this, [this, path, layer] {
            if (!m_document)
                return;
            m_document->selection().selectVariable(path, layer);
            emit m_document->selection().activated();
        });
        list->addWidget(line);
    }
    page->addLayout(list);
    if (facts.weights.size() > kMostWeights) {
        auto* more =
            textLabel(tr("and %n more", nullptr, static_cast<int>(facts.weights.size() - kMostWeights)), parent);
        more->setForegroundRole(QPalette::PlaceholderText);
        page->addWidget(more);
    }
}

} // namespace lw::ui
