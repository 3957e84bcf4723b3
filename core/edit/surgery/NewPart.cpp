// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/StructureEdit.h"

#include "core/keras/ArchitectureReader.h"
#include "core/keras/ArgumentRules.h"
#include "core/keras/Catalogue.h"
#include "core/keras/Dialect.h"
#include "core/keras/Wrappers.h"
#include "core/keras/dialect/ArgumentTable.h"
#include "core/keras/dialect/Translation.h"

namespace lw::edit {

namespace {

/// Config entries that Keras requires, by class: without them a layer cannot be made.
struct Requirement {
    std::string_view className, key;
};
constexpr Requirement kRequired[] = {{"Dense", "units"},
                                     {"EinsumDense", "equation"},
                                     {"Embedding", "input_dim"},
                                     {"Embedding", "output_dim"},
                                     {"Conv1D", "filters"},
                                     {"Conv2D", "filters"},
                                     {"Conv3D", "filters"},
                                     {"Conv1D", "kernel_size"},
                                     {"Conv2D", "kernel_size"},
                                     {"Conv3D", "kernel_size"},
                                     {"LSTM", "units"},
                                     {"GRU", "units"},
                                     {"SimpleRNN", "units"},
                                     {"Activation", "activation"},
                                     {"Dropout", "rate"},
                                     {"Reshape", "target_shape"},
                                     {"Permute", "dims"},
                                     {"RepeatVector", "n"},
                                     {"MultiHeadAttention", "num_heads"},
                                     {"MultiHeadAttention", "key_dim"},
                                     {"Bidirectional", "layer"},
                                     {"TimeDistributed", "layer"},
                                     {"RNN", "cell"}};

constexpr const char* kWrappedKeys[] = {"layer", "backward_layer", "cell"};

Json dtype3(const std::string& name)
{
    return Json::object({{"module", "keras"},
                         {"class_name", "DTypePolicy"},
                         {"config", Json::object({{"name", name}})},
                         {"registered_name", nullptr}});
}

/// What is wrapped is a layer that such a wrapper can call.
Result<void> checkWrapped(std::string_view wrapper, const Json& wrapped)
{
    const keras::ClassIdentity identity = keras::classIdentity(wrapped);
    const bool model = keras::ArchitectureReader::containerKind(wrapped).has_value();
    const std::string name = printable(identity.className, 80);
    if (model ? wrapper == "TimeDistributed" : keras::canWrap(wrapper, identity.className))
        return {};
    if (wrapper == "RNN")
        return invalid("an RNN runs a cell (LSTMCell, GRUCell, SimpleRNNCell), not a " + name);
    if (wrapper == "Bidirectional")
        return invalid("a Bidirectional wraps a recurrent layer (LSTM, GRU, SimpleRNN), not a " + name);
    return invalid("a TimeDistributed wraps a layer that reads one tensor, not a " + name);
}

Result<void> checkClass(const Json& layer, const Blueprint& container)
{
    if (!layer.isObject() || layer["class_name"].toText().empty())
        return invalid("a layer needs a \"class_name\", and a \"config\" with what has no default");
    const keras::ClassIdentity identity = keras::classIdentity(layer);
    const std::string name = printable(identity.className, 80);
    if (keras::ArchitectureReader::containerKind(layer))
        return {};
    const keras::LayerInfo* info = keras::findLayerInfo(identity.className);
    if (!identity.builtIn || info == nullptr)
        return invalid("the class " + name + " is not built into Keras, so its weights cannot be made");
    if (!(container.generation == 3 ? info->keras3 : info->keras2))
        return invalid("Keras " + std::to_string(container.generation) + ", which this model is for, has no " + name);
    if (identity.className == "InputLayer")
        return invalid("an input layer does not stand between layers");
    for (const Requirement& required : kRequired)
        if (required.className == identity.className && layer["config"][required.key].isNull())
            return invalid("a " + name + " needs \"" + std::string(required.key) + "\" in its config");
    const auto checked =
        keras::checkArguments(container.generation, identity.className, layer["config"], layer["config"]);
    if (!checked)
        return checked.error().in(name);
    for (const char* key : kWrappedKeys)
        if (const Json& wrapped = layer["config"][key];
            wrapped.isObject() && !keras::wrappedKey(identity.className).empty()) {
            LW_TRY(checkClass(wrapped, container));
            LW_TRY(checkWrapped(identity.className, wrapped));
        }
    return {};
}

/// Categories whose layers read exactly one tensor.
bool readsOne(const BlueprintPart& part)
{
    switch (keras::categoryOf(part.className())) {
    case keras::Category::Convolution:
    case keras::Category::Pooling:
    case keras::Category::Normalization:
    case keras::Category::Activation:
    case keras::Category::Reshaping:
    case keras::Category::Regularization:
    case keras::Category::Embedding:
        return true;
    case keras::Category::Core:
        return part.className() == "Dense" || part.className() == "Masking" || part.className() == "EinsumDense";
    default:
        return false;
    }
}

/// A whole model in the dialect of the one it becomes part of.
Json inDialect(const Json& layer, int generation)
{
    if (!keras::ArchitectureReader::containerKind(layer) || keras::dialectGeneration(layer) == generation)
        return layer;
    return (generation == 3 ? keras::toKeras3(layer) : keras::toKeras2(layer)).serialized;
}

} // namespace

Result<void> checkInputCount(const BlueprintPart& part, std::size_t count)
{
    const std::string name = printable(part.className(), 60);
    if (count > 1 && readsOne(part))
        return invalid("a " + name + " reads one tensor, and it would get " + std::to_string(count) +
                       "; put a layer that merges them before it");
    if (count < 2 && keras::categoryOf(part.className()) == keras::Category::Merging)
        return invalid(name + " merges two tensors or more, and it would get only one: select two layers and insert the merge there");
    return {};
}

namespace {

/// The entry of a layer that is built in, with all that Keras wants to find in it.
Json completeEntry(const Json& given, const std::string& name, const Blueprint& container)
{
    const keras::ClassIdentity identity = keras::classIdentity(given);
    const bool model = keras::ArchitectureReader::containerKind(given).has_value();
    Json complete = Json::object({{"name", name}});
    const bool trainable = keras::takesArgument(identity.className, "trainable", container.generation);
    if (!model) {
        if (trainable)
            complete.set("trainable", true);
        complete.set("dtype", container.generation == 3 ? dtype3("float32") : Json("float32"));
    }
    for (const auto& [key, value] : given["config"].members())
        if (model || trainable || key != "trainable")
            complete.set(key, key == "name" ? Json(name) : value);
    if (!model && container.generation == 3 && complete["dtype"].isString())
        complete.set("dtype", dtype3(complete["dtype"].toText()));
    // Where the entry is missing, a GRU is one of Keras before it had the two biases; what is new is as Keras makes it now.
    if ((identity.className == "GRU" || identity.className == "GRUCell") && !complete.contains("reset_after"))
        complete.set("reset_after", true);
    if (!keras::wrappedKey(identity.className).empty())
        for (const char* key : kWrappedKeys)
            if (const Json wrapped = complete[key]; wrapped.isObject()) {
                const std::string own = wrapped["config"]["name"].toText(wrapped["name"].toText());
                const Json inner = inDialect(wrapped, container.generation);
                complete.set(key,
                             completeEntry(inner, own.empty() ? keras::snakeCase(inner["class_name"].toText()) : own,
                                           container));
            }
    Json entry = Json::object();
    if (entriesHaveModules(container))
        entry.set("module", given["module"].isString() ? given["module"] : Json("keras.layers"));
    entry.set("class_name", identity.className);
    entry.set("config", std::move(complete));
    if (entry.contains("module"))
        entry.set("registered_name", given["registered_name"]);
    return entry;
}

} // namespace

Result<BlueprintPart> newPart(const Json& layer, const Blueprint& container)
{
    LW_TRY(checkClass(layer, container));
    const Json given = inDialect(layer, container.generation);
    const keras::ClassIdentity identity = keras::classIdentity(given);
    const std::string wanted = given["config"]["name"].toText(given["name"].toText());
    const std::string name = container.freeName(wanted.empty() ? keras::snakeCase(identity.className) : wanted);
    if (!wanted.empty() && name != wanted)
        return invalid("the model already has a layer of this name").in(wanted);
    return readPart(completeEntry(given, name, container), container.generation, {});
}

} // namespace lw::edit
