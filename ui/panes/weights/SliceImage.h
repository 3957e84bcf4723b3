// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/model/TensorSlice.h"

#include <QImage>
#include <array>

namespace lw::ui {

/// How numbers become colours, for a range of values. Made on the user interface thread, since it asks the theme; a
/// plain value afterwards.
class ColourScale {
public:
    enum class Kind {
        Sequential, ///< dark to light, least to greatest
        Diverging,  ///< blue through neutral at zero to red, symmetric
    };
    ColourScale(Kind kind, double low, double high);
    /// Diverging when there are values on both sides of zero.
    static ColourScale forRange(double low, double high);
    /// The same colours over another range; any thread.
    [[nodiscard]] ColourScale over(double low, double high) const;

    [[nodiscard]] Kind kind() const { return m_kind; }
    /// What the ends of the scale stand for.
    [[nodiscard]] double low() const { return m_low; }
    [[nodiscard]] double high() const { return m_high; }
    /// Transparent for values that are not numbers.
    [[nodiscard]] QRgb at(double value) const;

private:
    static constexpr int kSteps = 512;
    void setRange(double low, double high);
    Kind m_kind;
    double m_low = 0, m_high = 0;
    std::array<QRgb, kSteps> m_colours{};
};

/// A picture of a matrix, a pixel an element; larger ones are averaged down to at most limit pixels a side. Values that
/// are not numbers stay transparent. Null when there are no elements, or when it was stopped.
QImage sliceImage(const TensorSlice& slice, const ColourScale& scale, const Progress& progress = {}, int limit = 2048);

} // namespace lw::ui
