// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace lw::ui {

/// Rows of the plan that hold a text, or only those that want a look. User interface thread only.
class TransplantFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString& text);
    void setProblemsOnly(bool only);
    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] bool isProblemsOnly() const { return m_problemsOnly; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QString m_text;
    bool m_problemsOnly = false;
};

} // namespace lw::ui
