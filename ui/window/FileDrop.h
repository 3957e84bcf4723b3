// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QMimeData;

namespace lw::ui {

class DropTarget;

/// Files and folders that are dragged over the window from outside: shows where they can be dropped and hands over
/// their paths. Anything else is left to whom it is for. User interface thread only.
class FileDrop : public QObject {
    Q_OBJECT
public:
    /// area: what the hint covers while files hover over the window.
    FileDrop(QWidget* window, QWidget* area);

    void retranslate();
    /// Local paths among the URLs; no others are ever opened.
    static QStringList paths(const QMimeData* data);

signals:
    /// place: in the window.
    void dropped(const QStringList& paths, const QPoint& place);
    void hovering(bool active);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setHovering(bool active);
    QWidget* m_area;
    DropTarget* m_hint;
};

} // namespace lw::ui
