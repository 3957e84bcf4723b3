// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DragLabel.h"

#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QDrag>
#include <QPainter>
#include <QPixmap>
#include <memory>

namespace lw::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lw::ui::DragLabel)
};

QPixmap labelPixmap(const QString& text, qreal ratio)
{
    const Theme& theme = Theme::current();
    const QFont font = theme.font(Theme::TextStyle::Strong);
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideMiddle, 280);
    const QSize size(metrics.horizontalAdvance(shown) + 2 * Theme::space(3), metrics.height() + 2 * Theme::space(1));
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(ColorRole::Accent));
    painter.drawRoundedRect(QRectF(QPointF(), QSizeF(size)), Theme::kRadius, Theme::kRadius);
    painter.setPen(theme.color(ColorRole::OnAccent));
    painter.setFont(font);
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, shown);
    return pixmap;
}

} // namespace

QString partsLabel(const ModelParts& parts)
{
    if (parts.paths.empty())
        return {};
    const QString first = parts.paths.front() == "." ? parts.title : displayText(parts.paths.front());
    const int more = static_cast<int>(parts.paths.size()) - 1;
    return more > 0 ? Words::tr("%1 and %n more", nullptr, more).arg(first) : first;
}

void dragParts(QWidget* source, const ModelParts& parts)
{
    if (parts.paths.empty())
        return;
    auto* drag = new QDrag(source);
    drag->setMimeData(new PartsMime(parts));
    drag->setPixmap(labelPixmap(partsLabel(parts), source->devicePixelRatioF()));
    drag->setHotSpot(QPoint(-Theme::space(3), -Theme::space(2)));
    drag->exec(Qt::CopyAction | Qt::MoveAction, Qt::CopyAction);
}

bool dragRows(QAbstractItemView* view)
{
    const std::unique_ptr<QMimeData> data(view->model()->mimeData(view->selectionModel()->selectedRows()));
    const ModelParts* parts = PartsMime::parts(data.get());
    if (parts)
        dragParts(view, *parts);
    return parts != nullptr;
}

} // namespace lw::ui
