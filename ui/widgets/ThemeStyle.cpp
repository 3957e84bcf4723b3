// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ThemeStyle.h"

#include "ui/widgets/Theme.h"

#include <QHash>
#include <QPainter>
#include <QProxyStyle>
#include <QStyleOption>

namespace lw::ui {

namespace {

/// Fusion draws outlines 1.4 times darker than the window, which is invisible where the window is dark.
class OutlineStyle : public QProxyStyle {
public:
    OutlineStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override
    {
        const auto* box = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (!box || (element != PE_IndicatorCheckBox && element != PE_IndicatorRadioButton))
            return QProxyStyle::drawPrimitive(element, option, painter, widget);
        QStyleOptionButton seen(*box);
        seen.palette = outlined(box->palette);
        QProxyStyle::drawPrimitive(element, &seen, painter, widget);
    }

    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override
    {
        const auto* box = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        if (!box || control != CC_SpinBox)
            return QProxyStyle::drawComplexControl(control, option, painter, widget);
        QStyleOptionSpinBox seen(*box);
        seen.palette = outlined(box->palette);
        QProxyStyle::drawComplexControl(control, &seen, painter, widget);
    }

    /// Fusion does not show where the keyboard is when the entry there cannot be chosen.
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override
    {
        if (element == CE_MenuItem && option->state.testFlag(State_Selected) && !option->state.testFlag(State_Enabled))
            painter->fillRect(option->rect, Theme::current().color(ColorRole::Hover));
        QProxyStyle::drawControl(element, option, painter, widget);
    }

    /// The keyboard comes to entries that cannot be chosen, too: the status bar says why.
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* result) const override
    {
        return hint == SH_Menu_AllowActiveAndDisabled ? 1 : QProxyStyle::styleHint(hint, option, widget, result);
    }

private:
    static QPalette outlined(QPalette palette)
    {
        constexpr int kFusionDarker = 140;
        palette.setColor(QPalette::Window, Theme::current().color(ColorRole::BorderStrong).lighter(kFusionDarker));
        return palette;
    }
};

} // namespace

QStyle* makeThemeStyle()
{
    return new OutlineStyle;
}

QPalette themePalette(bool dark)
{
    const auto color = [dark](ColorRole role) { return Theme::color(role, dark); };
    QPalette palette;
    const std::pair<QPalette::ColorRole, ColorRole> roles[] = {
        {QPalette::Window, ColorRole::Window},
        {QPalette::WindowText, ColorRole::Text},
        {QPalette::Base, ColorRole::Surface},
        {QPalette::AlternateBase, ColorRole::Canvas},
        {QPalette::Text, ColorRole::Text},
        {QPalette::PlaceholderText, ColorRole::TextMuted},
        {QPalette::Button, ColorRole::Raised},
        {QPalette::ButtonText, ColorRole::Text},
        {QPalette::BrightText, ColorRole::Error},
        {QPalette::ToolTipBase, ColorRole::Raised},
        {QPalette::ToolTipText, ColorRole::Text},
        {QPalette::Highlight, ColorRole::Accent},
        {QPalette::HighlightedText, ColorRole::OnAccent},
        {QPalette::Link, ColorRole::Accent},
        {QPalette::LinkVisited, ColorRole::Accent},
        {QPalette::Light, ColorRole::Raised},
        {QPalette::Midlight, ColorRole::Hover},
        {QPalette::Mid, ColorRole::Border},
        {QPalette::Dark, ColorRole::BorderStrong},
    };
    for (const auto& [target, source] : roles)
        palette.setColor(target, color(source));
    palette.setColor(QPalette::Shadow, dark ? QColor(0, 0, 0) : QColor(0x6b, 0x72, 0x80));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, color(ColorRole::TextDisabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(ColorRole::Border));
    return palette;
}

QString themeStyleSheet(bool dark)
{
    // Names between @ signs are replaced by colours.
    QString sheet = QStringLiteral(R"(
QMainWindow::separator { background: @Border@; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @Accent@; }
QMenuBar { background: @Window@; border: none; padding: 2px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @AccentSoft@; }
QToolBar { background: @Window@; border: none; border-bottom: 1px solid @Border@; padding: 4px 8px; spacing: 4px; }
QToolBar::separator { background: @Border@; width: 1px; margin: 4px 6px; }
QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px 8px; }
QToolButton:hover { background: @Hover@; border-color: @Border@; }
QToolButton:pressed, QToolButton:checked { background: @AccentSoft@; border-color: transparent; }
QToolButton:focus { border-color: @Accent@; }
QToolButton::menu-indicator { image: none; }
QStatusBar { background: @Window@; border-top: 1px solid @Border@; }
QStatusBar::item { border: none; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
QDockWidget::title { background: @Window@; padding: 8px 12px 6px 12px; text-align: left; }
QTabWidget::pane { border: none; }
QTabBar { background: @Window@; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @TextMuted@; padding: 7px 14px 6px 14px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @Text@; background: @Hover@; }
QTabBar::tab:selected { color: @Text@; border-bottom: 2px solid @Accent@; }
QTabBar::tab:focus { color: @Accent@; }
QTabBar::scroller { width: 24px; }
QTabBar QToolButton { padding: 0; background: @Window@; color: @Text@; }
QTabBar QToolButton:hover { background: @Hover@; }
QHeaderView { background: @Surface@; border: none; }
QHeaderView::section { background: @Surface@; color: @TextMuted@; border: none; border-bottom: 1px solid @Border@;
    padding: 5px 8px; }
QHeaderView::section:vertical { padding: 0 8px; }
QHeaderView::up-arrow, QHeaderView::down-arrow { subcontrol-origin: border; subcontrol-position: top center; width: 9px;
    height: 8px; }
QAbstractItemView { border: none; background: @Surface@; outline: none; selection-background-color: @AccentSoft@;
    selection-color: @Text@; }
QComboBox QAbstractItemView { border: 1px solid @BorderStrong@; }
QTreeView::item, QListView::item { padding: 3px 4px; border: none; color: @Text@; }
QTreeView::item:hover, QListView::item:hover { background: @Hover@; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: @AccentSoft@; color: @Text@; }
QLineEdit { background: @Surface@; border: 1px solid @Border@; border-radius: 5px; padding: 4px 8px;
    selection-background-color: @Accent@; selection-color: @OnAccent@; }
QLineEdit:focus { border-color: @Accent@; }
QPushButton { background: @Raised@; border: 1px solid @Border@; border-radius: 5px; padding: 6px 14px; }
QPushButton:hover { background: @Hover@; }
QPushButton:pressed { background: @AccentSoft@; }
QPushButton:focus { border-color: @Accent@; }
QPushButton:default { background: @Accent@; color: @OnAccent@; border-color: @Accent@; }
QPushButton:disabled { color: @TextDisabled@; }
QPushButton:default:disabled { background: @Raised@; border-color: @Border@; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { background: @Raised@; color: @Text@; border: 1px solid @Border@; padding: 4px 6px; }
QProgressBar { background: @Sunken@; border: none; border-radius: 3px; height: 6px; }
QProgressBar::chunk { background: @Accent@; border-radius: 3px; }
QSplitter::handle { background: @Border@; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @Border@; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 2px; }
QScrollBar::handle:hover { background: @BorderStrong@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: @Surface@; }
)");
    const std::pair<const char*, ColorRole> names[] = {
        {"@Window@", ColorRole::Window},
        {"@Surface@", ColorRole::Surface},
        {"@Raised@", ColorRole::Raised},
        {"@Sunken@", ColorRole::Sunken},
        {"@Border@", ColorRole::Border},
        {"@BorderStrong@", ColorRole::BorderStrong},
        {"@Text@", ColorRole::Text},
        {"@TextMuted@", ColorRole::TextMuted},
        {"@Accent@", ColorRole::Accent},
        {"@OnAccent@", ColorRole::OnAccent},
        {"@Hover@", ColorRole::Hover},
        {"@AccentSoft@", ColorRole::AccentSoft},
        {"@TextDisabled@", ColorRole::TextDisabled},
    };
    for (const auto& [name, role] : names)
        sheet.replace(QLatin1String(name), Theme::color(role, dark).name());
    return sheet;
}

} // namespace lw::ui
