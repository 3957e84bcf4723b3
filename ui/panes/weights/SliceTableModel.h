// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/TensorSlice.h"
#include "ui/panes/weights/SliceImage.h"

#include <QAbstractTableModel>
#include <optional>
#include <string>
#include <vector>

namespace lw::ui {

/// The numbers of a slice as a grid, coloured lightly by value; reads each only when it is shown. Or strings, one a
/// row.
class SliceTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { CopyRole = Qt::UserRole }; ///< all digits; strings as they are
    /// Grids end here: views cannot scroll further, and nobody would.
    static constexpr int kMaximumSide = 1'000'000;
    using QAbstractTableModel::QAbstractTableModel;
    void setSlice(std::optional<TensorSlice> slice);
    void setStrings(std::vector<std::string> strings);
    [[nodiscard]] bool hasStrings() const { return !m_strings.empty(); }
    /// The range that the tint stands for; none when low equals high.
    void setRange(double low, double high);
    void applyTheme();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant text(const QModelIndex& index, int role) const;
    std::optional<TensorSlice> m_slice;
    std::vector<std::string> m_strings;
    std::optional<ColourScale> m_scale;
    double m_low = 0, m_high = 0;
};

} // namespace lw::ui
