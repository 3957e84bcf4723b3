// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FocusReturn.h"

#include <QApplication>

namespace lw::ui {

FocusReturn::FocusReturn(QWidget* bar) : QObject(bar), m_bar(bar)
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget* before, QWidget* now) {
        if (before && isInside(now) && !isInside(before))
            m_before = before;
    });
}

bool FocusReturn::isInside(const QWidget* widget) const
{
    return widget && (widget == m_bar || m_bar->isAncestorOf(widget));
}

bool FocusReturn::give()
{
    if (!isInside(m_bar->window()->focusWidget()))
        return true;
    if (!m_before || !m_before->isVisible())
        return false;
    m_before->setFocus(Qt::OtherFocusReason);
    return true;
}

} // namespace lw::ui
