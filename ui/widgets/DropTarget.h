// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lw::ui {

/// A dashed field that says what can be dropped. It only shows: the window takes the drop. User interface thread only.
class DropTarget : public QWidget {
    Q_OBJECT
public:
    /// veil: covers what is below it, for use over other widgets.
    explicit DropTarget(bool veil, QWidget* parent);
    void setText(const QString& text);
    void setActive(bool active);
    [[nodiscard]] bool isActive() const { return m_active; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    bool m_veil;
    bool m_active = false;
};

} // namespace lw::ui
