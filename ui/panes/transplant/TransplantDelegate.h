// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace lw::ui {

/// Editors of the plan's table: a list of all variables of the target with completion, and the rules that are possible
/// for a row. User interface thread only.
class TransplantDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

private:
    [[nodiscard]] QWidget* targetEditor(QWidget* parent, const QModelIndex& index) const;
    [[nodiscard]] QWidget* ruleEditor(QWidget* parent, const QModelIndex& index) const;
    void commit(QWidget* editor) const;
};

} // namespace lw::ui
