// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ModelThumbnail.h"

#include "core/model/Model.h"
#include "ui/widgets/Theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lw::ui {

namespace {

struct Bar {
    keras::Category category;
    double weight; ///< logarithm of the parameters
};

std::vector<Bar> barsOf(const Model& model)
{
    std::vector<Bar> bars;
    visitLayers(model, [&](const Layer& layer, const std::string&, int) {
        if (!layer.nested)
            bars.push_back(
                {keras::categoryOf(layer.className), std::log10(1.0 + static_cast<double>(layer.parameters))});
    });
    if (bars.empty()) {
        for (const Variable& variable : model.variables)
            bars.push_back({keras::Category::Core, std::log10(1.0 + static_cast<double>(variable.tensor.elements()))});
    }
    return bars;
}

} // namespace

QImage modelThumbnail(const Model& model, QSize size)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    std::vector<Bar> bars = barsOf(model);
    if (bars.empty())
        return image;
    const auto room = static_cast<std::size_t>(std::max(1, size.width() / 3));
    if (bars.size() > room) {
        std::vector<Bar> thinned;
        for (std::size_t i = 0; i < room; ++i)
            thinned.push_back(bars[i * bars.size() / room]);
        bars.swap(thinned);
    }
    double heaviest = 1;
    for (const Bar& bar : bars)
        heaviest = std::max(heaviest, bar.weight);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double step = std::min(24.0, static_cast<double>(size.width()) / static_cast<double>(bars.size()));
    const double gap = step > 6 ? 2 : step > 3 ? 1 : 0;
    const double left = (size.width() - step * static_cast<double>(bars.size())) / 2;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double height = size.height() * (0.18 + 0.82 * bars[i].weight / heaviest);
        const QRectF bar(left + static_cast<double>(i) * step, (size.height() - height) / 2, step - gap, height);
        painter.setBrush(mixed(Theme::category(bars[i].category, false), Theme::category(bars[i].category, true), 0.5));
        painter.drawRoundedRect(bar, std::min(3.0, bar.width() / 3), std::min(3.0, bar.width() / 3));
    }
    return image;
}

} // namespace lw::ui
