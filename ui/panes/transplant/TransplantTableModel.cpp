// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/TransplantTableModel.h"

#include "ui/panes/transplant/DropSentence.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"

#include <algorithm>
#include <cmath>

namespace lw::ui {

using namespace Qt::StringLiterals;
using edit::FitKind;
using edit::Move;
using edit::MoveStatus;

namespace {

QString rowsText(const std::vector<std::int64_t>& rows)
{
    QStringList texts;
    for (const std::int64_t row : rows)
        texts << QString::number(row);
    return texts.join(u", "_s);
}

} // namespace

std::optional<std::vector<std::int64_t>> rowList(const QString& text)
{
    std::vector<std::int64_t> rows;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        const QStringList ends = part.trimmed().split(u'-');
        bool firstOk = false, lastOk = false;
        const qlonglong first = ends.first().toLongLong(&firstOk), last = ends.last().toLongLong(&lastOk);
        if (!firstOk || !lastOk || ends.size() > 2 || last < first || last - first > 1'000'000)
            return std::nullopt;
        for (qlonglong row = first; row <= last; ++row)
            rows.push_back(row);
    }
    return rows.empty() ? std::nullopt : std::make_optional(rows);
}

QString fitKindText(FitKind kind)
{
    switch (kind) {
    case FitKind::Refuse:
        return TransplantTableModel::tr("Same shape only");
    case FitKind::TakeFirst:
        return TransplantTableModel::tr("Take the first");
    case FitKind::TakeRows:
        return TransplantTableModel::tr("Chosen rows…");
    case FitKind::Pad:
        return TransplantTableModel::tr("Pad with fresh values");
    case FitKind::Transpose:
        return TransplantTableModel::tr("Transpose");
    case FitKind::Resize:
        return TransplantTableModel::tr("Resize");
    }
    return {};
}

TransplantTableModel::TransplantTableModel(edit::TransplantPlan plan, QObject* parent)
    : QAbstractTableModel(parent), m_plan(std::move(plan))
{
}

void TransplantTableModel::setPlan(edit::TransplantPlan plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    endResetModel();
    emit planChanged();
}

void TransplantTableModel::tickAll(bool ticked)
{
    for (std::size_t row = 0; row < m_plan.moves().size(); ++row)
        m_plan.setTicked(row, ticked);
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit planChanged();
}

void TransplantTableModel::setConversionErrors(const std::vector<std::pair<int, double>>& errors)
{
    if (errors.empty())
        return;
    for (const auto& [row, error] : errors)
        m_plan.setConversionError(static_cast<std::size_t>(row), error);
    const auto status = static_cast<int>(Column::Status);
    emit dataChanged(index(0, status), index(rowCount() - 1, status));
}

std::vector<std::pair<FitKind, int>> TransplantTableModel::rulesForMisfits() const
{
    std::vector<std::pair<FitKind, int>> rules{
        {FitKind::TakeFirst, 0}, {FitKind::Pad, 0}, {FitKind::Transpose, 0}, {FitKind::Resize, 0}};
    for (const std::size_t row : m_plan.misfits()) {
        const Move& move = m_plan.moves()[row];
        const auto kinds = edit::possibleFits(m_plan.from(move)->tensor.shape(), m_plan.to(move)->tensor.shape());
        for (auto& [kind, count] : rules)
            count += static_cast<int>(std::count(kinds.begin(), kinds.end(), kind));
    }
    std::erase_if(rules, [](const auto& rule) { return rule.second == 0; });
    return rules;
}

bool TransplantTableModel::isBeside(const Move& a, const Move& b) const
{
    return a.from && a.to && b.from && b.to && m_plan.from(a)->layer == m_plan.from(b)->layer &&
           m_plan.to(a)->layer == m_plan.to(b)->layer;
}

std::vector<std::int64_t> TransplantTableModel::entriesFor(int row) const
{
    const Move& own = m_plan.moves()[static_cast<std::size_t>(row)];
    if (!own.rule.rows.empty())
        return own.rule.rows;
    for (const Move& move : m_plan.moves())
        if (move.rule.kind == FitKind::TakeRows && isBeside(move, own) &&
            edit::checkFit(move.rule, m_plan.from(own)->tensor.shape(), m_plan.to(own)->tensor.shape()))
            return move.rule.rows;
    return {};
}

std::vector<int> TransplantTableModel::rowsLike(int row, const std::vector<std::int64_t>& entries) const
{
    const Move& like = m_plan.moves()[static_cast<std::size_t>(row)];
    std::vector<int> rows;
    for (int other = 0; other < rowCount(); ++other) {
        const Move& move = m_plan.moves()[static_cast<std::size_t>(other)];
        const bool isFree = !move.moves() || (move.rule.kind == FitKind::TakeRows && move.rule == like.rule);
        if (other == row || !isFree || !isBeside(move, like))
            continue;
        const Shape &from = m_plan.from(move)->tensor.shape(), &to = m_plan.to(move)->tensor.shape();
        const auto kinds = edit::possibleFits(from, to);
        if (std::find(kinds.begin(), kinds.end(), FitKind::TakeRows) != kinds.end() &&
            edit::checkFit({FitKind::TakeRows, entries}, from, to))
            rows.push_back(other);
    }
    return rows;
}

int TransplantTableModel::setRuleForMisfits(FitKind kind)
{
    int changed = 0;
    for (const std::size_t row : m_plan.misfits()) {
        const Move& move = m_plan.moves()[row];
        const auto kinds = edit::possibleFits(m_plan.from(move)->tensor.shape(), m_plan.to(move)->tensor.shape());
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
            continue;
        m_plan.setRule(row, {kind, {}});
        ++changed;
    }
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit planChanged();
    return changed;
}

std::optional<int> TransplantTableModel::rowOf(std::size_t from) const
{
    const auto& moves = m_plan.moves();
    const auto found = std::find_if(moves.begin(), moves.end(), [&](const Move& move) { return move.from == from; });
    return found == moves.end() ? std::nullopt : std::make_optional(static_cast<int>(found - moves.begin()));
}

void TransplantTableModel::connectPairs(const edit::IndexPairs& pairs)
{
    edit::TransplantPlan plan = m_plan; // rows come and go
    for (const auto& [from, to] : pairs) {
        const auto& moves = plan.moves();
        const bool isThere = std::any_of(moves.begin(), moves.end(),
                                         [&](const Move& move) { return move.from == from && move.to == to; });
        if (!isThere) // else it keeps its rule
            plan.retarget(from, to);
    }
    setPlan(std::move(plan));
    emit connectedByHand();
}

void TransplantTableModel::disconnectSource(std::size_t from)
{
    edit::TransplantPlan plan = m_plan;
    plan.retarget(from, std::nullopt);
    setPlan(std::move(plan));
    emit connectedByHand();
}

int TransplantTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_plan.moves().size());
}

int TransplantTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QString TransplantTableModel::statusText(const Move& move) const
{
    switch (move.status) {
    case MoveStatus::Fits:
        return tr("Fits");
    case MoveStatus::Adapted:
    case MoveStatus::OtherDType:
        break;
    case MoveStatus::OtherShape:
        return move.rule.kind == FitKind::Refuse || move.rule.kind == FitKind::TakeRows ? misfitText(m_plan, move)
                                                                                        : tr("The rule does not fit");
    case MoveStatus::Impossible:
        return misfitText(m_plan, move);
    case MoveStatus::Unmatched:
        return move.from ? tr("Stays in the source") : tr("Untouched");
    }
    QStringList parts;
    const DType from = m_plan.from(move)->tensor.dtype(), to = m_plan.to(move)->tensor.dtype();
    if (move.status == MoveStatus::Adapted)
        parts << tr("Adapted");
    if (from != to)
        parts << (move.conversionError ? tr("Converted, largest error %1").arg(numberText(*move.conversionError))
                                       : tr("Converted"));
    return parts.join(u" · "_s);
}

QString TransplantTableModel::text(const Move& move, Column column) const
{
    const Variable *from = m_plan.from(move), *to = m_plan.to(move);
    switch (column) {
    case Column::From:
        return from ? displayText(from->path) : QString();
    case Column::FromShape:
        return from ? shapeLabel(from->tensor.shape()) : QString();
    case Column::To:
        return to ? displayText(to->path) : from ? u"–"_s : QString();
    case Column::ToShape:
        return to ? shapeLabel(to->tensor.shape()) : QString();
    case Column::DType: {
        const QString a = from ? identityText(dtypeName(from->tensor.dtype())) : QString();
        const QString b = to ? identityText(dtypeName(to->tensor.dtype())) : QString();
        return a.isEmpty() || b.isEmpty() || a == b ? a + (a.isEmpty() ? b : QString()) : u"%1 → %2"_s.arg(a, b);
    }
    case Column::Size:
        return bytesText((to ? to : from)->tensor.byteSize());
    case Column::Rule:
        if (!from || !to)
            return {};
        if (move.rule.kind == FitKind::Refuse)
            return edit::possibleFits(from->tensor.shape(), to->tensor.shape()).empty() || move.canMove()
                       ? QString()
                       : tr("Choose…");
        return move.rule.kind == FitKind::TakeRows && !move.rule.rows.empty()
                   ? tr("Rows %1").arg(rowsText(move.rule.rows))
                   : fitKindText(move.rule.kind);
    case Column::Status:
        return statusText(move);
    case Column::Count:
        break;
    }
    return {};
}

QVariant TransplantTableModel::sortKey(const Move& move, Column column) const
{
    if (column == Column::Size)
        return QVariant::fromValue<qulonglong>((move.to ? m_plan.to(move) : m_plan.from(move))->tensor.byteSize());
    if (column == Column::Status)
        return static_cast<int>(move.status);
    return text(move, column);
}

QVariant TransplantTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Move& move = m_plan.moves()[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    const bool isProblem = move.from && move.to && !move.canMove();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(move, column);
    case Qt::CheckStateRole:
        if (column != Column::From || !move.from || !move.to)
            return {};
        return move.moves() ? Qt::Checked : Qt::Unchecked;
    case Qt::TextAlignmentRole:
        return column == Column::Size ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::ForegroundRole:
        if (column == Column::Status && isProblem)
            return Theme::current().color(ColorRole::Error);
        if (column == Column::Status && move.moves())
            return Theme::current().color(ColorRole::Success);
        return move.moves() || isProblem ? QVariant() : Theme::current().color(ColorRole::TextMuted);
    case Qt::DecorationRole:
        if (column != Column::Status || move.status == MoveStatus::Unmatched)
            return {};
        return move.canMove() ? icons::icon(u"check"_s, ColorRole::Success) : icons::icon(u"close"_s, ColorRole::Error);
    case SortRole:
        return sortKey(move, column);
    case RuleRole:
        return static_cast<int>(move.rule.kind);
    case TargetRole:
        return move.to ? identityText(m_plan.to(move)->path) : QString();
    case ProblemRole:
        return isProblem;
    case SearchRole:
        return text(move, Column::From) + u' ' + text(move, Column::To) + u' ' + statusText(move);
    default:
        return {};
    }
}

bool TransplantTableModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid())
        return false;
    const auto row = static_cast<std::size_t>(index.row());
    const Move& move = m_plan.moves()[row];
    if (role == Qt::CheckStateRole) {
        m_plan.setTicked(row, value.toInt() == Qt::Checked);
        rowChanged(index.row());
        return true;
    }
    if (role == RuleRole && move.from && move.to) {
        if (value.typeId() == QMetaType::QString) {
            const auto rows = rowList(value.toString());
            if (!rows)
                return false;
            m_plan.setRule(row, {FitKind::TakeRows, *rows});
        } else {
            m_plan.setRule(row, {static_cast<FitKind>(value.toInt()), {}});
        }
        rowChanged(index.row());
        return true;
    }
    if (role == TargetRole && move.from) {
        const std::string path = value.toString().toStdString();
        const auto& variables = m_plan.target().variables;
        const auto found = std::find_if(variables.begin(), variables.end(),
                                        [&](const Variable& variable) { return variable.path == path; });
        if (found == variables.end() && !path.empty())
            return false;
        edit::TransplantPlan plan = m_plan; // rows come and go
        plan.retarget(*move.from, found == variables.end()
                                      ? std::nullopt
                                      : std::make_optional(static_cast<std::size_t>(found - variables.begin())));
        setPlan(std::move(plan));
        emit connectedByHand();
        return true;
    }
    return false;
}

void TransplantTableModel::rowChanged(int row)
{
    emit dataChanged(index(row, 0), index(row, columnCount() - 1));
    emit planChanged();
}

Qt::ItemFlags TransplantTableModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    const Move& move = m_plan.moves()[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    if (column == Column::From && move.from && move.to && move.canMove())
        flags |= Qt::ItemIsUserCheckable;
    if ((column == Column::To && move.from) || (column == Column::Rule && move.from && move.to))
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant TransplantTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == static_cast<int>(Column::Size))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::From:
        return tr("From");
    case Column::FromShape:
    case Column::ToShape:
        return tr("Shape");
    case Column::To:
        return tr("To");
    case Column::DType:
        return tr("Type");
    case Column::Size:
        return tr("Size");
    case Column::Rule:
        return tr("Where shapes differ");
    case Column::Status:
        return tr("Status");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace lw::ui
