// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/Pane.h"

#include "ui/widgets/Theme.h"

#include <QEvent>

namespace lw::ui {

Pane::Pane(Document* document, QWidget* parent) : QWidget(parent), m_document(document)
{
    connect(&Theme::current(), &Theme::changed, this, [this] { applyTheme(); });
}

void Pane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace lw::ui
