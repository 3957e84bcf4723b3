// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/LossScale.h"

#include "core/keras/OptimizerState.h"

#include <algorithm>

namespace lw::keras {
namespace {

constexpr std::string_view kInner = "optimizer/inner_optimizer/";
/// The module in which tf_keras looks for the class, which has no public name there.
constexpr const char* kModule2 = "tf_keras.src.mixed_precision.loss_scale_optimizer";

bool isLossScale(const TrainingState& training)
{
    const std::string& name = training.optimizerClass;
    return std::string_view(name).substr(name.rfind('>') + 1).starts_with("LossScaleOptimizer");
}

std::string lastName(const Variable& variable)
{
    const std::string& name = variable.name.empty() ? variable.path : variable.name;
    const std::string plain = name.substr(0, name.rfind(':'));
    return plain.substr(plain.rfind('/') + 1);
}

void readNumber(const Tensor& tensor, double& value)
{
    if (const auto numbers = tensor.toDoubles(); tensor.rank() == 0 && numbers.ok() && numbers->size() == 1)
        value = numbers->front();
}

void readNumber(const Tensor& tensor, std::int64_t& value)
{
    if (tensor.rank() != 0 || !isInteger(tensor.dtype()))
        return;
    if (const auto numbers = tensor.toInts(); numbers.ok() && numbers->size() == 1)
        value = numbers->front();
}

/// Keras 3: its own counter and rate, which it does not use, the steps since the last change, and the scale.
bool isList3(const std::vector<Variable>& list)
{
    return list.size() >= 4 && isInteger(list[0].tensor.dtype()) && isFloating(list[1].tensor.dtype()) &&
           isInteger(list[2].tensor.dtype()) && isFloating(list[3].tensor.dtype()) &&
           std::all_of(list.begin(), list.begin() + 4, [](const Variable& one) { return one.tensor.rank() == 0; });
}

} // namespace

InnerOptimizer innerOptimizer(const TrainingState& training)
{
    if (!isLossScale(training))
        return {optimizerClassName(training.optimizerClass), training.optimizerConfig, false};
    const Json& inner = training.optimizerConfig["inner_optimizer"].isObject()
                            ? training.optimizerConfig["inner_optimizer"]
                            : training.optimizerConfig["optimizer"]; // TensorFlow 2.3 and before
    return {optimizerClassName(inner["class_name"].toText()), inner["config"], true};
}

std::optional<LossScale> takeLossScale(const TrainingState& training, std::vector<Variable>& variables)
{
    if (!isLossScale(training))
        return std::nullopt;
    LossScale scale;
    const Json& config = training.optimizerConfig;
    if (config["initial_scale"].isNumber())
        scale.initial = config["initial_scale"].toDouble();
    if (config["dynamic_growth_steps"].isNumber())
        scale.growthSteps = config["dynamic_growth_steps"].toInt(scale.growthSteps);
    scale.dynamic = config["dynamic"].toBool(true);
    scale.current = scale.initial;
    const bool twice = std::any_of(variables.begin(), variables.end(),
                                   [](const Variable& one) { return one.key.starts_with(kInner); });
    std::vector<Variable> inner, outer;
    for (Variable& variable : variables) {
        const std::string name = lastName(variable);
        if (name == "current_loss_scale" || name == "dynamic_scale")
            readNumber(variable.tensor, scale.current);
        else if (name == "good_steps" || name == "step_counter")
            readNumber(variable.tensor, scale.goodSteps);
        else if (twice && !variable.key.starts_with(kInner))
            outer.push_back(std::move(variable));
        else if (!variable.name.starts_with("loss_scale_optimizer/") ||
                 (name != "iteration" && name != "learning_rate"))
            inner.push_back(std::move(variable));
    }
    if (isList3(outer)) {
        readNumber(outer[2].tensor, scale.goodSteps);
        readNumber(outer[3].tensor, scale.current);
    }
    variables = std::move(inner);
    return scale;
}

Json lossScaleOptimizer(const TrainingState& training, int dialect, bool legacy, Json inner, bool framed)
{
    std::vector<Variable> none;
    const LossScale scale = takeLossScale(training, none).value_or(LossScale{});
    if (dialect == 3 && !scale.dynamic) { // there it is an argument of every optimizer
        if (Json* config = inner.find("config"))
            config->set("loss_scale_factor", scale.initial);
        return inner;
    }
    const char* const className = dialect == 2 && !legacy ? "LossScaleOptimizerV3" : "LossScaleOptimizer";
    Json config = dialect == 3 ? Json::object({{"name", "loss_scale_optimizer"}}) : Json::object();
    config.set("inner_optimizer", std::move(inner));
    if (dialect == 2)
        config.set("dynamic", scale.dynamic);
    config.set("initial_scale", scale.initial);
    config.set("dynamic_growth_steps", scale.growthSteps);
    if (!framed)
        return Json::object({{"class_name", className}, {"config", std::move(config)}});
    return Json::object({{"module", dialect == 3 ? "keras.optimizers" : kModule2},
                         {"class_name", className},
                         {"config", std::move(config)},
                         {"registered_name", dialect == 3 ? Json() : Json(className)}});
}

} // namespace lw::keras
