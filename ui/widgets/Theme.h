// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/Catalogue.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

#include <array>

namespace lw::ui {

/// What a colour is for. Text roles have a contrast of at least 4.5 on Window, Surface, Raised and Canvas; BorderStrong
/// at least 3 (WCAG AA); tst_Theme computes it.
enum class ColorRole {
    Window,       ///< behind panes: toolbars, docks, status bar
    Surface,      ///< lists, tables, text
    Raised,       ///< cards, nodes of the graph
    Sunken,       ///< headers, wells
    Canvas,       ///< behind the graph
    Border,       ///< hairlines that only separate
    BorderStrong, ///< lines that carry meaning: edges of the graph, outlines of fields
    Text,
    TextMuted,
    TextDisabled, ///< exempt from contrast, as WCAG says of disabled controls
    Accent,       ///< selection, focus, the one primary button
    OnAccent,     ///< text on Accent
    AccentSoft,   ///< background of the selected row or node
    Hover,
    Match, ///< background of a search hit
    Error,
    ErrorSoft,
    Warning,
    WarningSoft,
    Success,
    SuccessSoft,
    Count
};

/// The two designed themes and everything else that panes agree on: fonts, the 4 px grid, colour scales. One instance
/// for the program; its values change when the theme does, so panes read them when they paint and repaint on changed().
/// User interface thread only.
class Theme : public QObject {
    Q_OBJECT
public:
    enum class Scheme { System, Light, Dark };
    enum class TextStyle { Body, Strong, Small, Title, Mono };

    static Theme& current();
    /// Takes over style, palette, fonts and style sheet of the application; call once, after QApplication exists.
    void install(Scheme scheme);
    void setScheme(Scheme scheme);
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    /// Dark or light without the application's style changing: for pictures that are exported, and for tests.
    static QColor color(ColorRole role, bool dark);
    static QColor category(keras::Category category, bool dark);

    [[nodiscard]] QColor color(ColorRole role) const { return color(role, m_dark); }
    /// Strong colour of a category: text, icon, border. Contrast 4.5 on Surface. Never the only sign: show its icon or
    /// name.
    [[nodiscard]] QColor category(keras::Category category) const { return Theme::category(category, m_dark); }
    /// Quiet fill of a category, for the body of a node; ColorRole::Text reads well on it.
    [[nodiscard]] QColor categoryFill(keras::Category category) const;

    /// Values from low to high, t in 0..1 (viridis-like), the same in both themes.
    [[nodiscard]] static QColor sequential(double t);
    /// Differences, t in -1..1: blue through the theme's neutral to red.
    [[nodiscard]] QColor diverging(double t) const;

    [[nodiscard]] QFont font(TextStyle style) const;
    /// A step of the spacing grid: space(2) is 8 px.
    static constexpr int space(int steps) { return 4 * steps; }
    static constexpr int kRadius = 6;
    static constexpr int kIcon = 16;
    /// Duration of a movement in ms: at most 150, 0 when the desktop asks for reduced motion.
    [[nodiscard]] int motion() const;

signals:
    void changed();

private:
    Theme() = default;
    void apply();
    Scheme m_scheme = Scheme::System;
    bool m_dark = false;
    QFont m_base;
};

/// WCAG 2 contrast ratio, 1 to 21.
double contrastRatio(const QColor& first, const QColor& second);
/// a over b with the given share of a.
QColor mixed(const QColor& a, const QColor& b, double share);

} // namespace lw::ui
