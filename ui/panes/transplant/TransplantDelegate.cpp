// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/TransplantDelegate.h"

#include "ui/panes/transplant/RowsDialog.h"
#include "ui/panes/transplant/TransplantTableModel.h"
#include "ui/widgets/Text.h"

#include <QAbstractProxyModel>
#include <QComboBox>
#include <QCompleter>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

/// The table's model and row behind an index of a proxy.
std::pair<TransplantTableModel*, QModelIndex> resolve(QModelIndex index)
{
    while (const auto* proxy = qobject_cast<const QAbstractProxyModel*>(index.model()))
        index = proxy->mapToSource(index);
    return {qobject_cast<TransplantTableModel*>(const_cast<QAbstractItemModel*>(index.model())), index};
}

bool isTarget(const QModelIndex& index)
{
    return index.column() == static_cast<int>(TransplantTableModel::Column::To);
}

} // namespace

QWidget* TransplantDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return isTarget(index) ? targetEditor(parent, index) : ruleEditor(parent, index);
}

void TransplantDelegate::commit(QWidget* editor) const
{
    auto* self = const_cast<TransplantDelegate*>(this);
    emit self->commitData(editor);
    emit self->closeEditor(editor);
}

/// Those whose shape fits come first.
QWidget* TransplantDelegate::targetEditor(QWidget* parent, const QModelIndex& index) const
{
    const auto [table, row] = resolve(index);
    const edit::TransplantPlan& plan = table->plan();
    const edit::Move& move = plan.moves()[static_cast<std::size_t>(row.row())];
    const Shape& shape = plan.from(move)->tensor.shape();
    auto* box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->addItem(tr("None"), QString());
    for (const bool fitting : {true, false})
        for (const Variable& variable : plan.target().variables)
            if ((variable.tensor.shape() == shape) == fitting)
                box->addItem(u"%1  %2"_s.arg(ui::displayText(variable.path), shapeLabel(variable.tensor.shape())),
                             identityText(variable.path));
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    connect(box, &QComboBox::activated, this, [this, box] { commit(box); });
    return box;
}

QWidget* TransplantDelegate::ruleEditor(QWidget* parent, const QModelIndex& index) const
{
    const auto [table, row] = resolve(index);
    const edit::TransplantPlan& plan = table->plan();
    const edit::Move& move = plan.moves()[static_cast<std::size_t>(row.row())];
    auto* box = new QComboBox(parent);
    box->addItem(fitKindText(edit::FitKind::Refuse), static_cast<int>(edit::FitKind::Refuse));
    for (const edit::FitKind kind : edit::possibleFits(plan.from(move)->tensor.shape(), plan.to(move)->tensor.shape()))
        box->addItem(fitKindText(kind), static_cast<int>(kind));
    connect(box, &QComboBox::activated, this, [this, box] { commit(box); });
    return box;
}

void TransplantDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto* box = qobject_cast<QComboBox*>(editor);
    const auto role = isTarget(index) ? TransplantTableModel::TargetRole : TransplantTableModel::RuleRole;
    box->setCurrentIndex(std::max(0, box->findData(index.data(role))));
    if (!isTarget(index))
        QMetaObject::invokeMethod(box, &QComboBox::showPopup, Qt::QueuedConnection);
}

void TransplantDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    const auto* box = qobject_cast<QComboBox*>(editor);
    if (isTarget(index)) {
        if (box->currentIndex() >= 0 && index.data(TransplantTableModel::TargetRole) != box->currentData())
            model->setData(index, box->currentData(), TransplantTableModel::TargetRole);
        return;
    }
    const auto kind = static_cast<edit::FitKind>(box->currentData().toInt());
    if (kind != edit::FitKind::TakeRows) {
        model->setData(index, static_cast<int>(kind), TransplantTableModel::RuleRole);
        return;
    }
    // Asked once the editor has closed, which the question's own loop would otherwise delete.
    const auto [table, row] = resolve(index);
    QMetaObject::invokeMethod(
        editor->window(),
        [window = editor->window(), table, place = QPersistentModelIndex(row)] {
            if (place.isValid())
                RowsDialog::ask(table, place, window);
        },
        Qt::QueuedConnection);
}

} // namespace lw::ui
