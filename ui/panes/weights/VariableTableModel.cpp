// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/VariableTableModel.h"

#include "ui/document/ModelParts.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"

#include <limits>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

std::optional<double> statistic(const TensorStatistics& statistics, int column)
{
    switch (column) {
    case VariableTableModel::Minimum:
        return statistics.minimum;
    case VariableTableModel::Maximum:
        return statistics.maximum;
    case VariableTableModel::Mean:
        return statistics.mean;
    case VariableTableModel::Deviation:
        return statistics.deviation;
    case VariableTableModel::Zeros:
        return static_cast<double>(statistics.zeros) / std::max<double>(1, static_cast<double>(statistics.count));
    default:
        return std::nullopt;
    }
}

} // namespace

VariableTableModel::VariableTableModel(Document* document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document)
{
    m_statistics.setModel(document->sharedModel());
    connect(document, &Document::changed, this, &VariableTableModel::reset);
    connect(&m_statistics, &StatisticsQueue::ready, this,
            [this](int row) { emit dataChanged(index(row, Distribution), index(row, ColumnCount - 1)); });
}

void VariableTableModel::reset()
{
    beginResetModel();
    m_statistics.setModel(m_document->sharedModel());
    endResetModel();
}

int VariableTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_document->model().variables.size());
}

int VariableTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const Variable& VariableTableModel::variable(int row) const
{
    return m_document->model().variables[static_cast<std::size_t>(row)];
}

int VariableTableModel::rowOf(const QString& path) const
{
    const auto& variables = m_document->model().variables;
    for (std::size_t row = 0; row < variables.size(); ++row)
        if (identityText(variables[row].path) == path)
            return static_cast<int>(row);
    return -1;
}

QVariant VariableTableModel::text(int row, int column) const
{
    const Variable& variable = this->variable(row);
    switch (column) {
    case Path:
        return displayText(variable.path);
    case Type:
        return displayText(dtypeName(variable.tensor.dtype()));
    case Shape:
        return displayText(shapeText(variable.tensor.shape()));
    case Size:
        return countText(variable.tensor.elements());
    default:
        break;
    }
    const TensorStatistics* statistics = m_statistics.result(row);
    const auto value = statistics ? statistic(*statistics, column) : std::nullopt;
    if (!value)
        return {};
    return column == Zeros ? tr("%1 %").arg(100 * *value, 0, 'f', 1) : numberText(*value);
}

QVariant VariableTableModel::sortKey(int row, int column) const
{
    const Variable& variable = this->variable(row);
    switch (column) {
    case Path:
        return row; // the order of model.weights
    case Shape:
        return static_cast<qulonglong>(variable.tensor.rank());
    case Size:
        return static_cast<qulonglong>(variable.tensor.elements());
    case Type:
        return text(row, column);
    default:
        break;
    }
    const TensorStatistics* statistics = m_statistics.result(row);
    return statistics ? statistic(*statistics, column == Distribution ? Deviation : column).value_or(0.0)
                      : -std::numeric_limits<double>::infinity();
}

QString VariableTableModel::toolTip(int row, int column) const
{
    const Variable& variable = this->variable(row);
    if (column == Path)
        return tr("%1\nName in the file: %2\nPlace in the file: %3")
            .arg(displayText(variable.path, 1000), displayText(variable.name, 1000), displayText(variable.key, 1000));
    if (column == Size)
        return bytesText(variable.tensor.byteSize());
    const TensorStatistics* statistics = m_statistics.result(row);
    if (!statistics)
        return m_statistics.failure(row);
    const auto value = statistic(*statistics, column);
    if (column == Zeros)
        return tr("%1 of %2 values are zero; %3 are not numbers")
            .arg(countText(statistics->zeros), countText(statistics->count), countText(statistics->nans));
    return value ? QString::number(*value, 'g', 17) : QString();
}

QVariant VariableTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case SortRole:
        return sortKey(index.row(), index.column());
    case PathRole:
        return identityText(variable(index.row()).path);
    case StatisticsRole:
        return QVariant::fromValue(m_statistics.result(index.row()));
    case Qt::ToolTipRole:
        return toolTip(index.row(), index.column());
    case Qt::DecorationRole:
        if (index.column() == Path)
            return icons::icon(variable(index.row()).trainable ? u"variable"_s : u"variable-frozen"_s);
        return {};
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(index.column() >= Size && index.column() != Distribution
                                       ? Qt::AlignRight | Qt::AlignVCenter
                                       : Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

Qt::ItemFlags VariableTableModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags;
}

QMimeData* VariableTableModel::mimeData(const QModelIndexList& indexes) const
{
    ModelParts parts{m_document->sharedModel(), m_document->title(), {}, m_document->isModified()};
    for (const QModelIndex& index : indexes)
        if (index.column() == Path)
            parts.paths.push_back(variable(index.row()).path);
    return parts.paths.empty() ? nullptr : new PartsMime(std::move(parts));
}

QVariant VariableTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(section >= Size && section != Distribution ? Qt::AlignRight | Qt::AlignVCenter
                                                                              : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Path:
        return tr("Variable");
    case Type:
        return tr("Type");
    case Shape:
        return tr("Shape");
    case Size:
        return tr("Values");
    case Distribution:
        return tr("Distribution");
    case Minimum:
        return tr("Min");
    case Maximum:
        return tr("Max");
    case Mean:
        return tr("Mean");
    case Deviation:
        return tr("Std");
    case Zeros:
        return tr("Zeros");
    default:
        return {};
    }
}

void VariableTableModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

} // namespace lw::ui
