// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Tensor.h"
#include "ui/panes/weights/SliceTableModel.h"

#include <QWidget>

class QLabel;
class QSpinBox;
class QStackedWidget;
class QTabBar;

namespace lw::ui {

class BarsView;
class FeatureMapsView;
class HeatmapView;
class SliceControls;

/// One result of a run: bars for vectors, pictures for maps, a heatmap and the numbers for everything.
class OutputView final : public QWidget {
    Q_OBJECT
public:
    explicit OutputView(QWidget* parent = nullptr);
    void setTensor(const Tensor& tensor);
    void setLabels(const QStringList& labels);
    void retranslate();

private:
    enum Tab { Bars, Maps, Heatmap, Numbers };
    void showSample(int sample);
    void showSlice();
    Tensor m_tensor;
    std::vector<float> m_values;
    SliceTableModel m_model;
    QTabBar* m_tabs;
    QLabel* m_sampleLabel;
    QSpinBox* m_sample;
    SliceControls* m_controls;
    QStackedWidget* m_stack;
    BarsView* m_bars;
    FeatureMapsView* m_maps;
    HeatmapView* m_heatmap;
};

} // namespace lw::ui
