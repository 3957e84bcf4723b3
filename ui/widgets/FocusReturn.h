// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace lw::ui {

/// Of a bar that comes and goes: remembers from where the keyboard came into it, to give the focus back before the bar
/// goes. Qt would choose the first field of the window, which is a search. Belongs to the bar.
class FocusReturn : public QObject {
public:
    explicit FocusReturn(QWidget* bar);

    /// False when the focus is in the bar and cannot go back: where it was is not to be seen any more.
    bool give();

private:
    [[nodiscard]] bool isInside(const QWidget* widget) const;
    QWidget* m_bar;
    QPointer<QWidget> m_before;
};

} // namespace lw::ui
