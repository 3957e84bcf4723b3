// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/WeightOrderModel.h"

#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

/// "3 ↑": where it stood, and which way it went.
QString beforeText(const edit::OrderedWeight& weight, std::size_t place)
{
    if (!weight.before)
        return u"–"_s;
    const QString number = countText(*weight.before + 1);
    if (!weight.moved)
        return number;
    return number + (*weight.before > place ? u" ↑"_s : u" ↓"_s);
}

} // namespace

void WeightOrderModel::setOrder(std::vector<edit::OrderedWeight> order)
{
    beginResetModel();
    m_order = std::move(order);
    endResetModel();
}

int WeightOrderModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int WeightOrderModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WeightOrderModel::data(const QModelIndex& index, int role) const
{
    const auto place = static_cast<std::size_t>(index.row());
    const edit::OrderedWeight& weight = m_order[place];
    if (role == Qt::FontRole && weight.moved)
        return Theme::current().font(Theme::TextStyle::Strong);
    if (role == Qt::DecorationRole && index.column() == Weight)
        return icons::icon(weight.trainable ? u"variable"_s : u"variable-frozen"_s, ColorRole::TextMuted);
    if (role == Qt::TextAlignmentRole && (index.column() == Place || index.column() == Before))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Place:
        return countText(place + 1);
    case Before:
        return beforeText(weight, place);
    case Weight:
        return displayText(weight.path);
    case Group:
        return displayText(weight.group);
    default:
        return weight.trainable ? tr("Yes") : tr("No");
    }
}

QVariant WeightOrderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Place:
        return tr("Place");
    case Before:
        return tr("Before");
    case Weight:
        return tr("Weight");
    case Group:
        return tr("Group in the file");
    default:
        return tr("Trains");
    }
}

} // namespace lw::ui
