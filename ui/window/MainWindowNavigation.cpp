// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/models/ModelsPane.h"
#include "ui/panes/models/PeekPopup.h"
#include "ui/panes/problems/ProblemsPane.h"
#include "ui/window/DocumentArea.h"
#include "ui/window/DocumentStack.h"
#include "ui/window/MainWindow.h"
#include "ui/window/SearchBox.h"

#include <QApplication>
#include <QDockWidget>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStackedWidget>

/// Getting about: to what was found or opened, from pane to pane, and what Copy and Find mean where the focus is.
namespace lw::ui {

void MainWindow::openSelection(Document* document)
{
    const Selection& selection = document->selection();
    DocumentPage* page = m_area->pageOf(document);
    if (!page || selection.kind() == Selection::Kind::None)
        return;
    if (selection.kind() == Selection::Kind::Operator)
        page->setView(DocumentPage::View::Graph);
    else
        page->setView(DocumentPage::View::Weights);
    page->focusPane();
}

void MainWindow::goTo(Document* document, const Found& found)
{
    m_workspace->setCurrent(document);
    showStart(false);
    DocumentPage* page = m_area->pageOf(document);
    if (!page)
        return;
    switch (found.kind) {
    case Found::Kind::Layer:
        document->selection().selectLayer(found.path);
        break;
    case Found::Kind::Variable:
        document->selection().selectVariable(found.path, found.layerPath);
        page->setView(DocumentPage::View::Weights);
        break;
    case Found::Kind::Operator:
        page->setView(DocumentPage::View::Graph);
        document->selection().selectOperator(found.function, found.path);
        break;
    }
    page->focusPane();
}

/// A quick look at the selected weight, or at the first one of the selected layer.
void MainWindow::peek(const QRect& place)
{
    Document* document = m_workspace->current();
    if (!document)
        return;
    const Selection& selection = document->selection();
    const Variable* variable = selection.kind() == Selection::Kind::Variable
                                   ? findVariable(document->model(), selection.path().toStdString())
                                   : firstVariableOf(document->model(), selection.layerPath().toStdString());
    if (variable)
        (new PeekPopup(*variable, this))->showBeside(place);
    else
        showNotice(tr("This layer has no weights."));
}

void MainWindow::copy()
{
    QWidget* focus = QApplication::focusWidget();
    if (auto* line = qobject_cast<QLineEdit*>(focus))
        line->copy();
    else if (auto* text = qobject_cast<QPlainTextEdit*>(focus); text && text->textCursor().hasSelection())
        text->copy();
    else if (m_models->isAncestorOf(focus))
        m_models->copy();
    else if (pane() && pane()->canCopy())
        pane()->copy();
}

void MainWindow::find()
{
    if (pane() && pane()->canFind())
        pane()->find();
    else
        m_search->start();
}

void MainWindow::nextPane()
{
    QList<QWidget*> stops{m_layout->dock(WindowLayout::Dock::Models)->widget(), m_centre->currentWidget(),
                          m_layout->dock(WindowLayout::Dock::Inspector)->widget(), m_problems, m_run};
    stops.removeIf([](QWidget* widget) { return !WindowLayout::isInSight(widget); });
    qsizetype now = -1;
    for (qsizetype i = 0; i < stops.size(); ++i) {
        if (stops[i] == QApplication::focusWidget() || stops[i]->isAncestorOf(QApplication::focusWidget()))
            now = i;
    }
    if (stops.isEmpty())
        return;
    QWidget* next = stops[(now + 1) % stops.size()];
    if (next == m_area && m_area->currentPage()) {
        m_area->currentPage()->focusPane();
        return;
    }
    if (next == m_models) {
        m_models->reveal();
        return;
    }
    for (QWidget* child : next->findChildren<QWidget*>()) {
        if (child->focusPolicy() & Qt::TabFocus && child->isVisible()) {
            child->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

} // namespace lw::ui
