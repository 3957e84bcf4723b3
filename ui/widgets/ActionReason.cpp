// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ActionReason.h"

#include <QAction>
#include <QCoreApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>

namespace lw::ui {

namespace {

/// A menu's own tool tips would repeat every entry, with its keys.
class ReasonTips : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::ToolTip)
            return false;
        auto* menu = static_cast<QMenu*>(watched);
        const auto* help = static_cast<QHelpEvent*>(event);
        const QAction* action = menu->actionAt(help->pos());
        QToolTip::showText(help->globalPos(), action ? action->statusTip() : QString(), menu,
                           action ? menu->actionGeometry(menu->actionAt(help->pos())) : QRect());
        return true;
    }
};

} // namespace

void setActionTip(QAction* action, const QString& line)
{
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    const QString plain = keys.isEmpty() ? action->iconText() : QStringLiteral("%1 (%2)").arg(action->iconText(), keys);
    action->setToolTip(line.isEmpty() ? plain : plain + QLatin1Char('\n') + line);
    action->setStatusTip(line);
}

void setPossible(QAction* action, const QString& why)
{
    action->setEnabled(why.isEmpty());
    setActionTip(action, why);
}

void showReasons(QMenu* menu)
{
    menu->setToolTipsVisible(true);
    menu->installEventFilter(new ReasonTips(menu));
}

QString openModelFirst()
{
    return QCoreApplication::translate("lw::ui::ActionReason", "Open a model first");
}

} // namespace lw::ui
