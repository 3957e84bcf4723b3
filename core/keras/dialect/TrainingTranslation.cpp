// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/TrainingTranslation.h"

#include "core/keras/LayerConfig.h"
#include "core/keras/OptimizerState.h"

#include <algorithm>
#include <array>
#include <vector>

namespace lw::keras {
namespace {

/// Which dialect a training configuration is in: Keras 3 writes arguments of its own.
int dialectOf(const TrainingState& training)
{
    const Json config = innerOptimizer(training).config;
    return config.contains("loss_scale_factor") || config.contains("gradient_accumulation_steps") ? 3 : 2;
}

/// A learning rate that is a schedule: the same classes in both, in Keras 3 with their module.
Json learningRate(const Json& rate, int dialect)
{
    if (!rate.isObject() || dialect == 2)
        return rate;
    Json config = rate["config"];
    if (config["name"].isNull())
        config.remove("name"); // Keras 3 refuses a name that is none
    return Json::object({{"module", rate["module"].isString() ? rate["module"] : Json("keras.optimizers.schedules")},
                         {"class_name", rate["class_name"]},
                         {"config", std::move(config)},
                         {"registered_name", rate["registered_name"]}});
}

/// Arguments of the optimizers of Keras 3; it refuses all others, which older Keras wrote.
bool isArgument3(std::string_view name)
{
    static constexpr std::string_view kNames[] = {"name",
                                                  "learning_rate",
                                                  "weight_decay",
                                                  "clipnorm",
                                                  "clipvalue",
                                                  "global_clipnorm",
                                                  "use_ema",
                                                  "ema_momentum",
                                                  "ema_overwrite_frequency",
                                                  "loss_scale_factor",
                                                  "gradient_accumulation_steps",
                                                  "beta_1",
                                                  "beta_2",
                                                  "epsilon",
                                                  "amsgrad",
                                                  "rho",
                                                  "momentum",
                                                  "centered",
                                                  "nesterov",
                                                  "initial_accumulator_value",
                                                  "learning_rate_power",
                                                  "l1_regularization_strength",
                                                  "l2_regularization_strength",
                                                  "l2_shrinkage_regularization_strength",
                                                  "beta",
                                                  "beta_2_decay",
                                                  "epsilon_1",
                                                  "epsilon_2",
                                                  "clip_threshold",
                                                  "relative_step"};
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

/// Only what Keras 3 knows of a built-in optimizer.
void keepKnown(Json& config, const std::string& className)
{
    static constexpr std::string_view kClasses[] = {"SGD",    "RMSprop", "Adam", "AdamW", "Adagrad",  "Adadelta",
                                                    "Adamax", "Nadam",   "Ftrl", "Lion",  "Adafactor"};
    if (std::find(std::begin(kClasses), std::end(kClasses), className) == std::end(kClasses))
        return;
    Json known = Json::object();
    for (const auto& [key, value] : config.members())
        if (isArgument3(key) && !(key == "epsilon" && value.isNull()))
            known.set(key, value);
    for (const char* own : {"loss_scale_factor", "gradient_accumulation_steps"}) // they tell its dialect
        if (!known.contains(own))
            known.set(own, nullptr);
    config = std::move(known);
}

Json optimizerConfig(const TrainingState& training, int dialect)
{
    Json config = innerOptimizer(training).config;
    if (!config.isObject())
        config = Json::object();
    if (config.contains("lr") && !config.contains("learning_rate")) // Keras before 2.3
        config.set("learning_rate", config["lr"]);
    config.remove("lr");
    if (config.contains("learning_rate"))
        config.set("learning_rate", learningRate(config["learning_rate"], dialect));
    if (dialectOf(training) == dialect)
        return config;
    if (dialect == 2) {
        config.remove("loss_scale_factor");
        config.remove("gradient_accumulation_steps");
        config.set("is_legacy_optimizer",
                   false); // without it, tf_keras takes the wrapped one of a scale for an old one
        return config;
    }
    // Optimizers of Keras 2 before 2.11: the rate falls with 1 / (1 + decay * step). Nadam means its momentum by it.
    const bool falls = innerOptimizer(training).className != "Nadam";
    const double decay = config["decay"].toDouble();
    if (config.contains("decay") && decay != 0 && falls && config["learning_rate"].isNumber())
        config.set("learning_rate",
                   Json::object({{"module", "keras.optimizers.schedules"},
                                 {"class_name", "InverseTimeDecay"},
                                 {"config", Json::object({{"initial_learning_rate", config["learning_rate"]},
                                                          {"decay_steps", 1},
                                                          {"decay_rate", decay},
                                                          {"staircase", false},
                                                          {"name", "InverseTimeDecay"}})},
                                 {"registered_name", nullptr}}));
    keepKnown(config, innerOptimizer(training).className);
    return config;
}

/// The optimizer in a dialect; framed: with its module.
Json optimizerEntry(const TrainingState& training, int dialect, bool framed)
{
    const InnerOptimizer inner = innerOptimizer(training);
    const bool legacy = optimizerForm(training, dialect) == OptimizerForm::Legacy;
    Json withModule = Json::object({{"module", legacy ? "keras.optimizers.legacy" : "keras.optimizers"},
                                    {"class_name", inner.className},
                                    {"config", optimizerConfig(training, dialect)},
                                    {"registered_name", nullptr}});
    if (inner.scaled)
        withModule = lossScaleOptimizer(training, dialect, legacy, std::move(withModule), framed);
    const bool custom = !inner.scaled && dialect == 2 && !legacy;
    if (framed || withModule["class_name"].toText().starts_with("LossScale"))
        return withModule;
    return Json::object(
        {{"class_name", custom ? "Custom>" + inner.className : inner.className}, {"config", withModule["config"]}});
}

/// What a wrapped function was called when the user gave it by a short name, which the metric's own name keeps (behind
/// that of an output): {"name": "one_mae", "fn": "mean_absolute_error"} -> "mae".
Json wrappedFunction(const Json& config)
{
    static constexpr std::array<std::string_view, 9> kShort = {"accuracy", "acc",          "mse", "mae", "mape",
                                                               "msle",     "crossentropy", "ce",  "kld"};
    const Json& function = config["fn"].isObject() ? config["fn"]["config"] : config["fn"];
    const std::string& name = config["name"].toText();
    for (const std::string_view known : kShort)
        if (name == known || name.ends_with("_" + std::string(known)))
            return known;
    return config["name"].isString() && !function.isString() ? config["name"] : function;
}

/// How a loss or metric is told: in which dialect, and whether with its module, without which .keras files are not
/// read.
struct Telling {
    int dialect = 2;
    bool framed = false;
    const char* module = "keras.losses";
};

/// A loss or metric, or a structure of them.
Json objective(const Json& json, const Telling& how)
{
    if (json.isArray()) {
        Json list = Json::array();
        for (const Json& item : json.items())
            list.push(objective(item, how));
        return list;
    }
    if (!json.isObject())
        return json;
    const std::string& className = json["class_name"].toText();
    if (className.empty()) { // by output
        Json object = Json::object();
        for (const auto& [key, value] : json.members())
            object.set(key, objective(value, how));
        return object;
    }
    const Json& config = json["config"];
    if (className == "MeanMetricWrapper" || className == "LossFunctionWrapper")
        return wrappedFunction(config);
    if (className == "function")
        return json["config"].isString() && (json["module"].isNull() || json["module"].toText() == "builtins")
                   ? json["config"]
                   : json;
    Json translated = Json::object();
    for (const auto& [key, value] : config.members()) {
        if (key == "fn")
            continue;
        if (key == "dtype" && value.isObject())
            translated.set(key, dtypePolicyName(value));
        else if (key == "reduction" && how.dialect == 3 && (value.toText() == "auto"))
            translated.set(key, "sum_over_batch_size");
        else if (!(key == "dtype" && how.dialect == 2 && std::string_view(how.module) == "keras.losses"))
            translated.set(key, value);
    }
    const bool custom = className.find('>') != std::string::npos;
    Json result = Json::object();
    if (custom && how.dialect == 3 && !json["module"].isString()) {
        // HDF5 has the registered name of the user's own class alone.
        result.set("module", nullptr);
        result.set("class_name", className.substr(className.find('>') + 1));
        result.set("config", std::move(translated));
        result.set("registered_name", className);
        return result;
    }
    if (json["module"].isString() || how.dialect == 3 || (how.framed && !custom))
        result.set("module", json["module"].isString() ? json["module"] : Json(how.module));
    result.set("class_name", className);
    result.set("config", std::move(translated));
    if (result.contains("module"))
        result.set("registered_name", json["registered_name"]);
    return result;
}

/// Keras 2 lists the metrics of each output, with [null] for none: Keras 3 refuses that null, and where outputs are a
/// dictionary both want to be told by name. outputLayers: of the model's config.
Json metricsByOutput(const Json& metrics, const Json& outputLayers)
{
    const bool perOutput = metrics.isArray() && metrics.size() > 1 &&
                           std::all_of(metrics.items().begin(), metrics.items().end(),
                                       [](const Json& one) { return one.isArray() || one.isNull(); });
    if (!perOutput)
        return metrics;
    std::vector<std::string> names;
    for (const auto& [name, place] : outputLayers.members())
        names.push_back(name);
    std::sort(names.begin(), names.end()); // as tf.nest flattens a dictionary
    const bool named = outputLayers.isObject() && names.size() == metrics.size();
    Json result = named ? Json::object() : Json::array();
    for (std::size_t i = 0; i < metrics.size(); ++i) {
        Json some = Json::array();
        for (const Json& metric : metrics.at(i).items())
            if (!metric.isNull())
                some.push(metric);
        if (!named)
            result.push(some.size() == 0 ? Json() : std::move(some));
        else if (some.size() > 0)
            result.set(names[i], std::move(some));
    }
    return result;
}

/// Short names of losses and metrics in full, where a file of Keras 3 is read with the short ones as classes
/// (legacy_h5_format.py load_model_from_hdf5 of 3.15 fails for "mse").
Json fullNames(const Json& json)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {
        {{"mse", "mean_squared_error"},
         {"mae", "mean_absolute_error"},
         {"mape", "mean_absolute_percentage_error"},
         {"msle", "mean_squared_logarithmic_error"},
         {"bce", "binary_crossentropy"},
         {"kld", "kl_divergence"}}};
    if (json.isArray()) {
        Json list = Json::array();
        for (const Json& item : json.items())
            list.push(fullNames(item));
        return list;
    }
    if (json.isObject() && json["class_name"].isNull()) {
        Json object = Json::object();
        for (const auto& [key, value] : json.members())
            object.set(key, fullNames(value));
        return object;
    }
    for (const auto& [shortName, name] : kNames)
        if (json.isString() && json.toText() == shortName)
            return name;
    return json;
}

/// Keras 2 wraps the metrics of its only output once more.
Json flatMetrics(const Json& metrics)
{
    if (metrics.isArray() && metrics.size() == 1 && metrics.at(0).isArray())
        return Json(metrics.at(0));
    return metrics;
}

void setObjectives(Json& result, const TrainingState& training, const Json& architecture, int dialect, bool framed)
{
    const Json& outputs = architecture["config"]["output_layers"];
    const auto metrics = [&](const Json& given) {
        Json told = objective(given, {dialect, framed, "keras.metrics"});
        if (dialect == 3)
            told = flatMetrics(told);
        return dialect == 3 || framed ? metricsByOutput(told, outputs) : told;
    };
    result.set("loss", objective(training.loss, {dialect, framed, "keras.losses"}));
    result.set("metrics", metrics(training.metrics));
    result.set("weighted_metrics", metrics(training.weightedMetrics));
    result.set("loss_weights", training.lossWeights);
}

bool known(const TrainingState& training, Diagnostics& diagnostics)
{
    if (!training.optimizerClass.empty())
        return true;
    diagnostics.warning("The file does not say which optimizer the model was compiled with; it is saved uncompiled");
    return false;
}

} // namespace

Json trainingConfig(const TrainingState& training, const Json& architecture, int dialect, Diagnostics& diagnostics)
{
    if (!known(training, diagnostics))
        return {};
    const bool verbatim = training.compileConfig.contains("optimizer_config") && dialectOf(training) == dialect;
    Json result = verbatim ? training.compileConfig : Json::object();
    if (!verbatim)
        setObjectives(result, training, architecture, dialect, false);
    if (dialect == 3)
        for (const char* key : {"loss", "metrics", "weighted_metrics"})
            result.set(key, fullNames(result[key]));
    if (verbatim)
        return result;
    result.set("optimizer_config", optimizerEntry(training, dialect, false));
    return result;
}

Json compileConfig(const TrainingState& training, const Json& architecture, int dialect, Diagnostics& diagnostics)
{
    if (!known(training, diagnostics))
        return {};
    Json result = Json::object({{"optimizer", optimizerEntry(training, dialect, true)}});
    setObjectives(result, training, architecture, dialect, true);
    return result;
}

} // namespace lw::keras
