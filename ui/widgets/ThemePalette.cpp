// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of both themes: tables of data.
#include "ui/widgets/Theme.h"

#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {

using Rgb = unsigned;

constexpr auto kRoles = static_cast<std::size_t>(ColorRole::Count);

// In the order of ColorRole.
constexpr std::array<Rgb, kRoles> kLight = {
    0xf3f4f7, 0xffffff, 0xffffff, 0xe9ebf0, 0xf8f9fb, 0xd9dde4, 0x7f8794, 0x1b1f27, 0x545d6b, 0x99a1ad, 0x4a4fc4,
    0xffffff, 0xe4e5fb, 0xeef0f4, 0xffe59a, 0xb3261e, 0xfce8e6, 0x8a5300, 0xfff1d6, 0x17693a, 0xdff3e6,
};
constexpr std::array<Rgb, kRoles> kDark = {
    0x1a1d23, 0x21252c, 0x292e37, 0x15181d, 0x1c2027, 0x363c47, 0x717b8a, 0xe6e9ef, 0xa6afbd, 0x666f7d, 0x9aa2ff,
    0x14161c, 0x343a63, 0x2b303a, 0x6b5310, 0xff8a80, 0x46272a, 0xf2b457, 0x41341d, 0x6fd196, 0x203b2c,
};

struct CategoryColors {
    keras::Category category;
    Rgb light, dark;
};

// Hues after Okabe and Ito, darkened or lightened until they read as text; neighbours in hue differ in lightness or are
// rare together, and every category has its own icon.
constexpr std::array kCategories = {
    CategoryColors{keras::Category::Input, 0x4f5b6b, 0xb4bfcd},
    CategoryColors{keras::Category::Core, 0x0a5fb4, 0x6fb3ff},
    CategoryColors{keras::Category::Convolution, 0xa85400, 0xf5a94f},
    CategoryColors{keras::Category::Pooling, 0x7a6500, 0xe3cf57},
    CategoryColors{keras::Category::Recurrent, 0x96267f, 0xf093d8},
    CategoryColors{keras::Category::Normalization, 0x00705a, 0x4cd0ae},
    CategoryColors{keras::Category::Attention, 0xb8311a, 0xff8b6e},
    CategoryColors{keras::Category::Activation, 0x0f6f9c, 0x6ccbf2},
    CategoryColors{keras::Category::Merging, 0x5546bd, 0xb3a8ff},
    CategoryColors{keras::Category::Reshaping, 0x646a73, 0xa9b0bb},
    CategoryColors{keras::Category::Regularization, 0x71614f, 0xc9b79f},
    CategoryColors{keras::Category::Preprocessing, 0x4a6b1f, 0xa9d06f},
    CategoryColors{keras::Category::Embedding, 0xad2a62, 0xff8fb5},
    CategoryColors{keras::Category::Wrapper, 0x6b4a9e, 0xcaa9f5},
    CategoryColors{keras::Category::Model, 0x37424f, 0xd3dae4},
    CategoryColors{keras::Category::Unknown, 0x8b2e2e, 0xe89a9a},
};

// Nine stops of matplotlib's viridis.
constexpr std::array<Rgb, 9> kSequential = {0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c,
                                            0x28ae80, 0x5ec962, 0xaddc30, 0xfde725};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor Theme::color(ColorRole role, bool dark)
{
    const auto index = std::min(static_cast<std::size_t>(role), kRoles - 1);
    return QColor::fromRgb(dark ? kDark.at(index) : kLight.at(index));
}

QColor Theme::category(keras::Category category, bool dark)
{
    const auto found = std::find_if(kCategories.begin(), kCategories.end(),
                                    [&](const CategoryColors& colors) { return colors.category == category; });
    const CategoryColors& colors = found == kCategories.end() ? kCategories.back() : *found;
    return QColor::fromRgb(dark ? colors.dark : colors.light);
}

QColor Theme::categoryFill(keras::Category category) const
{
    return mixed(this->category(category), color(ColorRole::Raised), m_dark ? 0.16 : 0.10);
}

QColor Theme::sequential(double t)
{
    if (std::isnan(t))
        t = 0;
    const double position = std::clamp(t, 0.0, 1.0) * (kSequential.size() - 1);
    const auto index = std::min(static_cast<std::size_t>(position), kSequential.size() - 2);
    return mixed(QColor::fromRgb(kSequential.at(index + 1)), QColor::fromRgb(kSequential.at(index)),
                 position - static_cast<double>(index));
}

QColor Theme::diverging(double t) const
{
    if (std::isnan(t))
        t = 0;
    const QColor neutral = m_dark ? QColor(0x2c, 0x31, 0x3a) : QColor(0xf2, 0xf2, 0xf2);
    const QColor negative = m_dark ? QColor(0x5a, 0xa9, 0xff) : QColor(0x0a, 0x4f, 0xa3);
    const QColor positive = m_dark ? QColor(0xff, 0x7b, 0x66) : QColor(0xb2, 0x1f, 0x1a);
    return mixed(t < 0 ? negative : positive, neutral, std::min(std::abs(t), 1.0));
}

double contrastRatio(const QColor& first, const QColor& second)
{
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto blend = [share](float x, float y) { return static_cast<float>(x * share + y * (1 - share)); };
    return QColor::fromRgbF(blend(a.redF(), b.redF()), blend(a.greenF(), b.greenF()), blend(a.blueF(), b.blueF()));
}

} // namespace lw::ui
