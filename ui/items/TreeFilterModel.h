// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace lw::ui {

/// Keeps rows whose text contains every word of the filter in any column, their ancestors and their descendants. User
/// interface thread only.
class TreeFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit TreeFilterModel(QObject* parent = nullptr);
    void setWords(const QString& text);
    [[nodiscard]] const QStringList& words() const { return m_words; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
};

} // namespace lw::ui
