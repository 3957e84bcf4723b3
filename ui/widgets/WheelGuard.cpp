// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/WheelGuard.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>

namespace lw::ui {

namespace {

class Guard final : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

} // namespace

void guardWheel(QWidget* parent)
{
    auto* guard = new Guard(parent);
    const auto protect = [guard](QWidget* field) {
        field->setFocusPolicy(Qt::StrongFocus);
        field->installEventFilter(guard);
    };
    for (QComboBox* box : parent->findChildren<QComboBox*>())
        protect(box);
    for (QAbstractSpinBox* box : parent->findChildren<QAbstractSpinBox*>())
        protect(box);
}

} // namespace lw::ui
