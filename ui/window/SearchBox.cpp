// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/SearchBox.h"

#include "core/graph/TracedProgram.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/HighlightDelegate.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/UndoPassing.h"

#include <QEvent>
#include <QFrame>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTimer>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTypingPause = 60; // ms
constexpr std::size_t kShown = 40;
constexpr int kRowsInSight = 12;
constexpr int kListWidth = 560;

QIcon iconOf(const Found& found)
{
    switch (found.kind) {
    case Found::Kind::Layer:
        return icons::category(found.known ? keras::categoryOf(found.className) : keras::Category::Unknown);
    case Found::Kind::Variable:
        return icons::icon(u"variable"_s, ColorRole::TextMuted);
    case Found::Kind::Operator:
        break;
    }
    return icons::icon(u"operator"_s, ColorRole::TextMuted);
}

} // namespace

SearchBox::SearchBox(Workspace* workspace, QWidget* window)
    : QLineEdit(window), m_workspace(workspace), m_window(window), m_frame(new QFrame(window)),
      m_list(new QTreeWidget(m_frame)), m_more(new QLabel(m_frame)), m_highlight(new HighlightDelegate(m_list)),
      m_typing(new QTimer(this))
{
    setClearButtonEnabled(true);
    passUndoOn(this);
    addAction(icons::icon(u"search"_s, ColorRole::TextMuted), QLineEdit::LeadingPosition);
    setMinimumWidth(Theme::space(40));
    setMaximumWidth(Theme::space(90));
    m_frame->setObjectName(u"searchResults"_s);
    m_frame->setAutoFillBackground(true);
    m_frame->setFrameShape(QFrame::Box);
    auto* layout = new QVBoxLayout(m_frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(m_more);
    m_more->setMargin(Theme::space(2));
    m_more->setForegroundRole(QPalette::PlaceholderText);
    m_list->setColumnCount(2);
    m_list->header()->hide();
    m_list->header()->setStretchLastSection(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setItemDelegate(m_highlight);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_frame->hide();
    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPause);
    connect(this, &QLineEdit::textEdited, m_typing, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty())
            m_frame->hide();
    });
    connect(m_typing, &QTimer::timeout, this, &SearchBox::search);
    connect(m_list, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) { choose(item); });
    connect(workspace, &Workspace::currentChanged, m_frame, &QWidget::hide);
    retranslate();
}

SearchBox::~SearchBox() = default;

void SearchBox::start()
{
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
    if (!text().isEmpty())
        search();
}

void SearchBox::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QLineEdit::changeEvent(event);
}

void SearchBox::retranslate()
{
    setPlaceholderText(tr("Find in the model (Ctrl+K)"));
    setAccessibleName(tr("Find layers, weights and operators"));
    setToolTip(tr("Find layers, weights and operators of the current model"));
    m_list->setAccessibleName(tr("Found"));
}

void SearchBox::search()
{
    m_typing->stop();
    m_document = m_workspace->current();
    if (!m_document || text().simplified().isEmpty()) {
        m_frame->hide();
        return;
    }
    readOperators();
    fill(findInModel(m_document->model(), m_operators.get(), text(), kShown));
}

/// The operators of a model are read once, when somebody first searches it; the list is completed when they are there.
void SearchBox::readOperators()
{
    const std::shared_ptr<const Model> model = m_document->sharedModel();
    if (m_operatorsOf == model)
        return;
    delete m_reading;
    m_operatorsOf = model;
    m_operators = nullptr;
    if (!graph::tracedProgram(*model))
        return;
    m_reading = startTask<OperatorNames>(
        this, {},
        [model](const Progress& progress) -> Result<OperatorNames> { return operatorNames(*model, progress.stop); },
        [this](Result<OperatorNames> names) {
            if (!names)
                return;
            m_operators = std::make_shared<const OperatorNames>(std::move(*names));
            if (m_frame->isVisible())
                search();
        });
}

void SearchBox::fill(const FoundList& found)
{
    m_found = found;
    m_highlight->setWords(text().simplified().split(u' ', Qt::SkipEmptyParts));
    m_list->clear();
    for (const Found& one : found.best) {
        auto* item = new QTreeWidgetItem(m_list, QStringList{lw::ui::displayText(one.path.toStdString()), one.detail});
        item->setIcon(0, iconOf(one));
        item->setForeground(1, Theme::current().color(ColorRole::TextMuted));
        item->setToolTip(0, one.function.isEmpty() ? one.path : one.path + u'\n' + one.function);
    }
    if (m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    QString more;
    if (found.total == 0)
        more = m_reading ? tr("Reading the operators…") : tr("Nothing in this model has that name, class or shape.");
    else if (found.total > found.best.size())
        more =
            tr("The best %1 of %2. More words find fewer.").arg(countText(found.best.size()), countText(found.total));
    m_more->setText(more);
    m_more->setVisible(!more.isEmpty());
    place();
}

/// Below the box, its right edges in line, as high as what it holds.
void SearchBox::place()
{
    const int width = std::min(kListWidth, m_window->width() - Theme::space(4));
    const QPoint corner = mapTo(m_window, QPoint(this->width() - width, height() + Theme::space(1)));
    const int rows = std::min(m_list->topLevelItemCount(), kRowsInSight);
    const int row = rows > 0 ? m_list->visualItemRect(m_list->topLevelItem(0)).height() : 0;
    m_list->setVisible(rows > 0);
    const int more = m_more->isHidden() ? 0 : m_more->sizeHint().height();
    QPalette palette = m_frame->palette();
    palette.setColor(QPalette::Window, Theme::current().color(ColorRole::Surface));
    palette.setColor(QPalette::WindowText, Theme::current().color(ColorRole::BorderStrong));
    m_frame->setPalette(palette);
    m_frame->setGeometry(std::max(Theme::space(1), corner.x()), corner.y(), width, rows * row + more + 4);
    m_list->setColumnWidth(0, width * 3 / 5);
    m_frame->raise();
    m_frame->show();
}

void SearchBox::choose(QTreeWidgetItem* item)
{
    const int row = item ? m_list->indexOfTopLevelItem(item) : -1;
    m_frame->hide();
    if (row >= 0 && m_document)
        emit chosen(m_document, m_found.best.at(static_cast<std::size_t>(row)));
}

void SearchBox::keyPressEvent(QKeyEvent* event)
{
    const auto step = [this](int by) {
        const int count = m_list->topLevelItemCount();
        const int now = m_list->indexOfTopLevelItem(m_list->currentItem());
        if (count > 0)
            m_list->setCurrentItem(m_list->topLevelItem(std::clamp(now + by, 0, count - 1)));
    };
    switch (event->key()) {
    case Qt::Key_Up:
        return step(-1);
    case Qt::Key_Down:
        return m_frame->isVisible() ? step(1) : search();
    case Qt::Key_PageUp:
        return step(-kRowsInSight);
    case Qt::Key_PageDown:
        return step(kRowsInSight);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_typing->isActive() || !m_frame->isVisible()) // Enter came before the list
            search();
        return choose(m_list->currentItem());
    case Qt::Key_Escape:
        if (m_frame->isVisible())
            m_frame->hide();
        else
            clear();
        emit left();
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void SearchBox::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        m_frame->hide();
}

void SearchBox::focusInEvent(QFocusEvent* event)
{
    QLineEdit::focusInEvent(event);
    if (event->reason() == Qt::MouseFocusReason && !text().isEmpty())
        search();
}

} // namespace lw::ui
