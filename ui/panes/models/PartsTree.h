// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace lw::ui {

/// The tree of models as something that parts are dragged out of. What is pressed may become a drag onto the model that
/// is shown just now, so whoever follows the selection waits while isHeld(), until settled() says how it ended.
class PartsTree : public QTreeView {
    Q_OBJECT
public:
    using QTreeView::QTreeView;

    /// The left button is down on a row, or its parts are being dragged.
    [[nodiscard]] bool isHeld() const { return m_held; }
    /// What stands in the place of rows where there are none.
    void setEmptyText(const QString& text);
    [[nodiscard]] const QString& emptyText() const { return m_emptyText; }

signals:
    /// The button was let go. dragged: parts were dragged, whether or not they were dropped; otherwise it was a click.
    void settled(bool dragged);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    /// Parts go as one label, so that it does not cover what is said about the target.
    void startDrag(Qt::DropActions actions) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void settle(bool dragged);
    QString m_emptyText;
    bool m_held = false;
};

} // namespace lw::ui
