// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/ChoiceDelegate.h"

#include "ui/items/RestoreTableModel.h"

#include <QAbstractProxyModel>
#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QTimer>

namespace lw::ui {

namespace {

constexpr int kVisible = 16;

/// The model behind proxies, and the index there.
std::pair<RestoreTableModel*, QModelIndex> behind(QModelIndex index)
{
    auto* model = const_cast<QAbstractItemModel*>(index.model());
    while (auto* proxy = qobject_cast<QAbstractProxyModel*>(model)) {
        index = proxy->mapToSource(index);
        model = proxy->sourceModel();
    }
    return {qobject_cast<RestoreTableModel*>(model), index};
}

} // namespace

QWidget* ChoiceDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const auto [model, source] = behind(index);
    if (!model)
        return nullptr;
    auto* box = new QComboBox(parent);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setMaxVisibleItems(kVisible);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setFilterMode(Qt::MatchContains);
    for (const RestoreTableModel::Choice& choice : model->choices(source))
        box->addItem(choice.isFree ? choice.text : tr("%1 (taken)").arg(choice.text),
                     choice.index ? QVariant::fromValue<qulonglong>(*choice.index) : QVariant());
    const auto commit = [this, box] {
        auto* self = const_cast<ChoiceDelegate*>(this);
        emit self->commitData(box);
        emit self->closeEditor(box);
    };
    connect(box, &QComboBox::activated, this, commit, Qt::QueuedConnection);
    // Not at once: the click that opened the editor would choose from the list when it is released.
    QTimer::singleShot(QApplication::doubleClickInterval(), box, &QComboBox::showPopup);
    return box;
}

void ChoiceDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    auto* box = qobject_cast<QComboBox*>(editor);
    const auto [model, source] = behind(index);
    if (!box || !model)
        return;
    const auto chosen = model->chosen(source);
    const int row = chosen ? box->findData(QVariant::fromValue<qulonglong>(*chosen)) : 0;
    box->setCurrentIndex(qMax(0, row));
    box->lineEdit()->selectAll();
}

void ChoiceDelegate::setModelData(QWidget* editor, QAbstractItemModel*, const QModelIndex& index) const
{
    auto* box = qobject_cast<QComboBox*>(editor);
    const auto [model, source] = behind(index);
    if (!box || !model)
        return;
    const int row = box->findText(box->currentText()); // a text that is no choice changes nothing
    if (row < 0)
        return;
    const QVariant data = box->itemData(row);
    model->choose(source, data.isValid() ? std::optional<std::size_t>(data.toULongLong()) : std::nullopt);
}

} // namespace lw::ui
