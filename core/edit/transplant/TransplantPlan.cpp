// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/transplant/TransplantPlan.h"

#include "core/edit/SetTensors.h"
#include "core/edit/transplant/Proposal.h"
#include "core/keras/Dialect.h"
#include "core/keras/initial/FreshWeight.h"
#include "core/model/CastTensor.h"

#include <algorithm>
#include <set>

namespace lw::edit {

namespace {

/// Rows with a target by target, then the others by source.
bool isBefore(const Move& a, const Move& b)
{
    if (a.to && b.to)
        return *a.to < *b.to;
    if (a.to || b.to)
        return a.to.has_value();
    return a.from < b.from;
}

std::vector<std::string> pathsWithout(const std::vector<Variable>& variables, const std::vector<bool>& used)
{
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < variables.size(); ++i)
        if (!used[i])
            paths.push_back(variables[i].path);
    return paths;
}

} // namespace

std::string_view moveStatusName(MoveStatus status)
{
    switch (status) {
    case MoveStatus::Fits:
        return "fits";
    case MoveStatus::OtherDType:
        return "other_dtype";
    case MoveStatus::Adapted:
        return "adapted";
    case MoveStatus::OtherShape:
        return "other_shape";
    case MoveStatus::Impossible:
        return "impossible";
    case MoveStatus::Unmatched:
        return "unmatched";
    }
    return "unmatched";
}

TransplantPlan::TransplantPlan(std::shared_ptr<const Model> source, std::shared_ptr<const Model> target)
    : m_source(std::move(source)), m_target(std::move(target)), m_fromAlone(m_source->variables.size(), false),
      m_toAlone(m_target->variables.size(), false)
{
}

const Variable* TransplantPlan::from(const Move& move) const
{
    return move.from ? &m_source->variables[*move.from] : nullptr;
}

const Variable* TransplantPlan::to(const Move& move) const
{
    return move.to ? &m_target->variables[*move.to] : nullptr;
}

void TransplantPlan::judge(Move& move) const
{
    move.problem.clear();
    if (!move.from || !move.to) {
        move.status = MoveStatus::Unmatched;
        move.ticked = false;
        return;
    }
    const Variable& source = m_source->variables[*move.from];
    const Variable& target = m_target->variables[*move.to];
    const Tensor &values = source.tensor, &place = target.tensor;
    if (values.isNull()) {
        move.status = MoveStatus::Impossible;
        move.problem = source.path + " has no values";
    } else if (!canConvert(values.dtype(), place.dtype())) {
        move.status = MoveStatus::Impossible;
        move.problem = std::string(dtypeName(values.dtype())) + " values of " + source.path + " cannot become " +
                       std::string(dtypeName(place.dtype())) + " of " + target.path;
    } else if (const auto fit = checkFit(move.rule, values.shape(), place.shape()); !fit) {
        move.status = MoveStatus::OtherShape;
        move.problem = source.path + " " + fit.error().message + " of " + target.path;
        if (move.rule.kind != FitKind::Refuse)
            move.problem = source.path + " on " + target.path + ": " + fit.error().message;
    } else if (changesValues(move.rule, values.shape(), place.shape())) {
        move.status = MoveStatus::Adapted;
    } else {
        move.status = values.dtype() == place.dtype() ? MoveStatus::Fits : MoveStatus::OtherDType;
    }
    move.ticked = move.canMove();
}

Move TransplantPlan::paired(std::size_t from, std::size_t to, FitRule rule) const
{
    Move move;
    move.from = from;
    move.to = to;
    move.rule = std::move(rule);
    judge(move);
    return move;
}

void TransplantPlan::addUnmatched()
{
    std::vector<bool> from(m_source->variables.size(), false), to(m_target->variables.size(), false);
    for (const Move& move : m_moves) {
        if (move.from)
            from[*move.from] = true;
        if (move.to)
            to[*move.to] = true;
    }
    Move alone;
    for (std::size_t i = 0; i < to.size(); ++i)
        if (alone.to = i; m_toAlone[i] && !to[i])
            m_moves.push_back(alone);
    alone.to.reset();
    for (std::size_t i = 0; i < from.size(); ++i)
        if (alone.from = i; m_fromAlone[i] && !from[i])
            m_moves.push_back(alone);
}

void TransplantPlan::sortRows()
{
    addUnmatched();
    std::stable_sort(m_moves.begin(), m_moves.end(), isBefore);
}

void TransplantPlan::match(MatchBy match)
{
    this->match(matchModels(*m_source, *m_target, match));
}

void TransplantPlan::match(const IndexPairs& pairs)
{
    m_moves.clear();
    m_whole = true;
    m_fromAlone.assign(m_source->variables.size(), true);
    m_toAlone.assign(m_target->variables.size(), true);
    for (const auto& [from, to] : pairs)
        m_moves.push_back(paired(from, to));
    sortRows();
}

Result<void> TransplantPlan::match(const Places& places, MatchBy match)
{
    LW_ASSIGN(const IndexPairs pairs, matchPlaces(*m_source, *m_target, places, match));
    return showPlaces(places, pairs);
}

Result<void> TransplantPlan::propose(const Places& places)
{
    LW_ASSIGN(const IndexPairs pairs, proposePairs(*m_source, *m_target, places));
    return showPlaces(places, pairs);
}

Result<void> TransplantPlan::showPlaces(const Places& places, const IndexPairs& pairs)
{
    LW_ASSIGN(const Indices from, variablesAt(*m_source, places.from));
    LW_ASSIGN(const Indices onto, variablesAt(*m_target, places.to));
    m_moves.clear();
    m_whole = from.size() == m_source->variables.size() && onto.size() == m_target->variables.size();
    m_fromAlone.assign(m_source->variables.size(), false);
    m_toAlone.assign(m_target->variables.size(), false);
    std::set<std::string_view> layers; // that something goes to
    for (const auto& [a, b] : pairs) {
        m_moves.push_back(paired(a, b));
        layers.insert(m_target->variables[b].layer);
    }
    for (const std::size_t index : from)
        m_fromAlone[index] = true;
    for (const std::size_t index : onto)
        m_toAlone[index] = m_whole || pairs.empty() || layers.count(m_target->variables[index].layer) != 0;
    sortRows();
    return {};
}

void TransplantPlan::disconnect()
{
    for (const Move& move : m_moves) {
        if (move.from)
            m_fromAlone[*move.from] = true;
        if (move.to)
            m_toAlone[*move.to] = true;
    }
    m_moves.clear();
    sortRows();
}

void TransplantPlan::replaceRows(const IndexPairs& pairs)
{
    std::vector<bool> from(m_source->variables.size(), false), to(m_target->variables.size(), false);
    for (const auto& [a, b] : pairs)
        from[a] = to[b] = true;
    std::erase_if(m_moves, [&](const Move& move) {
        const bool goes = (move.from && from[*move.from]) || (move.to && to[*move.to]);
        if (goes && !m_whole && move.from)
            m_fromAlone[*move.from] = false; // it was another mapping's
        return goes;
    });
    for (const auto& [a, b] : pairs)
        m_moves.push_back(paired(a, b));
}

Result<void> TransplantPlan::map(const std::vector<std::string>& from, std::string_view to)
{
    LW_ASSIGN(const IndexPairs pairs, matchPlaces(*m_source, from, *m_target, to));
    replaceRows(pairs);
    // What of the dragged things found no place is shown; the rest of the models is not the subject.
    LW_ASSIGN(const Indices indices, variablesAt(*m_source, from));
    for (const std::size_t index : indices)
        m_fromAlone[index] = true;
    sortRows();
    return {};
}

void TransplantPlan::setTicked(std::size_t row, bool ticked)
{
    m_moves[row].ticked = ticked && m_moves[row].canMove();
}

void TransplantPlan::setRule(std::size_t row, FitRule rule)
{
    m_moves[row].rule = std::move(rule);
    judge(m_moves[row]);
}

void TransplantPlan::retarget(std::size_t from, std::optional<std::size_t> to)
{
    std::optional<std::size_t> lost; // the place that nobody fills now
    for (const Move& move : m_moves)
        if (move.from == from)
            lost = move.to;
    std::vector<Move> kept;
    for (Move& move : m_moves) {
        if (move.from == from || (to && move.to == to && !move.from))
            continue;
        if (to && move.to == to) {
            move.to.reset();
            judge(move);
        }
        kept.push_back(std::move(move));
    }
    m_moves = std::move(kept);
    if (to)
        m_moves.push_back(paired(from, *to));
    m_fromAlone[from] = true;
    if (lost)
        m_toAlone[*lost] = true;
    sortRows();
}

std::vector<std::size_t> TransplantPlan::misfits() const
{
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < m_moves.size(); ++i)
        if (m_moves[i].from && m_moves[i].to && !m_moves[i].canMove())
            rows.push_back(i);
    return rows;
}

std::size_t TransplantPlan::movingCount() const
{
    return static_cast<std::size_t>(
        std::count_if(m_moves.begin(), m_moves.end(), [](const Move& move) { return move.moves(); }));
}

std::uint64_t TransplantPlan::movingBytes() const
{
    std::uint64_t bytes = 0;
    for (const Move& move : m_moves)
        if (move.moves())
            bytes += to(move)->tensor.byteSize();
    return bytes;
}

namespace {

/// What the variable's layer would begin with; weights that belong to no layer begin as a Dense's would.
Result<Tensor> freshValues(const Model& model, const Variable& variable)
{
    static const Layer none;
    const Layer* const layer = findLayer(model, variable.layer);
    const std::string_view role = variable.role.empty() ? std::string_view(variable.path) : variable.role;
    const std::uint64_t seed = keras::seedOf(0, variable.path);
    LW_ASSIGN(keras::FreshWeight fresh,
              keras::freshWeight(layer != nullptr ? *layer : none, role, variable.tensor.dtype(),
                                 variable.tensor.shape(), keras::kerasGeneration(model), seed));
    return std::move(fresh.tensor);
}

} // namespace

Result<std::unique_ptr<Edit>> TransplantPlan::edit(std::string title) const
{
    std::vector<TensorChange> changes;
    for (const Move& move : m_moves) {
        if (!move.moves())
            continue;
        const Variable& target = *to(move);
        const Tensor values = castTensor(from(move)->tensor, target.tensor.dtype());
        Tensor fresh;
        if (move.rule.kind == FitKind::Pad) {
            LW_ASSIGN(fresh, freshValues(*m_target, target));
        }
        LW_ASSIGN(Tensor fitting, fitTensor(values, move.rule, target.tensor.shape(), fresh));
        changes.push_back({target.path, std::move(fitting)});
    }
    if (changes.empty())
        return invalid("there is nothing to move");
    return std::unique_ptr<Edit>(std::make_unique<SetTensors>(std::move(title), std::move(changes)));
}

TransplantReport TransplantPlan::report() const
{
    std::vector<bool> used(m_source->variables.size(), false), filled(m_target->variables.size(), false);
    TransplantReport report;
    for (const Move& move : m_moves) {
        if (!move.moves())
            continue;
        used[*move.from] = filled[*move.to] = true;
        report.moved.push_back(to(move)->path);
    }
    report.leftInSource = pathsWithout(m_source->variables, used);
    report.untouchedInTarget = pathsWithout(m_target->variables, filled);
    return report;
}

} // namespace lw::edit
