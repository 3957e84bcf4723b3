// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/models/PeekPopup.h"

#include "ui/panes/weights/VariableView.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

namespace lw::ui {

namespace {

constexpr QSize kSize(560, 400);

} // namespace

PeekPopup::PeekPopup(const Variable& variable, QWidget* parent) : QWidget(parent, Qt::Popup)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(displayText(variable.path));
    auto* view = new VariableView(this);
    view->setVariable(&variable);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(view);
    resize(kSize);
}

void PeekPopup::showBeside(const QRect& place)
{
    QPoint corner = place.topRight() + QPoint(Theme::space(2), 0);
    if (const QScreen* display = screen()) {
        const QRect room = display->availableGeometry();
        corner.setX(qMax(room.left(), qMin(corner.x(), room.right() - width())));
        corner.setY(qMax(room.top(), qMin(corner.y(), room.bottom() - height())));
    }
    move(corner);
    show();
    setFocus(Qt::PopupFocusReason);
}

void PeekPopup::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void PeekPopup::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::current().color(ColorRole::Window));
    painter.setPen(Theme::current().color(ColorRole::BorderStrong));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace lw::ui
