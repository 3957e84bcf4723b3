// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QStringList>
#include <vector>

namespace lw::ui {

/// A vector as horizontal bars, the greatest first, with optional names: the classes of a classifier.
class BarsView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit BarsView(QWidget* parent = nullptr);
    void setValues(std::vector<double> values);
    /// One name an index; further indices are shown as numbers.
    void setLabels(const QStringList& labels);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QString label(int index) const;
    void updateScrollBar();
    std::vector<double> m_values;
    std::vector<int> m_order;
    QStringList m_labels;
};

} // namespace lw::ui
