// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/JsonTree.h"

#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostItems = 2000; // of one object or array: a hostile config must not freeze the window
constexpr int kMostDepth = 24;

bool isPlain(const Json& json)
{
    if (json.isObject())
        return json.members().empty();
    if (!json.isArray())
        return true;
    if (json.size() > 8)
        return json.size() == 0;
    for (const Json& item : json.items()) {
        if (item.isObject() || item.isArray())
            return false;
    }
    return true;
}

QString valueText(const Json& json)
{
    return json.isString() ? displayText(json.toText(), 300) : displayText(json.dump(), 300);
}

/// A serialized object such as an initializer is told by its class.
QString branchText(const Json& json)
{
    const Json& name = json["class_name"];
    return json.isObject() && name.isString() ? displayText(name.toText()) : QString();
}

void fill(QTreeWidgetItem* parent, const Json& json, int depth)
{
    const auto add = [&](const QString& key, const Json& value) {
        auto* item = new QTreeWidgetItem(parent, {key, isPlain(value) ? valueText(value) : branchText(value)});
        item->setToolTip(1, valueText(value));
        item->setForeground(0, Theme::current().color(ColorRole::TextMuted));
        if (!isPlain(value) && depth < kMostDepth)
            fill(item, value, depth + 1);
    };
    int count = 0;
    for (const Json::Member& member : json.members()) {
        if (++count > kMostItems)
            return;
        add(displayText(member.first), member.second);
    }
    for (const Json& value : json.items()) {
        if (++count > kMostItems)
            return;
        add(QString::number(count - 1), value);
    }
}

} // namespace

JsonTree::JsonTree(const Json& json, QWidget* parent) : QTreeWidget(parent)
{
    setColumnCount(2);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(Theme::space(4));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->resizeSection(0, 150);
    header()->setStretchLastSection(true);
    fill(invisibleRootItem(), json, 0);
    connect(this, &QTreeWidget::itemExpanded, this, &JsonTree::fit);
    connect(this, &QTreeWidget::itemCollapsed, this, &JsonTree::fit);
    fit();
}

void JsonTree::keyPressEvent(QKeyEvent* event)
{
    if (!event->matches(QKeySequence::Copy)) {
        QTreeWidget::keyPressEvent(event);
        return;
    }
    QStringList lines;
    for (const QTreeWidgetItem* item : selectedItems())
        lines << item->text(0) + u": "_s + item->toolTip(1);
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

int JsonTree::visibleRows(const QTreeWidgetItem* item) const
{
    int rows = 0;
    for (int i = 0; i < item->childCount(); ++i)
        rows += 1 + (item->child(i)->isExpanded() ? visibleRows(item->child(i)) : 0);
    return rows;
}

void JsonTree::fit()
{
    const int row = topLevelItemCount() > 0 ? qMax(fontMetrics().height() + 6, sizeHintForRow(0)) : 0;
    setFixedHeight(row * visibleRows(invisibleRootItem()) + 4);
}

} // namespace lw::ui
