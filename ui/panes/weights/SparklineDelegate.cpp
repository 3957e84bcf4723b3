// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/SparklineDelegate.h"

#include "ui/panes/weights/VariableTableModel.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace lw::ui {

void SparklineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto* statistics = index.data(VariableTableModel::StatisticsRole).value<const TensorStatistics*>();
    if (!statistics) {
        emit wanted(index);
        return;
    }
    const auto& bins = statistics->histogram;
    const std::uint64_t most = bins.empty() ? 0 : *std::max_element(bins.begin(), bins.end());
    if (most == 0)
        return;
    const QRectF area =
        QRectF(option.rect).adjusted(Theme::space(1), Theme::space(1), -Theme::space(2), -Theme::space(1));
    const double width = area.width() / static_cast<double>(bins.size());
    QColor colour = Theme::current().color(ColorRole::Accent);
    colour.setAlphaF(0.75f);
    for (std::size_t bin = 0; bin < bins.size(); ++bin) {
        if (bins[bin] == 0)
            continue;
        // Square root: rare values at the tails stay visible beside a tall peak.
        const double height =
            std::max(1.0, area.height() * std::sqrt(static_cast<double>(bins[bin]) / static_cast<double>(most)));
        painter->fillRect(QRectF(area.left() + static_cast<double>(bin) * width, area.bottom() - height,
                                 std::max(1.0, width - 0.5), height),
                          colour);
    }
}

QSize SparklineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index).expandedTo({120, Theme::space(7)});
}

} // namespace lw::ui
