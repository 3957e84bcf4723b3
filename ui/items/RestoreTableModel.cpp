// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/RestoreTableModel.h"

#include "ui/widgets/CoreWords.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"

#include <QSet>

namespace lw::ui {

using namespace Qt::StringLiterals;
using edit::RestoreStatus;

namespace {

struct Look {
    const char* text;
    const char* icon;
    ColorRole role;
    int badness;
};

Look lookOf(RestoreStatus status)
{
    switch (status) {
    case RestoreStatus::Fits:
        return {QT_TRANSLATE_NOOP("lw::ui::RestoreTableModel", "Loads"), "check", ColorRole::Success, 0};
    case RestoreStatus::OtherDType:
        return {QT_TRANSLATE_NOOP("lw::ui::RestoreTableModel", "Converted"), "check", ColorRole::Success, 1};
    case RestoreStatus::OtherShape:
        return {QT_TRANSLATE_NOOP("lw::ui::RestoreTableModel", "Other shape"), "error", ColorRole::Error, 5};
    case RestoreStatus::Impossible:
        return {QT_TRANSLATE_NOOP("lw::ui::RestoreTableModel", "Other kind"), "error", ColorRole::Error, 4};
    case RestoreStatus::Unused:
        return {QT_TRANSLATE_NOOP("lw::ui::RestoreTableModel", "Not used"), "warning", ColorRole::Warning, 2};
    case RestoreStatus::Unmatched:
        break;
    }
    return {QT_TRANSLATE_NOOP("lw::ui::RestoreTableModel", "Keeps its values"), "warning", ColorRole::Warning, 3};
}

/// An entry as its program called it, which says more than "layer_with_weights-0".
QString nameInFile(const Variable& variable)
{
    const std::string name = variable.name.substr(0, variable.name.rfind(':'));
    const bool tells = !name.empty() && name != variable.path && name != variable.key;
    return tells ? u"%1  (%2)"_s.arg(displayText(variable.path), displayText(name)) : displayText(variable.path);
}

QString shapeAndType(const Variable& variable)
{
    return u"%1 %2"_s.arg(shapeLabel(variable.tensor.shape()), QString::fromLatin1(dtypeName(variable.tensor.dtype())));
}

} // namespace

void RestoreTableModel::setPlan(edit::RestorePlan plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    endResetModel();
}

void RestoreTableModel::dropMisfits()
{
    if (!m_plan)
        return;
    beginResetModel();
    m_plan->dropMisfits();
    endResetModel();
    emit edited();
}

void RestoreTableModel::connectPairs(const edit::IndexPairs& pairs)
{
    if (!m_plan)
        return;
    beginResetModel();
    for (const auto& [from, to] : pairs)
        m_plan->retarget(from, to);
    endResetModel();
    emit edited();
}

void RestoreTableModel::disconnectEntry(std::size_t from)
{
    if (!m_plan)
        return;
    beginResetModel();
    m_plan->retarget(from, std::nullopt);
    endResetModel();
    emit edited();
}

QString RestoreTableModel::statusText(const edit::RestoreRow& row) const
{
    return row.problem.empty() ? tr(lookOf(row.status).text) : coreText(row.problem, 300);
}

const edit::RestoreRow& RestoreTableModel::row(const QModelIndex& index) const
{
    return m_plan->rows().at(static_cast<std::size_t>(index.row()));
}

int RestoreTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_plan ? 0 : static_cast<int>(m_plan->rows().size());
}

int RestoreTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QString RestoreTableModel::text(const edit::RestoreRow& row, Column column) const
{
    const Variable* from = row.from ? &m_plan->file().variables[*row.from] : nullptr;
    const Variable* to = row.to ? &m_plan->model().variables[*row.to] : nullptr;
    switch (column) {
    case Column::Status:
        return tr(lookOf(row.status).text);
    case Column::File:
        return from ? nameInFile(*from) : u"—"_s;
    case Column::FileShape:
        return from ? shapeAndType(*from) : QString();
    case Column::Target:
        return to ? displayText(to->path) : u"—"_s;
    case Column::TargetShape:
        return to ? shapeAndType(*to) : QString();
    case Column::Count:
        break;
    }
    return {};
}

QString RestoreTableModel::toolTip(const edit::RestoreRow& row, Column column) const
{
    if (column == Column::File && row.from)
        return displayText(m_plan->file().variables[*row.from].key);
    if (!row.problem.empty())
        return coreText(row.problem, 300);
    if (row.status == RestoreStatus::Unused)
        return tr("Nothing in the model is called so. Double-click the right side to give it a place.");
    if (row.status == RestoreStatus::Unmatched)
        return tr("The file has nothing for it. Double-click the left side to choose an entry.");
    return {};
}

QVariant RestoreTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_plan)
        return {};
    const edit::RestoreRow& line = row(index);
    const auto column = static_cast<Column>(index.column());
    const Look look = lookOf(line.status);
    switch (role) {
    case Qt::DisplayRole:
        return text(line, column);
    case Qt::DecorationRole:
        return column == Column::Status ? QVariant(icons::icon(QLatin1String(look.icon), look.role)) : QVariant();
    case Qt::ForegroundRole: {
        const bool shapes = column == Column::FileShape || column == Column::TargetShape;
        if (column == Column::Status || (shapes && !line.problem.empty()))
            return Theme::current().color(look.role);
        return shapes ? Theme::current().color(ColorRole::TextMuted) : QVariant();
    }
    case Qt::ToolTipRole:
        return toolTip(line, column);
    case NeedsLookRole:
        return !line.loads();
    case SortRole:
        return column == Column::Status ? QVariant(look.badness) : QVariant(text(line, column));
    default:
        return {};
    }
}

QVariant RestoreTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Status:
        return tr("Status");
    case Column::File:
        return tr("In the file");
    case Column::FileShape:
        return tr("Shape there");
    case Column::Target:
        return tr("In the model");
    case Column::TargetShape:
        return tr("Shape here");
    case Column::Count:
        break;
    }
    return {};
}

Qt::ItemFlags RestoreTableModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    const auto column = static_cast<Column>(index.column());
    const bool editable = (column == Column::Target && row(index).from) || (column == Column::File && !row(index).from);
    return editable ? flags | Qt::ItemIsEditable : flags;
}

QList<RestoreTableModel::Choice> RestoreTableModel::choices(const QModelIndex& index) const
{
    const edit::RestoreRow& line = row(index);
    const bool places = index.column() == static_cast<int>(Column::Target);
    const Model& offered = places ? m_plan->model() : m_plan->file();
    const Tensor& wanted =
        places ? m_plan->file().variables[*line.from].tensor : m_plan->model().variables[*line.to].tensor;
    QSet<std::size_t> taken;
    for (const edit::RestoreRow& each : m_plan->rows())
        if (each.from && each.to && &each != &line)
            taken.insert(places ? *each.to : *each.from);
    QList<Choice> free{{tr("Nothing"), std::nullopt, true}}, used;
    for (std::size_t i = 0; i < offered.variables.size(); ++i) {
        const Variable& variable = offered.variables[i];
        if (variable.tensor.shape() != wanted.shape())
            continue;
        const QString name = places ? displayText(variable.path) : nameInFile(variable);
        (taken.contains(i) ? used : free).append({name, i, !taken.contains(i)});
    }
    return free + used;
}

std::optional<std::size_t> RestoreTableModel::chosen(const QModelIndex& index) const
{
    const edit::RestoreRow& line = row(index);
    return index.column() == static_cast<int>(Column::Target) ? line.to : line.from;
}

void RestoreTableModel::choose(const QModelIndex& index, std::optional<std::size_t> choice)
{
    if (choice == chosen(index))
        return;
    const edit::RestoreRow line = row(index);
    const bool places = index.column() == static_cast<int>(Column::Target);
    if (!places && !choice)
        return;
    beginResetModel();
    if (places)
        m_plan->retarget(*line.from, choice);
    else
        m_plan->retarget(*choice, line.to);
    endResetModel();
    emit edited();
}

} // namespace lw::ui
