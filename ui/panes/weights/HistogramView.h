// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/TensorStatistics.h"

#include <QWidget>
#include <optional>

class QCPBars;
class QCustomPlot;
class QLabel;

namespace lw::ui {

/// The distribution of a variable's values, with the numbers below it.
class HistogramView final : public QWidget {
    Q_OBJECT
public:
    explicit HistogramView(QWidget* parent = nullptr);
    [[nodiscard]] bool hasStatistics() const { return m_statistics.has_value(); }
    void setStatistics(std::optional<TensorStatistics> statistics);
    void retranslate();

private:
    void applyTheme();
    void describe();
    std::optional<TensorStatistics> m_statistics;
    QCustomPlot* m_plot;
    QCPBars* m_bars;
    QLabel* m_numbers;
};

} // namespace lw::ui
