// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Tensor.h"
#include "ui/panes/weights/TensorNumbers.h"

#include <QStringList>
#include <QWidget>
#include <optional>

class QLabel;
class QSpinBox;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace lw::ui {

class BarsView;
class FeatureMapsView;
class HeatmapView;
class PictureView;
class SliceControls;
class SliceGrid;

/// One result of a run: bars for vectors, pictures for pictures, maps for channels, a heatmap and the numbers for
/// everything. The values are read where they are, and only those that are shown.
class OutputView final : public QWidget {
    Q_OBJECT
public:
    enum Tab { Bars, Picture, Maps, Heatmap, Numbers };
    explicit OutputView(QWidget* parent = nullptr);
    /// name: what a file of it is called. ofLayer: channels are feature maps, even when there are one or three.
    void setTensor(const Tensor& tensor, const QString& name, bool ofLayer);
    void setLabels(const QStringList& labels);
    [[nodiscard]] int sample() const;
    void setSample(int sample);
    [[nodiscard]] int tab() const;
    /// Shows another tab if the tensor has it.
    void setTab(int tab);
    void copy();
    void retranslate();

signals:
    void notice(const QString& text);
    void failed(const QString& title, const lw::Error& error);

private:
    void buildStrip();
    void offerTabs(bool ofLayer);
    void followTab();
    void showSample();
    void showSlice();
    void save();
    Tensor m_tensor;
    QString m_name;
    std::optional<TensorNumbers> m_numbers; ///< none for strings
    QTabBar* m_tabs;
    QLabel* m_sampleLabel;
    QSpinBox* m_sample;
    QToolButton *m_copy, *m_save;
    SliceControls* m_controls;
    QStackedWidget* m_stack;
    BarsView* m_bars;
    PictureView* m_picture;
    FeatureMapsView* m_maps;
    HeatmapView* m_heatmap;
    SliceGrid* m_grid;
};

} // namespace lw::ui
