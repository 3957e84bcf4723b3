// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/ShortcutsDialog.h"

#include "ui/dialogs/SavingHelp.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTabWidget>
#include <QTextBrowser>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

ShortcutsDialog::ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Help"));
    resize(600, 600);
    auto* layout = new QVBoxLayout(this);
    auto* tabs = new QTabWidget(this);
    auto* list = new QTreeWidget(tabs);
    list->setColumnCount(2);
    list->setHeaderLabels({tr("Action"), tr("Keys")});
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    for (const QAction* action : actions)
        new QTreeWidgetItem(list, {action->iconText(), action->shortcut().toString(QKeySequence::NativeText)});
    const std::pair<QString, QString> keys[] = {
        {tr("Peek at the first weight of a layer"), tr("Space")},
        {tr("Open the selected layer or weight"), tr("Enter")},
        {tr("Walk the graph along its edges"), tr("Arrow keys")},
        {tr("First and last layer of the graph"), tr("Home, End")},
        {tr("Fold the group around the selection"), tr("Backspace")},
        {tr("Zoom the graph"), tr("Wheel, + and −")},
        {tr("Move the graph"), tr("Drag, or Shift and wheel")},
        {tr("Select several layers of the graph"), tr("Ctrl and click")},
        {tr("Move weights to another model"), tr("Drag a layer, or copy and paste")},
        {tr("Scroll the graph by a page"), tr("Page Up, Page Down")},
        {tr("Next and previous in the graph's search"), tr("Enter, Shift+Enter")},
        {tr("Move in the found layers, and go to one"), tr("Up, Down, Enter")},
        {tr("Leave a search or a peek"), tr("Escape")},
    };
    for (const auto& [text, key] : keys)
        new QTreeWidgetItem(list, {text, key});
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    tabs->addTab(list, tr("Keyboard shortcuts"));
    auto* saving = new QTextBrowser(tabs);
    saving->setObjectName("savingHelp"_L1);
    saving->setFrameShape(QFrame::NoFrame);
    saving->setHtml(savingHelp());
    tabs->addTab(saving, tr("Saving"));
    layout->addWidget(tabs);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace lw::ui
