// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/UndoPassing.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace lw::ui {

namespace {

/// A field claims these keys, whether or not it has anything to undo, before the window's actions hear of them.
class UndoPassing : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::ShortcutOverride)
            return false;
        const auto* field = static_cast<QLineEdit*>(watched);
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool passes = (key->matches(QKeySequence::Undo) && !field->isUndoAvailable()) ||
                            (key->matches(QKeySequence::Redo) && !field->isRedoAvailable());
        if (passes)
            event->ignore();
        return passes;
    }
};

} // namespace

void passUndoOn(QLineEdit* field)
{
    field->installEventFilter(new UndoPassing(field));
}

} // namespace lw::ui
