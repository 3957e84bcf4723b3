// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/ShortcutsDialog.h"

#include "ui/widgets/Theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

ShortcutsDialog::ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(460, 560);
    auto* layout = new QVBoxLayout(this);
    auto* list = new QTreeWidget(this);
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
        {tr("Zoom the graph"), tr("Ctrl and wheel")},
    };
    for (const auto& [text, key] : keys)
        new QTreeWidgetItem(list, {text, key});
    list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    layout->addWidget(list);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace lw::ui
