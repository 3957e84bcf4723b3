// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TitleRoom.h"

#include <QApplication>
#include <QDialog>
#include <QEvent>
#include <QFontDatabase>
#include <QGridLayout>
#include <QMessageBox>

namespace lw::ui {

namespace {

constexpr int kButtons = 150; // px: icon, three buttons and the frame of common window managers

/// A message box fixes its own size, by its layout.
void widen(QMessageBox& box, int width)
{
    auto* grid = qobject_cast<QGridLayout*>(box.layout());
    if (grid && box.width() < width)
        grid->addItem(new QSpacerItem(width, 0, QSizePolicy::Minimum, QSizePolicy::Fixed), grid->rowCount(), 0, 1,
                      grid->columnCount());
}

} // namespace

void TitleRoom::install()
{
    static TitleRoom* room = nullptr;
    if (!room)
        qApp->installEventFilter(room = new TitleRoom(qApp));
}

int TitleRoom::widthFor(const QDialog& dialog)
{
    if (dialog.windowTitle().isEmpty() || !dialog.isWindow())
        return 0;
    QString title = dialog.windowTitle();
    if (const QString program = QGuiApplication::applicationDisplayName(); !program.isEmpty())
        title += QStringLiteral(" — ") + program; // Qt adds it
    QFont font = QFontDatabase::systemFont(QFontDatabase::TitleFont);
    font.setBold(true);
    return QFontMetrics(font).horizontalAdvance(title) + kButtons;
}

bool TitleRoom::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Show && event->type() != QEvent::WindowTitleChange)
        return false;
    auto* dialog = qobject_cast<QDialog*>(watched);
    const int width =
        dialog && !(event->type() == QEvent::WindowTitleChange && !dialog->isVisible()) ? widthFor(*dialog) : 0;
    if (width <= 0)
        return false;
    if (auto* box = qobject_cast<QMessageBox*>(dialog))
        widen(*box, width);
    else if (dialog->minimumWidth() < width)
        dialog->setMinimumWidth(width);
    return false;
}

} // namespace lw::ui
