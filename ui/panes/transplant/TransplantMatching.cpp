// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/TransplantMatching.h"

#include "ui/matching/VariableItem.h"
#include "ui/panes/transplant/RowsDialog.h"
#include "ui/panes/transplant/TransplantFilter.h"
#include "ui/panes/transplant/TransplantTableModel.h"

#include <algorithm>

namespace lw::ui {

using edit::FitKind;
using edit::Move;

TransplantMatching::TransplantMatching(TransplantTableModel* table, TransplantFilter* filter, QObject* parent)
    : MatchingSource(parent), m_table(table), m_filter(filter)
{
    connect(filter, &QAbstractItemModel::modelReset, this, &MatchingSource::changed);
    connect(filter, &QAbstractItemModel::dataChanged, this, &MatchingSource::changed);
    connect(filter, &QAbstractItemModel::rowsInserted, this, &MatchingSource::changed);
    connect(filter, &QAbstractItemModel::rowsRemoved, this, &MatchingSource::changed);
}

/// Variables of the rows that the filter shows. Of what was dropped on a part of a model, any variable of the target
/// can become the place too.
QList<MatchingSource::Item> TransplantMatching::items(Side side) const
{
    const edit::TransplantPlan& plan = m_table->plan();
    const std::vector<Variable>& variables = side == Side::Source ? plan.source().variables : plan.target().variables;
    std::vector<bool> shown(variables.size(), false), planned(variables.size(), false);
    const auto indexOf = [side](const Move& move) { return side == Side::Source ? move.from : move.to; };
    for (const Move& move : plan.moves())
        if (const auto index = indexOf(move))
            planned[*index] = true;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const int source = m_filter->mapToSource(m_filter->index(row, 0)).row();
        if (const auto index = indexOf(plan.moves()[static_cast<std::size_t>(source)]))
            shown[*index] = true;
    }
    QList<Item> items;
    for (std::size_t i = 0; i < variables.size(); ++i) {
        const bool isFree = side == Side::Target && !planned[i] && !m_filter->isProblemsOnly();
        Item item = shown[i] || isFree ? variableItem(variables[i], i) : Item();
        if (shown[i] || (isFree && matches(item, m_filter->text())))
            items.append(std::move(item));
    }
    return items;
}

TransplantMatching::State TransplantMatching::stateOf(const Move& move) const
{
    if (move.canMove())
        return move.ticked ? State::Moves : State::Unticked;
    const Tensor &from = m_table->plan().from(move)->tensor, &to = m_table->plan().to(move)->tensor;
    const bool hasRule =
        move.status == edit::MoveStatus::OtherShape && !edit::possibleFits(from.shape(), to.shape()).empty();
    return hasRule ? State::Undecided : State::Refused;
}

QList<MatchingSource::Line> TransplantMatching::lines() const
{
    QList<Line> lines;
    for (const Move& move : m_table->plan().moves())
        if (move.from && move.to)
            lines.append({*move.from, *move.to, stateOf(move), m_table->statusText(move)});
    return lines;
}

QString TransplantMatching::emptyText(Side side) const
{
    const Model& model = side == Side::Source ? m_table->plan().source() : m_table->plan().target();
    if (model.variables.empty())
        return tr("This model has no weights");
    return m_filter->isProblemsOnly() && m_filter->text().isEmpty() ? tr("Everything that is connected fits")
                                                                    : tr("Nothing is called so");
}

MatchingSource::Verdict TransplantMatching::judge(Id from, Id to) const
{
    const Move* present = moveOf(from);
    const Move move = present && present->to == to ? *present : m_table->plan().trial(from, to);
    const State state = stateOf(move);
    const QString text = m_table->statusText(move);
    return {state, state == State::Undecided ? tr("%1; a rule can make it fit").arg(text) : text};
}

const Move* TransplantMatching::moveOf(Id from) const
{
    const auto row = m_table->rowOf(from);
    return row ? &m_table->plan().moves()[static_cast<std::size_t>(*row)] : nullptr;
}

void TransplantMatching::connectItems(const Pairs& pairs)
{
    m_table->connectPairs(edit::IndexPairs(pairs.begin(), pairs.end()));
}

void TransplantMatching::disconnectItem(Id from)
{
    m_table->disconnectSource(from);
}

void TransplantMatching::setTicked(Id from, bool ticked)
{
    if (const auto row = m_table->rowOf(from))
        m_table->setData(m_table->index(*row, 0), ticked ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

QList<MatchingSource::Rule> TransplantMatching::rules(Id from) const
{
    const Move* move = moveOf(from);
    if (!move || !move->to)
        return {};
    const edit::TransplantPlan& plan = m_table->plan();
    QList<Rule> rules{{fitKindText(FitKind::Refuse), static_cast<int>(FitKind::Refuse)}};
    for (const FitKind kind : edit::possibleFits(plan.from(*move)->tensor.shape(), plan.to(*move)->tensor.shape()))
        rules.append({fitKindText(kind), static_cast<int>(kind)});
    return rules.size() > 1 ? rules : QList<Rule>();
}

int TransplantMatching::rule(Id from) const
{
    const Move* move = moveOf(from);
    return move ? static_cast<int>(move->rule.kind) : 0;
}

void TransplantMatching::setRule(Id from, int rule, QWidget* asker)
{
    const auto row = m_table->rowOf(from);
    if (!row)
        return;
    const QModelIndex place = m_table->index(*row, static_cast<int>(TransplantTableModel::Column::Rule));
    if (static_cast<FitKind>(rule) == FitKind::TakeRows)
        RowsDialog::ask(m_table, place, asker);
    else
        m_table->setData(place, rule, TransplantTableModel::RuleRole);
}

} // namespace lw::ui
