// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DocumentArea.h"

#include "ui/widgets/IconFactory.h"
#include "ui/widgets/ModelWords.h"

#include <QApplication>
#include <QDrag>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QTabBar>
#include <QToolButton>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kTabMime = "application/x-layerwright-tab"_L1;
constexpr int kTearDistance = 20; // px below or above the bar before a tab comes loose

class DocumentTabBar : public QTabBar {
public:
    explicit DocumentTabBar(QWidget* parent) : QTabBar(parent)
    {
        setChangeCurrentOnDrag(true); // layers that are dragged can reach models behind other tabs
    }

protected:
    /// A name is elided only when it is long: tabs that find no room are scrolled to.
    QSize tabSizeHint(int index) const override
    {
        return QTabBar::tabSizeHint(index).boundedTo(QSize(Theme::space(60), QWIDGETSIZE_MAX));
    }
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }

    void mousePressEvent(QMouseEvent* event) override
    {
        m_pressed = event->button() == Qt::LeftButton ? tabAt(event->position().toPoint()) : -1;
        QTabBar::mousePressEvent(event);
    }

    void mouseMoveEvent(QMouseEvent* event) override
    {
        const double y = event->position().y();
        if (m_pressed < 0 || (y > -kTearDistance && y < height() + kTearDistance)) {
            QTabBar::mouseMoveEvent(event);
            return;
        }
        m_pressed = -1;
        QMouseEvent release(QEvent::MouseButtonRelease, event->position(), event->globalPosition(), Qt::LeftButton,
                            Qt::NoButton, Qt::NoModifier);
        QTabBar::mouseReleaseEvent(&release); // ends the movement within the bar
        tear(currentIndex());
    }

private:
    void tear(int index)
    {
        auto* drag = new QDrag(this);
        auto* group = qobject_cast<TabGroup*>(parentWidget());
        drag->setMimeData(DocumentArea::tabData(group ? group->page(index) : nullptr));
        drag->setPixmap(grab(tabRect(index)));
        drag->exec(Qt::MoveAction);
    }
    int m_pressed = -1;
};

/// Shows which half a tab would go to.
class DropMark : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        QColor color = Theme::current().color(ColorRole::Accent);
        painter.setPen(QPen(color, 2));
        color.setAlphaF(0.15F);
        painter.setBrush(color);
        painter.drawRoundedRect(rect().adjusted(4, 4, -4, -4), Theme::kRadius, Theme::kRadius);
    }
};

} // namespace

TabGroup::TabGroup(QWidget* parent) : QTabWidget(parent)
{
    setTabBar(new DocumentTabBar(this));
    setDocumentMode(true);
    setMovable(true);
    tabBar()->setExpanding(false);
    tabBar()->setElideMode(Qt::ElideMiddle);
    tabBar()->setUsesScrollButtons(true);
    tabBar()->setDrawBase(false);
    tabBar()->setIconSize(QSize(16, 16));
}

DocumentPage* TabGroup::page(int index) const
{
    return qobject_cast<DocumentPage*>(widget(index));
}

DocumentArea::DocumentArea(QWidget* parent) : QSplitter(Qt::Horizontal, parent), m_dropMark(new DropMark(parent))
{
    setChildrenCollapsible(false);
    setHandleWidth(1);
    setAcceptDrops(true);
    m_dropMark->hide();
    m_dropMark->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        for (TabGroup* group : groups()) {
            if (now && group != m_active && group->isAncestorOf(now)) {
                m_active = group;
                if (DocumentPage* page = group->currentPage())
                    emit currentChanged(page->document());
            }
        }
    });
}

QMimeData* DocumentArea::tabData(const DocumentPage* page)
{
    auto* data = new QMimeData;
    data->setData(kTabMime, QByteArray::number(reinterpret_cast<quintptr>(page)));
    return data;
}

/// The page of this area that is dragged. The number in the data is only compared: another program may have made it.
DocumentPage* DocumentArea::draggedPage(const QDropEvent* event) const
{
    const quintptr wanted = event->mimeData()->data(kTabMime).toULongLong();
    for (DocumentPage* page : pages()) {
        if (reinterpret_cast<quintptr>(page) == wanted)
            return page;
    }
    return nullptr;
}

TabGroup* DocumentArea::makeGroup(int index)
{
    auto* group = new TabGroup(this);
    insertWidget(index, group);
    connect(group, &QTabWidget::currentChanged, this, [this, group](int current) {
        if (DocumentPage* page = group->page(current)) {
            m_active = group;
            emit currentChanged(page->document());
        }
    });
    connect(group, &QTabWidget::tabBarClicked, this, [this, group](int index) {
        m_active = group;
        if (DocumentPage* page = group->page(index))
            emit currentChanged(page->document());
    });
    return group;
}

QList<TabGroup*> DocumentArea::groups() const
{
    QList<TabGroup*> found;
    for (int i = 0; i < count(); ++i) {
        if (auto* group = qobject_cast<TabGroup*>(widget(i)))
            found.append(group);
    }
    return found;
}

QList<DocumentPage*> DocumentArea::pages() const
{
    QList<DocumentPage*> found;
    for (const TabGroup* group : groups()) {
        for (int i = 0; i < group->count(); ++i)
            found.append(group->page(i));
    }
    return found;
}

DocumentPage* DocumentArea::pageOf(Document* document) const
{
    for (DocumentPage* page : pages()) {
        if (page->document() == document)
            return page;
    }
    return nullptr;
}

TabGroup* DocumentArea::groupOf(const DocumentPage* page) const
{
    for (TabGroup* group : groups()) {
        if (group->indexOf(page) >= 0)
            return group;
    }
    return nullptr;
}

DocumentPage* DocumentArea::currentPage() const
{
    return m_active ? m_active->currentPage() : nullptr;
}

void DocumentArea::add(DocumentPage* page)
{
    if (groups().isEmpty())
        m_active = makeGroup(0);
    insert(m_active ? m_active : groups().first(), page);
    connect(page->document(), &Document::changed, page, [this, page] { name(page); });
    connect(page->document(), &Document::modifiedChanged, page, [this, page] { name(page); });
}

/// The dot says that there is something to save.
void DocumentArea::name(DocumentPage* page)
{
    const Document* document = page->document();
    QString text = document->title();
    text.replace(u'&', u"&&"_s);
    if (document->isModified())
        text += u" ●"_s;
    if (TabGroup* group = groupOf(page)) {
        group->setTabText(group->indexOf(page), text);
        group->setTabToolTip(group->indexOf(page), document->path());
    }
}

void DocumentArea::insert(TabGroup* group, DocumentPage* page)
{
    Document* document = page->document();
    const int index =
        group->addTab(page, icons::icon(formatIconName(QString::fromStdString(document->model().format))), QString());
    name(page);
    auto* close = new QToolButton(group->tabBar());
    close->setIcon(icons::icon(u"close"_s));
    close->setIconSize(QSize(12, 12));
    close->setStyleSheet(u"QToolButton { padding: 2px; }"_s);
    close->setToolTip(tr("Close"));
    close->setAccessibleName(close->toolTip());
    close->setFocusPolicy(Qt::NoFocus);
    connect(close, &QToolButton::clicked, this, [this, document] { emit closeRequested(document); });
    group->tabBar()->setTabButton(index, QTabBar::RightSide, close);
    group->setCurrentIndex(index);
}

void DocumentArea::remove(Document* document)
{
    DocumentPage* page = pageOf(document);
    if (!page)
        return;
    TabGroup* group = groupOf(page);
    group->removeTab(group->indexOf(page));
    delete page;
    dropEmptyGroups();
}

void DocumentArea::show(Document* document)
{
    DocumentPage* page = pageOf(document);
    if (!page)
        return;
    m_active = groupOf(page);
    m_active->setCurrentWidget(page);
    // The focus would come back to the other model when a dialog closes, and make that one current again.
    const QWidget* focus = window()->focusWidget();
    for (const TabGroup* group : groups())
        if (focus && group != m_active && group->isAncestorOf(focus))
            return page->focusPane();
}

void DocumentArea::showBeside(DocumentPage* page)
{
    const QList<TabGroup*> all = groups();
    moveTo(page, all.size() < 2 || all.first() == groupOf(page));
}

void DocumentArea::moveTo(DocumentPage* page, bool right)
{
    TabGroup* from = groupOf(page);
    QList<TabGroup*> all = groups();
    if (!from || (all.size() == 1 && from->count() == 1))
        return;
    TabGroup* target = all.size() > 1 ? (right ? all.last() : all.first()) : makeGroup(right ? 1 : 0);
    if (target == from)
        return;
    from->removeTab(from->indexOf(page));
    insert(target, page);
    m_active = target;
    dropEmptyGroups();
    setSizes(QList<int>(groups().size(), width()));
    emit currentChanged(page->document());
}

void DocumentArea::dropEmptyGroups()
{
    for (TabGroup* group : groups()) {
        if (group->count() > 0)
            continue;
        if (m_active == group)
            m_active = nullptr;
        delete group;
    }
    if (!m_active && !groups().isEmpty())
        m_active = groups().first();
}

void DocumentArea::dragEnterEvent(QDragEnterEvent* event)
{
    if (draggedPage(event))
        event->acceptProposedAction();
    else
        event->ignore();
}

void DocumentArea::dragMoveEvent(QDragMoveEvent* event)
{
    if (!draggedPage(event))
        return;
    showDropHalf(event->position().x() > width() / 2.0);
    event->acceptProposedAction();
}

void DocumentArea::dragLeaveEvent(QDragLeaveEvent*)
{
    m_dropMark->hide();
}

void DocumentArea::dropEvent(QDropEvent* event)
{
    m_dropMark->hide();
    if (DocumentPage* page = draggedPage(event)) {
        event->acceptProposedAction();
        moveTo(page, event->position().x() > width() / 2.0);
    }
}

void DocumentArea::showDropHalf(bool right)
{
    const int half = width() / 2;
    const QRect target(right ? half : 0, 0, right ? width() - half : half, height());
    m_dropMark->setGeometry(target.translated(mapTo(m_dropMark->parentWidget(), QPoint())));
    m_dropMark->raise();
    m_dropMark->show();
}

} // namespace lw::ui
