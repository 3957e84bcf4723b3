// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DocumentStack.h"

namespace lw::ui {

DocumentStack::DocumentStack(Make make, QWidget* parent)
    : QStackedWidget(parent), m_make(std::move(make)), m_empty(new QWidget(this))
{
    addWidget(m_empty);
}

void DocumentStack::setDocument(Document* document)
{
    m_document = document;
    if (isVisible() || !document || m_panes.contains(document))
        show(document);
}

void DocumentStack::remove(Document* document)
{
    delete m_panes.take(document);
    if (m_document == document)
        setDocument(nullptr);
}

void DocumentStack::showEvent(QShowEvent* event)
{
    show(m_document);
    QStackedWidget::showEvent(event);
}

void DocumentStack::show(Document* document)
{
    if (!document) {
        setCurrentWidget(m_empty);
        return;
    }
    Pane*& pane = m_panes[document];
    if (!pane) {
        pane = m_make(document, this);
        addWidget(pane);
        emit made(pane);
    }
    setCurrentWidget(pane);
}

} // namespace lw::ui
