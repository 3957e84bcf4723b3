// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/weights/SliceTableModel.h"

#include <QTableView>

namespace lw::ui {

/// The numbers of a slice, or strings, as a grid whose cells can be selected and copied.
class SliceGrid final : public QTableView {
    Q_OBJECT
public:
    explicit SliceGrid(QWidget* parent = nullptr);
    void setSlice(std::optional<TensorSlice> slice) { m_model.setSlice(std::move(slice)); }
    void setStrings(std::vector<std::string> strings) { m_model.setStrings(std::move(strings)); }
    /// Tints the cells by value; low equal to high takes the tint away.
    void setRange(double low, double high) { m_model.setRange(low, high); }

    /// Puts the selected cells, or all when none is, onto the clipboard as tab-separated text with all digits.
    void copy();

signals:
    /// What copying came to, for the status bar.
    void notice(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    SliceTableModel m_model;
};

} // namespace lw::ui
