// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/EditSteps.h"

#include "app/cli/Command.h"
#include "core/base/MappedFile.h"
#include "core/edit/surgery/Branches.h"
#include "core/edit/surgery/GraftEdits.h"
#include "core/edit/surgery/NestedModels.h"
#include "core/formats/FormatRegistry.h"
#include "core/keras/Dialect.h"

#include <algorithm>
#include <charconv>

namespace lw::cli {

namespace {

constexpr std::uint64_t kLargestLayerFile = 64U << 20U;

constexpr StepKind kKinds[] = {
    {"--drop-last", "", "The last layer goes", 0},
    {"--end-at", "LAYER", "The model ends at a layer", 1},
    {"--append", "LAYER.json", "A new layer at the end", 1},
    {"--insert-after", "LAYER FILE.json", "A new layer behind another", 2},
    {"--insert-from", "SOURCE LAYERS AFTER",
     "Layers of another model, settings and weights, behind the layer AFTER (\".\": the input): one, several "
     "that are connected (FIRST..LAST or LAYER[,LAYER...]), or \".\" for the whole model as a layer",
     3},
    {"--replace", "LAYER FILE.json", "A new layer in the place of another", 2},
    {"--wrap", "LAYER CLASS",
     "A Bidirectional or TimeDistributed around a layer, which keeps its weights; CLASS may be a file such as "
     "{\"class_name\": \"Bidirectional\", \"config\": {\"merge_mode\": \"sum\"}}",
     2},
    {"--remove", "LAYER[,KEPT]",
     "A layer goes; what read it reads what it read, the output of the layer KEPT where it read several", 1},
    {"--duplicate", "LAYER", "A copy of a layer behind it", 1},
    {"--rename", "OLD=NEW", "Another name for a layer", 1},
    {"--freeze", "LAYERS", "Layers and all in them do not train; \".\" is the whole model, FIRST..LAST a range", 1},
    {"--unfreeze", "LAYERS", "They train", 1},
    {"--reset", "LAYERS", "Fresh initial values (\".\": for all)", 1},
    {"--config", "LAYER JSON", "Changes settings of a layer", 2},
    {"--input-shape", "[NAME=]SHAPE", "Another shape of an input, without the batch: 28,28,1", 1},
    {"--clone", "", "All weights fresh, not compiled", 0},
    {"--nest", "NAME", "The model becomes a layer of a new Sequential", 1},
    {"--unwrap", "NAME", "A nested model is replaced by its layers", 1},
    {"--extract", "LAYERS",
     "Only these layers stay, as a model of their own: FIRST..LAST in the order of the model, or LAYER[,LAYER...]; "
     "what they read of others becomes its inputs. A nested model alone becomes the model",
     1},
    {"--new-head", "UNITS[,ACTIVATION]", 
     "A Dense layer, softmax of its own accord, in the place of the last one, or behind a model that ends without one",
     1},
    {"--branch", "LAYER FILE.json", "A new layer reads a layer and becomes an output of the model besides", 2},
    {"--merge", "LAYER,LAYER FILE.json",
     "A merging layer (Add, Concatenate) reads two layers or more, in this order; what read the last of them in the model "
     "reads it",
     2},
    {"--add-input", "NAME=SHAPE[:DTYPE]", "Another input, without the batch: mask=28,28,1:float32", 1}};

Result<Json> readLayer(const std::string& path)
{
    LW_ASSIGN(const auto file, MappedFile::open(path));
    if (file->size() > kLargestLayerFile)
        return unsupported("a layer of more than 64 MiB is not read").at(path);
    auto json = Json::parse(asText(file->bytes()));
    if (!json)
        return json.error().at(path);
    if (!json->isObject() || (*json)["class_name"].toText().empty())
        return invalid("this is no layer: it needs a \"class_name\" and a \"config\"").at(path);
    return json;
}

/// "28,28,1" or "(None, 3)".
Result<Shape> readShape(std::string text)
{
    std::erase_if(text, [](char c) { return c == ' ' || c == '(' || c == ')'; });
    Shape shape;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        const std::string part = text.substr(at, end - at);
        std::int64_t dim = kUnknownDim;
        const auto read = std::from_chars(part.data(), part.data() + part.size(), dim);
        if (part != "None" && (read.ec != std::errc() || read.ptr != part.data() + part.size() || dim < 1))
            return invalid("\"" + text + "\" is no shape; write 28,28,1 without the batch");
        shape.push_back(dim);
        at = end + 1;
    }
    return shape;
}

/// "FIRST..LAST" or "LAYER,LAYER"; a name that has such signs itself is taken as it is.
Result<std::vector<std::string>> readLayers(const std::string& text, const Model& model)
{
    if (findLayer(model, text) != nullptr)
        return std::vector{text};
    for (auto dots = text.find(".."); dots != std::string::npos; dots = text.find("..", dots + 1)) {
        const std::string first = text.substr(0, dots), last = text.substr(dots + 2);
        if (text.find("..", dots + 1) == std::string::npos || (findLayer(model, first) && findLayer(model, last)))
            return edit::layerRange(model, first, last);
    }
    std::vector<std::string> layers;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(',', at), text.size());
        layers.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return layers;
}

/// values: SOURCE LAYERS AFTER.
Result<edit::EditPointer> insertionFrom(const std::vector<std::string>& values, const Model& target,
                                        const edit::SurgeryOptions& options)
{
    const std::string& path = values[0];
    std::string after = values[2];
    if (after == "." && target.inputRefs.size() != 1)
        return invalid("the model has " + std::to_string(target.inputRefs.size()) +
                       " inputs; name the layer that the others go behind");
    if (after == ".")
        after = target.inputRefs.front().layer; // a Sequential has one that it does not list
    LW_ASSIGN(Model opened, formats::openModel(path, terminalProgress("reading")));
    const auto source = std::make_shared<const Model>(std::move(opened));
    std::vector<std::string> layers{"."};
    if (values[1] != ".") {
        LW_ASSIGN(layers, readLayers(values[1], *source));
    }
    const std::string name = path.substr(0, path.find_last_not_of('/') + 1);
    const auto graft =
        edit::Graft::take(source, name.substr(name.rfind('/') + 1), layers, keras::kerasGeneration(target));
    if (!graft)
        return graft.error().at(path);
    return edit::insertGraft(*graft, {after, {}}, options);
}

} // namespace

std::span<const StepKind> stepKinds()
{
    return kKinds;
}

Result<edit::EditPointer> editOf(const Step& step, const Model& model, const edit::SurgeryOptions& options)
{
    const auto value = [&](std::size_t index) { return index < step.values.size() ? step.values[index] : ""; };
    const std::string& name = step.name;
    if (name == "--insert-from")
        return insertionFrom(step.values, model, options);
    if (name == "--drop-last")
        return edit::dropLast(options);
    if (name == "--clone")
        return edit::cloneModel(options);
    if (name == "--end-at")
        return edit::endAt(value(0), options);
    if (name == "--remove") {
        // A layer of that name with a comma, or the two.
        const auto comma = findLayer(model, value(0)) ? std::string::npos : value(0).rfind(',');
        return edit::removeLayer(value(0).substr(0, comma), options,
                                 comma == std::string::npos ? std::string() : value(0).substr(comma + 1));
    }
    if (name == "--duplicate")
        return edit::duplicateLayer(value(0), options);
    if (name == "--freeze" || name == "--unfreeze" || name == "--reset") {
        std::vector<std::string> layers{""};
        if (value(0) != ".") {
            LW_ASSIGN(layers, readLayers(value(0), model));
        }
        return name == "--reset" ? edit::resetLayers(layers, options)
                                 : edit::setTrainable(layers, name == "--unfreeze", options);
    }
    if (name == "--nest")
        return edit::nestModel(value(0), options);
    if (name == "--rename") {
        const auto sign = value(0).rfind('=');
        if (sign == std::string::npos)
            return invalid("--rename takes OLD=NEW, not \"" + value(0) + "\"");
        return edit::renameLayer(value(0).substr(0, sign), value(0).substr(sign + 1), options);
    }
    if (name == "--unwrap")
        return edit::unwrapModel(value(0), options);
    if (name == "--extract") {
        LW_ASSIGN(const std::vector<std::string> layers, readLayers(value(0), model));
        return edit::extractLayers(layers, {}, options);
    }
    if (name == "--new-head") {
        const std::string text = value(0);
        const std::size_t comma = std::min(text.find(','), text.size());
        std::int64_t units = 0;
        const auto read = std::from_chars(text.data(), text.data() + comma, units);
        if (read.ec != std::errc() || read.ptr != text.data() + comma)
            return invalid("--new-head takes UNITS or UNITS,ACTIVATION, not \"" + text + "\"");
        return edit::newHead(units, comma < text.size() ? text.substr(comma + 1) : "softmax", options);
    }
    if (name == "--add-input") {
        const auto sign = value(0).find('=');
        if (sign == std::string::npos)
            return invalid("--add-input takes NAME=SHAPE, not \"" + value(0) + "\"");
        const std::string text = value(0).substr(sign + 1);
        const auto colon = std::min(text.find(':'), text.size());
        const auto dtype = colon < text.size() ? dtypeFromName(text.substr(colon + 1)) : DType::Float32;
        if (!dtype)
            return invalid("\"" + text.substr(colon + 1) + "\" is no dtype; write float32, int32, …");
        LW_ASSIGN(const Shape shape, readShape(text.substr(0, colon)));
        return edit::addInput(value(0).substr(0, sign), shape, *dtype, options);
    }
    if (name == "--input-shape") {
        const auto sign = value(0).rfind('=');
        const std::string input = sign == std::string::npos ? std::string() : value(0).substr(0, sign);
        LW_ASSIGN(const Shape shape, readShape(value(0).substr(sign == std::string::npos ? 0 : sign + 1)));
        return edit::setInputShape(input, shape, options);
    }
    if (name == "--config") {
        auto changes = Json::parse(value(1));
        if (!changes || !changes->isObject())
            return invalid("--config takes a JSON object such as {\"rate\": 0.3}, not \"" + value(1) + "\"");
        return edit::setLayerConfig(value(0), *changes, options);
    }
    if (name == "--append") {
        LW_ASSIGN(const Json layer, readLayer(value(0)));
        return edit::appendLayer(layer, options);
    }
    if (name == "--wrap" && !value(1).ends_with(".json"))
        return edit::wrapLayer(value(0), Json::object({{"class_name", value(1)}}), options);
    LW_ASSIGN(const Json layer, readLayer(value(1)));
    if (name == "--wrap")
        return edit::wrapLayer(value(0), layer, options);
    if (name == "--branch")
        return edit::addBranch(value(0), layer, options);
    if (name == "--merge") {
        LW_ASSIGN(const std::vector<std::string> layers, readLayers(value(0), model));
        return edit::mergeLayers(layers, layer, options, edit::MergeOrder::AsGiven);
    }
    return name == "--replace" ? edit::replaceLayer(value(0), layer, options)
                               : edit::insertAfter(value(0), layer, options);
}

} // namespace lw::cli
