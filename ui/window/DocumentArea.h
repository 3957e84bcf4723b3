// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/DocumentPage.h"

#include <QSplitter>
#include <QTabWidget>

class QMimeData;

namespace lw::ui {

/// A group of document tabs. A tab that is dragged out of the bar can be dropped on either half of the area.
class TabGroup : public QTabWidget {
    Q_OBJECT
public:
    explicit TabGroup(QWidget* parent = nullptr);
    [[nodiscard]] DocumentPage* page(int index) const;
    [[nodiscard]] DocumentPage* currentPage() const { return page(currentIndex()); }
};

/// The middle of the window: documents in tabs, in one group or in two next to each other. A group that has lost its
/// last tab goes away. User interface thread only.
class DocumentArea : public QSplitter {
    Q_OBJECT
public:
    explicit DocumentArea(QWidget* parent);

    void add(DocumentPage* page);
    void remove(Document* document);
    /// Raises the document's tab.
    void show(Document* document);
    [[nodiscard]] DocumentPage* currentPage() const;
    [[nodiscard]] DocumentPage* pageOf(Document* document) const;
    [[nodiscard]] QList<DocumentPage*> pages() const;
    /// Moves the tab into the other group, which is made when there is none.
    void showBeside(DocumentPage* page);
    void moveTo(DocumentPage* page, bool right);
    /// What a tab carries while it is dragged.
    [[nodiscard]] static QMimeData* tabData(const DocumentPage* page);

signals:
    void currentChanged(lw::ui::Document* document);
    void closeRequested(lw::ui::Document* document);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    TabGroup* makeGroup(int index);
    [[nodiscard]] QList<TabGroup*> groups() const;
    [[nodiscard]] TabGroup* groupOf(const DocumentPage* page) const;
    [[nodiscard]] DocumentPage* draggedPage(const QDropEvent* event) const;
    void insert(TabGroup* group, DocumentPage* page);
    void name(DocumentPage* page);
    void dropEmptyGroups();
    void showDropHalf(bool right);
    TabGroup* m_active = nullptr;
    QWidget* m_dropMark;
};

} // namespace lw::ui
