// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/UndoToast.h"

namespace lw::ui {

void UndoToast::tell(Document* document, const QString& text)
{
    if (m_document) {
        m_document->undoStack()->disconnect(this);
        m_document->disconnect(this);
    }
    m_document = document;
    m_index = document->undoStack()->index();
    connect(document->undoStack(), &QUndoStack::indexChanged, this, &UndoToast::follow);
    connect(document, &QObject::destroyed, this, &QWidget::hide);
    show(text, tr("Undo"), [this] {
        if (m_document && m_document->undoStack()->index() >= m_index) // what came after goes too
            m_document->undoStack()->setIndex(m_index - 1);
    });
}

void UndoToast::setInFront(const Document* document)
{
    if (document != m_document)
        hide();
}

void UndoToast::follow(int index)
{
    if (index < m_index)
        hide();
}

} // namespace lw::ui
