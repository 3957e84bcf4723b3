// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Variable.h"
#include "ui/panes/weights/KernelLayout.h"

#include <QPointer>
#include <QWidget>
#include <optional>

class QLabel;
class QSpinBox;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace lw::ui {

class ElidedLabel;
class HeatmapView;
class HistogramView;
class KernelTilesView;
class SliceControls;
class SliceGrid;
class TaskHandle;

/// One variable: its numbers, a heatmap, a histogram, and tiles for convolution kernels. Reads values off the user
/// interface thread, since a variable may be gigabytes or compressed; each way of looking reads only what it shows.
class VariableView final : public QWidget {
    Q_OBJECT
public:
    enum Tab { Numbers, Heatmap, Histogram, Kernels };
    explicit VariableView(QWidget* parent = nullptr);
    /// Shows a variable; null shows the empty state. className: of its layer, which says what the axes of a kernel are.
    void setVariable(const Variable* variable, const std::string& className = {});
    /// The selected cells, or all of a small slice, as tab-separated text on the clipboard.
    void copy();
    /// Asks where and writes the variable as .npy.
    void save();
    void retranslate();

signals:
    void notice(const QString& text);
    void failed(const QString& title, const lw::Error& error);

private:
    void buildHeader();
    void describe();
    void offerTabs();
    void loadSlice();
    void loadStrings();
    void loadStatistics();
    void loadKernel();
    void showMessage(const QString& text);
    void showTab(int tab);
    Variable m_variable;
    std::string m_className;
    std::optional<KernelLayout> m_kernel;
    int m_wantedTab = Numbers; ///< what the user chose last; shown wherever a variable has it
    bool m_empty = true, m_offering = false, m_kernelShown = false;
    ElidedLabel *m_title, *m_facts;
    QLabel *m_message, *m_channelLabel;
    QToolButton *m_copy, *m_save;
    QTabBar* m_tabs;
    SliceControls* m_controls;
    QStackedWidget* m_stack;
    SliceGrid* m_grid;
    HeatmapView* m_heatmap;
    HistogramView* m_histogram;
    KernelTilesView* m_kernels;
    QSpinBox* m_channel;
    QPointer<TaskHandle> m_sliceTask, m_statisticsTask, m_kernelTask;
};

} // namespace lw::ui
