// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/LayerArguments.h"

#include "core/keras/Catalogue.h"
#include "core/keras/Wrappers.h"

#include <QFile>
#include <algorithm>
#include <map>

namespace lw::ui {

namespace {

using Table = std::map<std::string, std::vector<LayerArgument>, std::less<>>;

Table readTable(const Json& layers)
{
    Table table;
    for (const auto& [className, rows] : layers.members())
        for (const Json& row : rows.items())
            table[className].push_back({row.at(0).toText(), row.at(1), row.items().size() == 1});
    for (const auto& [className, rows] : layers.members())
        table.try_emplace(className); // without arguments
    return table;
}

const Table& tableOf(int generation)
{
    static const auto tables = [] {
        QFile file(QStringLiteral(":/layers/arguments.json"));
        std::pair<Table, Table> both;
        if (!file.open(QIODevice::ReadOnly))
            return both;
        if (const auto json = Json::parse(file.readAll().toStdString()))
            both = {readTable((*json)["2"]), readTable((*json)["3"])};
        return both;
    }();
    return generation == 3 ? tables.second : tables.first;
}

const std::vector<std::string> kActivations = {
    "linear", "relu",        "sigmoid", "softmax",      "tanh",  "elu",      "selu",       "gelu",
    "swish",  "exponential", "mish",    "hard_sigmoid", "relu6", "softplus", "leaky_relu", "softsign"};
const std::vector<std::string> kInterpolations = {"nearest", "bilinear", "bicubic", "area", "lanczos3", "lanczos5"};

} // namespace

const std::vector<LayerArgument>& layerArguments(int generation, std::string_view className)
{
    static const std::vector<LayerArgument> none;
    const Table& table = tableOf(generation);
    const auto found = table.find(className);
    return found == table.end() ? none : found->second;
}

std::vector<std::string> insertableLayers(int generation)
{
    std::vector<std::string> names;
    for (const auto& [name, arguments] : tableOf(generation)) {
        const keras::LayerInfo* info = keras::findLayerInfo(name);
        const bool stands = info && (generation == 3 ? info->keras3 : info->keras2) && name != "Layer" &&
                            name != "InputLayer" && !name.ends_with("Cell");
        if (stands)
            names.push_back(name);
    }
    return names;
}

std::vector<std::string> wrappableLayers(int generation, std::string_view wrapper)
{
    std::vector<std::string> names;
    for (const auto& [name, arguments] : tableOf(generation)) {
        const keras::LayerInfo* info = keras::findLayerInfo(name);
        // What wraps something itself would need a form in the form.
        const bool alone = keras::wrappedKey(name).empty() && keras::categoryOf(name) != keras::Category::Wrapper &&
                           name != "StackedRNNCells" && name != "Layer";
        if (info && (generation == 3 ? info->keras3 : info->keras2) && alone && keras::canWrap(wrapper, name))
            names.push_back(name);
    }
    const std::string_view usual = wrapper == "TimeDistributed" ? "Dense" : wrapper == "RNN" ? "LSTMCell" : "LSTM";
    std::stable_partition(names.begin(), names.end(), [usual](const std::string& name) { return name == usual; });
    return names;
}

std::vector<std::string> argumentChoices(std::string_view className, std::string_view argument)
{
    if (argument == "activation" || argument == "recurrent_activation")
        return kActivations;
    if (argument == "merge_mode")
        return {"concat", "sum", "mul", "ave"};
    if (argument == "padding" && className == "Conv1D")
        return {"valid", "same", "causal"};
    if (argument == "padding" && !className.starts_with("ZeroPadding"))
        return {"valid", "same"};
    if (argument == "data_format")
        return {"channels_last", "channels_first"};
    if (argument == "interpolation")
        return kInterpolations;
    if (argument == "score_mode")
        return {"dot", "concat"};
    if (argument == "fill_mode")
        return {"reflect", "wrap", "constant", "nearest"};
    return {};
}

ArgumentObject argumentObject(std::string_view argument)
{
    if (argument.ends_with("_initializer"))
        return ArgumentObject::Initializer;
    if (argument.ends_with("_regularizer"))
        return ArgumentObject::Regularizer;
    return argument.ends_with("_constraint") ? ArgumentObject::Constraint : ArgumentObject::None;
}

std::vector<std::string> objectClasses(ArgumentObject object)
{
    switch (object) {
    case ArgumentObject::Initializer:
        return {"GlorotUniform", "GlorotNormal", "HeUniform",       "HeNormal",        "LecunUniform",
                "LecunNormal",   "RandomNormal", "RandomUniform",   "TruncatedNormal", "Orthogonal",
                "Zeros",         "Ones",         "VarianceScaling", "Identity"};
    case ArgumentObject::Regularizer:
        return {"", "L1", "L2", "L1L2"};
    case ArgumentObject::Constraint:
        return {"", "NonNeg", "UnitNorm", "MaxNorm", "MinMaxNorm"};
    case ArgumentObject::None:
        break;
    }
    return {};
}

Json serializedObject(ArgumentObject object, const std::string& className, bool withModule)
{
    if (className.empty())
        return {};
    const char* module = object == ArgumentObject::Initializer   ? "keras.initializers"
                         : object == ArgumentObject::Regularizer ? "keras.regularizers"
                                                                 : "keras.constraints";
    Json json = Json::object();
    if (withModule)
        json.set("module", module);
    json.set("class_name", className);
    json.set("config", Json::object());
    if (withModule)
        json.set("registered_name", Json());
    return json;
}

} // namespace lw::ui
