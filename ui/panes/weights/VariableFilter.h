// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace lw::ui {

/// Shows the variables whose path, type or shape holds every word that was typed; sorts by
/// VariableTableModel::SortRole.
class VariableFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit VariableFilter(QObject* parent = nullptr);
    void setWords(const QString& text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
};

} // namespace lw::ui
