// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Variable.h"
#include "ui/panes/weights/SliceTableModel.h"

#include <QPointer>
#include <QWidget>
#include <memory>

class QLabel;
class QSpinBox;
class QStackedWidget;
class QTabBar;
class QTableView;
class QToolButton;

namespace lw::ui {

class HeatmapView;
class HistogramView;
class KernelTilesView;
class SliceControls;
class TaskHandle;

/// One variable: its numbers, a heatmap, a histogram, and tiles for convolution kernels. Reads values off the user
/// interface thread, since a variable may be gigabytes or compressed.
class VariableView final : public QWidget {
    Q_OBJECT
public:
    explicit VariableView(QWidget* parent = nullptr);
    /// Shows a variable; null shows the empty state.
    void setVariable(const Variable* variable);
    /// The selected cells, or all of a small slice, as tab-separated text on the clipboard.
    void copy();
    void retranslate();

signals:
    void notice(const QString& text);
    void failed(const QString& title, const lw::Error& error);

private:
    enum Tab { Numbers, Heatmap, Histogram, Kernels };
    void buildHeader();
    void load();
    void showSlice(Result<TensorSlice> slice);
    void loadStatistics();
    void showTab(int tab);
    void save();
    Variable m_variable;
    bool m_empty = true;
    SliceTableModel m_numbers;
    QLabel *m_title, *m_facts, *m_message, *m_channelLabel;
    QToolButton *m_copy, *m_save;
    QTabBar* m_tabs;
    SliceControls* m_controls;
    QStackedWidget* m_stack;
    QTableView* m_grid;
    HeatmapView* m_heatmap;
    HistogramView* m_histogram;
    KernelTilesView* m_kernels;
    QSpinBox* m_channel;
    QPointer<TaskHandle> m_sliceTask, m_statisticsTask;
};

} // namespace lw::ui
