// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/blend/BlendPlan.h"

#include "core/edit/SetTensors.h"
#include "core/edit/restore/Attachment.h"

#include <cmath>
#include <map>

namespace lw::edit {

namespace {

constexpr auto kNone = static_cast<std::size_t>(-1);

Result<void> checkAmount(BlendKind kind, double amount)
{
    if (!std::isfinite(amount))
        return invalid("the amount must be a finite number");
    if (kind == BlendKind::Ema && (amount < 0 || amount > 1))
        return invalid("the decay of an exponential average lies between 0 and 1");
    return {};
}

Result<void> checkOptions(std::size_t models, const BlendOptions& options)
{
    const BlendNeeds needs = blendNeeds(options.kind);
    const std::string name(blendKindName(options.kind));
    if (models < needs.least || models > needs.most)
        return invalid(
            "the rule \"" + name + "\" takes " +
            (needs.least == needs.most ? std::to_string(needs.least) : "at least " + std::to_string(needs.least)) +
            " models, not " + std::to_string(models));
    return checkAmount(options.kind, options.amount);
}

/// By variable of the first model: the amount for it.
Result<std::vector<double>> amountsOf(const Model& model, const BlendOptions& options)
{
    std::vector<double> amounts(model.variables.size(), options.amount);
    std::multimap<std::size_t, std::pair<Indices, double>> byLength; // outer places first
    for (const auto& [place, amount] : options.amounts) {
        LW_ASSIGN(Indices indices, variablesAt(model, place));
        if (const auto possible = checkAmount(options.kind, amount); !possible)
            return possible.error().in(place);
        byLength.emplace(place.size(), std::make_pair(std::move(indices), amount));
    }
    for (const auto& [length, entry] : byLength)
        for (const std::size_t index : entry.first)
            amounts[index] = entry.second;
    return amounts;
}

/// Why a variable is not blended; empty when it is.
std::string obstacle(const Variable& first, const Variable* other)
{
    if (!other)
        return "another model has no such variable";
    if (first.tensor.isNull() || other->tensor.isNull())
        return "there are no values";
    if (!isFloating(first.tensor.dtype()) || !isFloating(other->tensor.dtype()))
        return "values of type " +
               std::string(dtypeName((isFloating(first.tensor.dtype()) ? *other : first).tensor.dtype())) +
               " are not blended";
    if (first.tensor.shape() != other->tensor.shape())
        return shapeText(other->tensor.shape()) + " of " + other->path + " does not fit " +
               shapeText(first.tensor.shape());
    return {};
}

/// Numbers of a further model that go nowhere: what is not a number with a point is a counter or a table.
std::vector<BlendReport::Left> leftOf(const Model& model, std::size_t number, const std::vector<std::size_t>& partners)
{
    std::vector<bool> used(model.variables.size(), false);
    for (const std::size_t partner : partners)
        if (partner != kNone)
            used[partner] = true;
    std::vector<BlendReport::Left> left;
    for (std::size_t i = 0; i < used.size(); ++i)
        if (!used[i] && isFloating(model.variables[i].tensor.dtype()))
            left.push_back({number, model.variables[i].path});
    return left;
}

} // namespace

Result<BlendPlan> planBlend(const std::vector<std::shared_ptr<const Model>>& models, const BlendOptions& options)
{
    LW_TRY(checkOptions(models.size(), options));
    const Model& first = *models.front();
    LW_ASSIGN(const std::vector<double> amounts, amountsOf(first, options));
    std::vector<std::vector<std::size_t>> partners; // by further model, by variable of the first
    for (std::size_t k = 1; k < models.size(); ++k) {
        partners.emplace_back(first.variables.size(), kNone);
        for (const auto& [from, to] : pairModels(*models[k], first, options.match))
            partners.back()[to] = from;
    }
    BlendPlan plan;
    for (std::size_t k = 1; k < models.size(); ++k) {
        const auto left = leftOf(*models[k], k, partners[k - 1]);
        plan.report.left.insert(plan.report.left.end(), left.begin(), left.end());
    }
    plan.report.optimizer = first.training && !first.training->slotVariables.empty();
    std::vector<TensorChange> changes;
    for (std::size_t i = 0; i < first.variables.size(); ++i) {
        const Variable& variable = first.variables[i];
        std::vector<Tensor> tensors{variable.tensor};
        std::string reason;
        for (std::size_t k = 1; k < models.size() && reason.empty(); ++k) {
            const std::size_t partner = partners[k - 1][i];
            const Variable* other = partner == kNone ? nullptr : &models[k]->variables[partner];
            reason = obstacle(variable, other);
            if (other)
                tensors.push_back(other->tensor);
        }
        if (!reason.empty()) {
            plan.report.kept.push_back({variable.path, std::move(reason)});
            continue;
        }
        plan.report.blended.push_back(variable.path);
        changes.push_back({variable.path, blendTensors(std::move(tensors), options.kind, amounts[i])});
    }
    if (changes.empty())
        return invalid("the models have no weights in common that could be blended");
    plan.edit = std::make_unique<SetTensors>("Blend", std::move(changes));
    return plan;
}

} // namespace lw::edit
