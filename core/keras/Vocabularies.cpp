// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Vocabularies.h"

#include "core/keras/Dialect.h"
#include "core/keras/LookupConfig.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace lw::keras {

namespace {

constexpr std::string_view kGiven = "has_input_vocabulary";
constexpr std::string_view kWords = "vocabulary", kWeights = "idf_weights";
constexpr std::string_view kDocuments = "num_documents";

/// Calls back for the config of every lookup layer of an architecture. Layers nest no deeper than the JSON they come
/// from.
template <typename Function>
void visitConfigs(Json& config, const Function& function)
{
    Json* const list = config.isArray() ? &config : config.find("layers");
    if (list == nullptr || !list->isArray())
        return;
    for (Json& entry : list->items()) {
        Json* const inner = entry.find("config");
        if (inner == nullptr)
            continue;
        if (LookupConfig::isLookup(classIdentity(entry).className))
            function(*inner);
        else if (inner->isArray() || (*inner)["layers"].isArray())
            visitConfigs(*inner, function);
    }
}

bool anyLookup(const std::vector<Layer>& layers)
{
    return std::any_of(layers.begin(), layers.end(), [](const Layer& layer) {
        return (layer.known && LookupConfig::isLookup(layer.className)) || anyLookup(layer.layers);
    });
}

/// Layers nest no deeper than the JSON they come from.
void tellArchitecture(Json& config, const std::vector<Layer>& layers)
{
    Json* const list = config.isArray() ? &config : config.find("layers");
    if (list == nullptr || !list->isArray() || !anyLookup(layers))
        return;
    std::unordered_map<std::string_view, const Layer*> byName;
    for (const Layer& layer : layers)
        byName.emplace(layer.name, &layer);
    for (Json& entry : list->items()) {
        Json* const inner = entry.find("config");
        if (inner == nullptr)
            continue;
        const auto found = byName.find(inner->isObject() ? (*inner)["name"].toText() : entry["name"].toText());
        if (found == byName.end())
            continue;
        const Layer& layer = *found->second;
        if (layer.nested)
            tellArchitecture(*inner, layer.layers);
        else if (layer.known && LookupConfig::isLookup(layer.className) && !(*inner == layer.config))
            *inner = layer.config;
    }
}

void visitLookups(std::vector<Layer>& layers, const std::string& prefix,
                  const std::function<void(Layer&, const std::string&)>& function)
{
    for (Layer& layer : layers) {
        if (layer.known && LookupConfig::isLookup(layer.className))
            function(layer, prefix + layer.name);
        else
            visitLookups(layer.layers, prefix + layer.name + "/", function);
    }
}

/// Whether a variable's place below a lookup layer is one that the layer keeps of its words.
bool isKept(std::string_view path)
{
    const std::string_view last = path.substr(path.rfind('/') + 1);
    return last == kWeights || last == kDocuments;
}

/// The weights that a file keeps, where they are not what the config says anyhow.
void keepWeights(Layer& layer, const std::string& path, const Variable& variable, Diagnostics& diagnostics)
{
    const auto lookup = LookupConfig::of(layer);
    if (!lookup || !lookup->weighted())
        return;
    const auto values = variable.tensor.toFloats();
    if (!values)
        return diagnostics.warning("The weights of the words cannot be read: " + values.error().message, path);
    const std::vector<double> known = lookup->weights();
    if (known.size() == values->size() && std::equal(known.begin(), known.end(), values->begin(),
                                                     [](double a, float b) { return static_cast<float>(a) == b; }))
        return;
    Json words = Json::array(), weights = Json::array();
    for (Json& word : lookup->wordsWithTokens())
        words.push(std::move(word));
    if (words.size() == 0 || words.size() > values->size())
        return diagnostics.warning("The file has other words than weights of words, so the weights are left out", path);
    for (std::size_t i = 0; i < words.size(); ++i)
        weights.push(Json(static_cast<double>((*values)[i])));
    layer.config.set(kWords, std::move(words));
    layer.config.set(kWeights, std::move(weights));
}

} // namespace

void setWords(Layer& layer, std::vector<Json> words, bool adapted)
{
    Json list = Json::array();
    list.items() = std::move(words);
    layer.config.set(kWords, std::move(list));
    if (adapted)
        layer.config.set(kGiven, false);
    else
        layer.config.remove(kGiven);
}

void keepVocabularies(Model& model)
{
    if ((model.kind != ModelKind::Sequential && model.kind != ModelKind::Functional) || !anyLookup(model.layers))
        return;
    visitLookups(model.layers, {}, [&](Layer& layer, const std::string& path) {
        const std::string prefix = path + "/";
        bool taken = false;
        std::erase_if(model.variables, [&](const Variable& variable) {
            if (!variable.path.starts_with(prefix) || !isKept(variable.path))
                return false;
            if (!taken && variable.path.ends_with(kWeights)) {
                taken = true;
                keepWeights(layer, path, variable, model.diagnostics);
            }
            return true;
        });
    });
    if (Json* const config = model.architecture.find("config"))
        tellArchitecture(*config, model.layers);
}

std::vector<Variable> vocabularyVariables(const Model& model)
{
    std::vector<Variable> variables;
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        const auto lookup = LookupConfig::of(layer);
        if (!lookup || !lookup->weighted())
            return;
        const auto add = [&](std::string_view role, Tensor tensor) {
            Variable variable;
            variable.path = path + "/" + std::string(role);
            variable.name = "Variable";
            variable.layer = path;
            variable.role = std::string(role);
            variable.trainable = false;
            variable.tensor = std::move(tensor);
            variables.push_back(std::move(variable));
        };
        const std::vector<double> weights = lookup->weights();
        std::vector<float> values(weights.begin(), weights.end());
        if (values.empty()) // what tf_keras begins with
            values.resize(lookup->first());
        const auto count = static_cast<std::int64_t>(values.size());
        add(kWeights, Tensor::fromVector({count}, std::move(values)));
        if (lookup->adapted())
            add(kDocuments, Tensor::fromVector({}, std::vector<std::int64_t>{0}));
    });
    return variables;
}

Json withGivenWords(Json architecture)
{
    if (Json* const config = architecture.find("config"))
        visitConfigs(*config, [](Json& lookup) { lookup.remove(kGiven); });
    return architecture;
}

void giveWords(Model& model)
{
    visitLookups(model.layers, {}, [](Layer& layer, const std::string&) { layer.config.remove(kGiven); });
    if (Json* const config = model.architecture.find("config"))
        tellArchitecture(*config, model.layers);
}

void noteGivenWords(const Layer& layer, const std::string& path, Diagnostics& diagnostics)
{
    const auto lookup = LookupConfig::of(layer);
    if (lookup && lookup->hasWords() && lookup->adapted())
        diagnostics.info("The words that adapt() found are written into the layer's config: Keras takes them for given "
                         "ones, and learns no others",
                         path);
    else if (lookup && !lookup->hasWords()) // also when the config names a file
        diagnostics.warning("The vocabulary of the layer is not in the model's config, so it is not written; what "
                            "is saved has to be adapted again",
                            path);
}

void noteGivenWords(const Model& model, Diagnostics& diagnostics)
{
    visitLayers(model,
                [&](const Layer& layer, const std::string& path, int) { noteGivenWords(layer, path, diagnostics); });
}

void noteWordsLeftOut(const Model& model, Diagnostics& diagnostics)
{
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        if (const auto lookup = LookupConfig::of(layer); lookup && lookup->hasWords() && lookup->adapted())
            diagnostics.info("Weights hold no words of lookup layers: what adapt() found is not in the file", path);
    });
}

bool concernsWords(std::string_view argument)
{
    static constexpr std::string_view kArguments[] = {"vocabulary",      "idf_weights", "output_mode", "max_tokens",
                                                      "num_oov_indices", "mask_token",  "oov_token"};
    return std::find(std::begin(kArguments), std::end(kArguments), argument) != std::end(kArguments);
}

Result<void> settleWords(std::string_view className, Json& config)
{
    const auto lookup = LookupConfig::of(className, config);
    if (!lookup)
        return {};
    if (const std::string trouble = lookup->trouble(); !trouble.empty())
        return invalid(trouble);
    if (lookup->hasWords() && config["vocabulary_size"].isNumber())
        config.set("vocabulary_size", Json(static_cast<std::int64_t>(lookup->words().size() + lookup->first())));
    return {};
}

} // namespace lw::keras
