// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace lw::ui {

/// Rows of a RestoreTableModel whose names have a text in them, or only those that do not load. User interface thread
/// only.
class RestoreFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RestoreFilter(QObject* parent);
    void setText(const QString& text);
    void setOnlyTrouble(bool only);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QString m_text;
    bool m_onlyTrouble = false;
};

} // namespace lw::ui
