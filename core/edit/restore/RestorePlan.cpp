// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/restore/RestorePlan.h"

#include "core/edit/SetTensors.h"
#include "core/edit/restore/OptimizerRestore.h"
#include "core/edit/restore/RestoreMatching.h"
#include "core/model/CastTensor.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace lw::edit {

namespace {

/// How good a way of matching is; greater is better.
std::tuple<bool, bool, std::size_t> quality(const RestorePlan& plan)
{
    return {plan.isComplete(), plan.misfits() == 0, plan.loading()};
}

} // namespace

std::string_view restoreStatusName(RestoreStatus status)
{
    switch (status) {
    case RestoreStatus::Fits:
        return "fits";
    case RestoreStatus::OtherDType:
        return "other_dtype";
    case RestoreStatus::OtherShape:
        return "other_shape";
    case RestoreStatus::Impossible:
        return "impossible";
    case RestoreStatus::Unused:
        return "unused";
    case RestoreStatus::Unmatched:
        return "unmatched";
    }
    return {};
}

Result<RestorePlan> RestorePlan::create(std::shared_ptr<const Model> file, std::shared_ptr<const Model> model,
                                        const RestoreOptions& options)
{
    RestorePlan plan(std::move(file), std::move(model));
    if (!options.map.empty())
        LW_TRY(plan.matchMap(options));
    else
        LW_TRY(plan.match(options));
    return plan;
}

Result<void> RestorePlan::match(const RestoreOptions& options)
{
    m_place = options.place;
    if (m_place.at == ".")
        m_place.at.clear();
    if (m_place.from == ".")
        m_place.from.clear();
    const Attacher attacher(*m_file, *m_model);
    LW_ASSIGN(const Indices scope, variablesAt(*m_model, m_place.at));
    const std::vector<RestoreBy> ways = options.by ? std::vector{*options.by} : attacher.ways();
    std::optional<RestorePlan> best;
    for (const RestoreBy by : ways) {
        LW_ASSIGN(const IndexPairs pairs, attacher.pairs(by, m_place));
        RestorePlan tried = *this;
        tried.m_by = by;
        tried.setRows(pairs, scope);
        if (!best || quality(tried) > quality(*best))
            best = std::move(tried);
    }
    *this = std::move(*best);
    if (misfits() > 0 || count(RestoreStatus::Unused) > 0) {
        std::size_t fitting = loading();
        for (const RestoreBy by : ways)
            if (const auto better = attacher.betterPlace(by, m_place, fitting))
                std::tie(m_suggestion, fitting) = *better;
    }
    if (!options.by && loading() == 0) {
        for (const RestoreBy by : {RestoreBy::Name, RestoreBy::Order}) {
            RestorePlan tried = *this;
            if (const auto pairs = attacher.pairs(by, m_place))
                tried.setRows(*pairs, scope);
            if (!m_otherWay && tried.misfits() == 0 && tried.loading() > 0)
                m_otherWay = by;
        }
    }
    return {};
}

Result<void> RestorePlan::matchMap(const RestoreOptions& options)
{
    const Attacher attacher(*m_file, *m_model);
    IndexPairs pairs;
    std::set<std::size_t> scope, used;
    for (const auto& [key, target] : options.map) {
        LW_ASSIGN(const Indices places, variablesAt(*m_model, target));
        scope.insert(places.begin(), places.end());
        LW_ASSIGN(const IndexPairs found, attacher.mapped(key, target));
        for (const auto& [from, to] : found) {
            std::erase_if(pairs, [&, to = to](const auto& pair) { return pair.second == to; });
            if (used.insert(from).second)
                pairs.emplace_back(from, to);
        }
    }
    setRows(pairs, {scope.begin(), scope.end()});
    return {};
}

RestoreRow RestorePlan::judged(std::optional<std::size_t> from, std::optional<std::size_t> to) const
{
    RestoreRow row{from, to, RestoreStatus::Unmatched, {}};
    if (!from || !to) {
        row.status = from ? RestoreStatus::Unused : RestoreStatus::Unmatched;
        return row;
    }
    const Tensor &given = m_file->variables[*from].tensor, &wanted = m_model->variables[*to].tensor;
    if (given.shape() != wanted.shape()) {
        row.status = RestoreStatus::OtherShape;
        row.problem = "values of shape " + shapeText(given.shape()) + " do not fit " + shapeText(wanted.shape());
    } else if (given.dtype() == wanted.dtype()) {
        row.status = RestoreStatus::Fits;
    } else if (canConvert(given.dtype(), wanted.dtype())) {
        row.status = RestoreStatus::OtherDType;
    } else {
        row.status = RestoreStatus::Impossible;
        row.problem = "values of type " + std::string(dtypeName(given.dtype())) + " cannot become " +
                      std::string(dtypeName(wanted.dtype()));
    }
    return row;
}

void RestorePlan::setRows(const IndexPairs& pairs, const Indices& scope)
{
    std::vector<std::optional<std::size_t>> source(m_model->variables.size());
    std::vector<bool> used(m_file->variables.size(), false), inScope(m_model->variables.size(), false);
    for (const auto& [from, to] : pairs) {
        source[to] = from;
        used[from] = true;
        inScope[to] = true;
    }
    for (const std::size_t index : scope)
        inScope[index] = true;
    m_rows.clear();
    for (std::size_t to = 0; to < source.size(); ++to)
        if (inScope[to])
            m_rows.push_back(judged(source[to], to));
    for (std::size_t from = 0; from < used.size(); ++from)
        if (!used[from] && !isSaverCounter(m_file->variables[from]))
            m_rows.push_back(judged(from, std::nullopt));
}

void RestorePlan::retarget(std::size_t from, std::optional<std::size_t> to)
{
    IndexPairs pairs;
    Indices scope;
    for (const RestoreRow& row : m_rows) {
        if (row.to)
            scope.push_back(*row.to);
        if (row.from && row.to && *row.from != from && row.to != to)
            pairs.emplace_back(*row.from, *row.to);
    }
    if (to)
        pairs.emplace_back(from, *to);
    setRows(pairs, scope);
}

void RestorePlan::dropMisfits()
{
    IndexPairs pairs;
    Indices scope;
    for (const RestoreRow& row : m_rows) {
        if (row.to)
            scope.push_back(*row.to);
        if (row.loads())
            pairs.emplace_back(*row.from, *row.to);
    }
    setRows(pairs, scope);
}

std::vector<const RestoreRow*> RestorePlan::rowsOf(RestoreStatus status) const
{
    std::vector<const RestoreRow*> found;
    for (const RestoreRow& row : m_rows)
        if (row.status == status)
            found.push_back(&row);
    return found;
}

std::size_t RestorePlan::count(RestoreStatus status) const
{
    return static_cast<std::size_t>(
        std::count_if(m_rows.begin(), m_rows.end(), [&](const RestoreRow& row) { return row.status == status; }));
}

bool RestorePlan::isComplete() const
{
    return !m_rows.empty() && loading() == m_rows.size();
}

Result<std::unique_ptr<Edit>> RestorePlan::edit(std::string title) const
{
    std::vector<TensorChange> changes;
    for (const RestoreRow& row : m_rows) {
        if (!row.problem.empty())
            return invalid(row.problem).in(m_model->variables[*row.to].path);
        if (!row.loads())
            continue;
        const Variable& target = m_model->variables[*row.to];
        changes.push_back({target.path, castTensor(m_file->variables[*row.from].tensor, target.tensor.dtype())});
    }
    if (changes.empty())
        return invalid("nothing in the file belongs to the model");
    auto tensors = std::make_unique<SetTensors>(title, std::move(changes));
    auto training = restoredTraining(*m_file, *m_model, loadingPairs());
    if (!training)
        return std::unique_ptr<Edit>(std::move(tensors));
    return std::unique_ptr<Edit>(std::make_unique<LoadWeights>(
        std::move(title), std::shared_ptr<const Edit>(std::move(tensors)), std::move(training)));
}

IndexPairs RestorePlan::loadingPairs() const
{
    IndexPairs pairs;
    for (const RestoreRow& row : m_rows)
        if (row.loads())
            pairs.emplace_back(*row.from, *row.to);
    return pairs;
}

bool RestorePlan::loadsOptimizer() const
{
    return hasOptimizer() && restoredTraining(*m_file, *m_model, loadingPairs()).has_value();
}

} // namespace lw::edit
