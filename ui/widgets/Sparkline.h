// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/TensorStatistics.h"
#include "ui/tasks/Task.h"

#include <QWidget>
#include <optional>

namespace lw::ui {

/// A weight in one line: name, shape and a tiny histogram, whose numbers are computed in the background when it is
/// first shown. A click opens the weight. User interface thread only.
class Sparkline : public QWidget {
    Q_OBJECT
public:
    /// tall: with minimum, maximum, mean and the other numbers below.
    Sparkline(const QString& name, Tensor tensor, bool tall, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void compute();
    void paintBars(QPainter& painter, const QRectF& room) const;
    void paintNumbers(QPainter& painter, QRect room) const;
    QString m_name;
    Tensor m_tensor;
    bool m_tall;
    QPointer<TaskHandle> m_task;
    std::optional<TensorStatistics> m_statistics;
    QString m_failure;
};

} // namespace lw::ui
