// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Theme.h"

#include "ui/widgets/SystemScheme.h"
#include "ui/widgets/ThemeStyle.h"

#include <QApplication>
#include <QFontDatabase>

namespace lw::ui {

namespace {

SystemScheme& systemScheme()
{
    static auto* scheme = new SystemScheme(qApp);
    return *scheme;
}

} // namespace

Theme& Theme::current()
{
    static Theme theme;
    return theme;
}

void Theme::install(Scheme scheme)
{
    connect(&systemScheme(), &SystemScheme::changed, this, [this] {
        if (m_scheme == Scheme::System)
            apply();
    });
    m_base = QApplication::font();
    m_base.setHintingPreference(QFont::PreferNoHinting);
    // Without a named one, the fallback for Korean may be a bold face of another language.
    m_base.setFamilies(m_base.families() + QStringList{QStringLiteral("Noto Sans CJK KR")});
    QApplication::setStyle(makeThemeStyle());
    m_scheme = scheme;
    apply();
}

void Theme::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    apply();
}

void Theme::apply()
{
    m_dark = m_scheme == Scheme::Dark || (m_scheme == Scheme::System && systemScheme().isDark());
    QPalette palette = themePalette(m_dark);
    QApplication::setPalette(palette);
    // Menus mark the row as lists do, so that icons keep their colours on it.
    palette.setColor(QPalette::Highlight, color(ColorRole::AccentSoft));
    palette.setColor(QPalette::HighlightedText, color(ColorRole::Text));
    QApplication::setPalette(palette, "QMenu");
    QApplication::setFont(m_base);
    qApp->setStyleSheet(themeStyleSheet(m_dark));
    emit changed();
}

QFont Theme::font(TextStyle style) const
{
    QFont font = m_base.pointSizeF() > 0 ? m_base : QApplication::font();
    const double size = font.pointSizeF() > 0 ? font.pointSizeF() : 10.0;
    switch (style) {
    case TextStyle::Body:
        break;
    case TextStyle::Strong:
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Small:
        font.setPointSizeF(size * 0.9);
        break;
    case TextStyle::Title:
        font.setPointSizeF(size * 1.6);
        font.setWeight(QFont::DemiBold);
        break;
    case TextStyle::Mono: {
        QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        mono.setPointSizeF(size);
        mono.setStyleHint(QFont::Monospace);
        return mono;
    }
    }
    return font;
}

int Theme::motion() const
{
    return systemScheme().reducesMotion() ? 0 : 140;
}

} // namespace lw::ui
