// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/TrainingTranslation.h"

#include "core/keras/LayerConfig.h"
#include "core/keras/OptimizerState.h"

#include <array>

namespace lw::keras {
namespace {

/// Which dialect a training configuration is in: Keras 3 writes arguments of its own.
int dialectOf(const TrainingState& training)
{
    const Json& config = training.optimizerConfig;
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

Json optimizerConfig(const TrainingState& training, int dialect)
{
    Json config = training.optimizerConfig.isObject() ? training.optimizerConfig : Json::object();
    if (config.contains("learning_rate"))
        config.set("learning_rate", learningRate(config["learning_rate"], dialect));
    if (dialectOf(training) == dialect)
        return config;
    if (dialect == 2) {
        config.remove("loss_scale_factor");
        config.remove("gradient_accumulation_steps");
        return config;
    }
    config.remove("jit_compile");
    config.remove("is_legacy_optimizer");
    config.remove("adaptive_epsilon");
    // Optimizers of Keras 2 before 2.11: the rate falls with 1 / (1 + decay * step).
    const double decay = config["decay"].toDouble();
    if (config.contains("decay") && decay != 0 && config["learning_rate"].isNumber())
        config.set("learning_rate",
                   Json::object({{"module", "keras.optimizers.schedules"},
                                 {"class_name", "InverseTimeDecay"},
                                 {"config", Json::object({{"initial_learning_rate", config["learning_rate"]},
                                                          {"decay_steps", 1},
                                                          {"decay_rate", decay},
                                                          {"staircase", false},
                                                          {"name", "InverseTimeDecay"}})},
                                 {"registered_name", nullptr}}));
    config.remove("decay");
    return config;
}

/// A loss or metric, or a structure of them.
Json objective(const Json& json, int dialect, const char* module)
{
    if (json.isArray()) {
        Json list = Json::array();
        for (const Json& item : json.items())
            list.push(objective(item, dialect, module));
        return list;
    }
    if (!json.isObject())
        return json;
    const std::string& className = json["class_name"].toText();
    if (className.empty()) { // by output
        Json object = Json::object();
        for (const auto& [key, value] : json.members())
            object.set(key, objective(value, dialect, module));
        return object;
    }
    const Json& config = json["config"];
    if (className == "MeanMetricWrapper" || className == "LossFunctionWrapper") {
        const Json& function = config["fn"].isObject() ? config["fn"]["config"] : config["fn"];
        return config["name"].isString() && !function.isString() ? config["name"] : function;
    }
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
        else if (key == "reduction" && dialect == 3 && (value.toText() == "auto"))
            translated.set(key, "sum_over_batch_size");
        else if (!(key == "dtype" && dialect == 2 && std::string_view(module) == "keras.losses"))
            translated.set(key, value);
    }
    Json result = Json::object();
    if (json["module"].isString() || dialect == 3)
        result.set("module", json["module"].isString() ? json["module"] : Json(module));
    result.set("class_name", className);
    result.set("config", std::move(translated));
    if (result.contains("module"))
        result.set("registered_name", json["registered_name"]);
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

void setObjectives(Json& result, const TrainingState& training, int dialect)
{
    const bool flat = dialect == 3;
    result.set("loss", objective(training.loss, dialect, "keras.losses"));
    const Json metrics = objective(training.metrics, dialect, "keras.metrics");
    const Json weighted = objective(training.weightedMetrics, dialect, "keras.metrics");
    result.set("metrics", flat ? flatMetrics(metrics) : metrics);
    result.set("weighted_metrics", flat ? flatMetrics(weighted) : weighted);
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

Json trainingConfig(const TrainingState& training, int dialect, Diagnostics& diagnostics)
{
    if (!known(training, diagnostics))
        return {};
    const bool verbatim = training.compileConfig.contains("optimizer_config") && dialectOf(training) == dialect;
    Json result = verbatim ? training.compileConfig : Json::object();
    if (!verbatim)
        setObjectives(result, training, dialect);
    if (dialect == 3)
        for (const char* key : {"loss", "metrics", "weighted_metrics"})
            result.set(key, fullNames(result[key]));
    if (verbatim)
        return result;
    const std::string className = optimizerClassName(training.optimizerClass);
    const bool legacy = optimizerForm(training, dialect) == OptimizerForm::Legacy;
    result.set("optimizer_config",
               Json::object({{"class_name", dialect == 2 && !legacy ? "Custom>" + className : className},
                             {"config", optimizerConfig(training, dialect)}}));
    return result;
}

Json compileConfig(const TrainingState& training, int dialect, Diagnostics& diagnostics)
{
    if (!known(training, diagnostics))
        return {};
    const bool legacy = optimizerForm(training, dialect) == OptimizerForm::Legacy;
    Json result =
        Json::object({{"optimizer", Json::object({{"module", legacy ? "keras.optimizers.legacy" : "keras.optimizers"},
                                                  {"class_name", optimizerClassName(training.optimizerClass)},
                                                  {"config", optimizerConfig(training, dialect)},
                                                  {"registered_name", nullptr}})}});
    setObjectives(result, training, dialect);
    return result;
}

} // namespace lw::keras
