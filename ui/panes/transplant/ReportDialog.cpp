// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/ReportDialog.h"

#include "ui/panes/transplant/TransplantTableModel.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRowHeight = 26;
constexpr int kShownOpen = 40; ///< rows of a group that is not folded beside another

} // namespace

ReportDialog::ReportDialog(const edit::TransplantPlan& plan, const QString& target, QWidget* parent)
    : QDialog(parent), m_tree(new QTreeWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Transplant into %1").arg(target));
    resize(720, 520);
    m_tree->setColumnCount(2);
    m_tree->setHeaderLabels({tr("Variable"), tr("What happened")});
    m_tree->setUniformRowHeights(true);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->resizeSection(1, 320);
    fill(plan);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(Theme::space(3));
    column->addWidget(m_tree, 1);
    column->addWidget(buttons);
}

void ReportDialog::fill(const edit::TransplantPlan& plan)
{
    const TransplantTableModel words(plan);
    QList<QStringList> moved, left, untouched;
    std::vector<bool> used(plan.source().variables.size(), false), filled(plan.target().variables.size(), false);
    const auto path = [](const Variable& variable) { return displayText(variable.path); };
    for (const edit::Move& move : plan.moves()) {
        if (!move.from || !move.to)
            continue;
        const Variable &from = *plan.from(move), &to = *plan.to(move);
        used[*move.from] = filled[*move.to] = true;
        if (move.moves()) {
            moved.append({path(to), tr("From %1 · %2").arg(path(from), words.statusText(move))});
            continue;
        }
        const QString why = move.canMove() ? tr("Not ticked") : words.statusText(move);
        left.append({path(from), why});
        untouched.append({path(to), why});
    }
    for (std::size_t i = 0; i < used.size(); ++i)
        if (!used[i])
            left.append({path(plan.source().variables[i]), tr("Connected with nothing")});
    for (std::size_t i = 0; i < filled.size(); ++i)
        if (!filled[i])
            untouched.append({path(plan.target().variables[i]), tr("Connected with nothing")});
    addGroup(tr("Moved (%1)").arg(countText(static_cast<std::uint64_t>(moved.size()))), moved,
             moved.size() <= kShownOpen || (left.isEmpty() && untouched.isEmpty()));
    addGroup(tr("Left in the source (%1)").arg(countText(static_cast<std::uint64_t>(left.size()))), left,
             left.size() <= kShownOpen || moved.size() > kShownOpen);
    addGroup(tr("Untouched in the target (%1)").arg(countText(static_cast<std::uint64_t>(untouched.size()))), untouched,
             untouched.size() <= kShownOpen || moved.size() > kShownOpen);
}

void ReportDialog::addGroup(const QString& title, const QList<QStringList>& rows, bool open)
{
    auto* group = new QTreeWidgetItem(m_tree, {title});
    group->setFont(0, Theme::current().font(Theme::TextStyle::Strong));
    group->setFirstColumnSpanned(true);
    group->setSizeHint(0, QSize(0, kRowHeight)); // that of all rows
    QList<QTreeWidgetItem*> items;
    for (const QStringList& row : rows) {
        auto* item = new QTreeWidgetItem(row);
        item->setToolTip(0, row[0]);
        item->setToolTip(1, row[1]);
        items.append(item);
    }
    group->addChildren(items);
    group->setExpanded(open && !rows.isEmpty());
    group->setDisabled(rows.isEmpty());
}

QString ReportDialog::text() const
{
    QStringList lines;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* group = m_tree->topLevelItem(i);
        lines << group->text(0);
        for (int k = 0; k < group->childCount(); ++k)
            lines << group->child(k)->text(0) + u'\t' + group->child(k)->text(1);
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace lw::ui
