// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/GraftEdits.h"

#include "core/edit/surgery/GraftParts.h"
#include "core/edit/surgery/StructureEdit.h"
#include "core/keras/ArchitectureReader.h"
#include "core/keras/Dialect.h"
#include "core/keras/dialect/Translation.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace lw::edit {

namespace {

/// The name when it is free, else the next one with a number: "dense_1" is followed by "dense_2"
/// (keras/src/utils/naming.py auto_name).
std::string freshName(const Blueprint& container, const std::unordered_set<std::string>& taken,
                      const std::string& wanted)
{
    const auto isFree = [&](const std::string& name) { return !container.find(name) && !taken.contains(name); };
    if (isFree(wanted))
        return wanted;
    std::string stem = wanted;
    const auto digits = stem.find_last_not_of("0123456789");
    if (digits != std::string::npos && digits > 0 && digits + 1 < stem.size() && stem[digits] == '_')
        stem.resize(digits);
    std::string name;
    for (int number = 1; name.empty() || !isFree(name); ++number)
        name = stem + "_" + std::to_string(number);
    return name;
}

/// A gap, found in a blueprint.
struct Site {
    Blueprint* container = nullptr;
    std::vector<InboundTensor> tensors; ///< what passes the gap; several when a shared layer stands before it
    std::string reader;                 ///< name of the only layer that reads them there; empty: all
};

Result<Site> siteBefore(const BlueprintPlace& reader, const std::string& from, const std::string& path)
{
    Site site{reader.container, {}, reader.part().name};
    for (const BlueprintCall& call : reader.part().calls)
        for (const InboundTensor& input : call.inputs)
            if ((from.empty() || input.layer == from) &&
                std::find(site.tensors.begin(), site.tensors.end(), input) == site.tensors.end())
                site.tensors.push_back(input);
    if (from.empty() && site.tensors.size() > 1)
        return invalid("it reads " + std::to_string(site.tensors.size()) +
                       " tensors, so it is not clear which the new layer reads")
            .in(path);
    if (site.tensors.empty())
        return invalid(from.empty() ? "nothing stands before it" : "it does not read from " + printable(from, 60))
            .in(path);
    return site;
}

Result<Site> siteOf(Blueprint& blueprint, const Model& model, const Gap& gap)
{
    if (gap.from.empty()) {
        LW_ASSIGN(const BlueprintPlace reader, locate(blueprint, gap.to));
        return siteBefore(reader, {}, gap.to);
    }
    LW_ASSIGN(const BlueprintPlace place, locate(blueprint, gap.from));
    const BlueprintPart& part = place.part();
    if (!gap.to.empty()) {
        LW_ASSIGN(const BlueprintPlace reader, locate(blueprint, gap.to));
        if (reader.container != place.container)
            return invalid("the two layers are not in the same model").in(gap.from);
        return siteBefore(reader, part.name, gap.to);
    }
    if (part.calls.empty())
        return invalid("the layer is never called").in(gap.from);
    if (const std::size_t count = outputCount(model, gap.from); count > 1)
        return invalid("it gives out " + std::to_string(count) +
                       " tensors, so it is not clear which the new layer reads")
            .in(gap.from);
    Site site{place.container, {}, {}};
    for (std::size_t n = 0; n < part.calls.size(); ++n)
        site.tensors.push_back({part.name, n, 0});
    return site;
}

/// A Sequential tells the input's shape in its first layer; elsewhere that means nothing.
void forgetInputShape(BlueprintPart& part)
{
    if (!part.inner.empty() || !part.entry["config"].contains("batch_input_shape"))
        return;
    Json config = part.entry["config"];
    config.remove("batch_input_shape");
    part.entry.set("config", std::move(config));
}

void putInto(const Site& site, const GraftParts& graft)
{
    Blueprint& container = *site.container;
    std::unordered_map<std::string, std::string> names;
    std::unordered_set<std::string> taken;
    std::vector<BlueprintPart> parts = graft.parts;
    for (BlueprintPart& part : parts) {
        const std::string name = freshName(container, taken, part.name);
        taken.insert(name);
        names.emplace(part.name, name);
        part.name = name;
        part.calls.clear();
        forgetInputShape(part);
    }
    for (std::size_t n = 0; n < site.tensors.size(); ++n) {
        const InboundTensor exit{names[graft.exit.layer], n, graft.exit.tensor};
        if (site.reader.empty())
            redirect(container, site.tensors[n], exit);
        else
            for (BlueprintCall& call : container.parts[*container.find(site.reader)].calls)
                std::replace(call.inputs.begin(), call.inputs.end(), site.tensors[n], exit);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            BlueprintCall call = graft.parts[i].calls.front();
            for (InboundTensor& input : call.inputs)
                input =
                    input == GraftParts::entry() ? site.tensors[n] : InboundTensor{names[input.layer], n, input.tensor};
            parts[i].calls.push_back(std::move(call));
        }
    }
    std::string behind = site.tensors.back().layer;
    for (BlueprintPart& part : parts) {
        const std::string name = part.name;
        insertBehind(container, behind, std::move(part));
        behind = name;
    }
}

/// In order, each once.
Result<std::vector<std::string>> eachOnce(std::vector<std::string> layers)
{
    std::sort(layers.begin(), layers.end());
    layers.erase(std::unique(layers.begin(), layers.end()), layers.end());
    if (layers.empty())
        return notFound("no layer is named");
    return layers;
}

std::string labelOf(const std::vector<std::string>& layers)
{
    const std::string first = printable(layers.front(), 60);
    return layers.size() == 1 ? first : first + " and " + std::to_string(layers.size() - 1) + " more";
}

/// What lies inside of another layer of the list goes with that one.
bool isInside(const std::string& layer, const std::vector<std::string>& layers)
{
    return std::any_of(layers.begin(), layers.end(),
                       [&](const std::string& other) { return layer.starts_with(other + "/"); });
}

Result<GraftParts> partsOf(Blueprint& blueprint, const Model& model, const std::vector<std::string>& layers)
{
    Blueprint* container = nullptr;
    std::vector<std::string> names;
    std::string prefix;
    for (const std::string& layer : layers) {
        LW_ASSIGN(const BlueprintPlace place, locate(blueprint, layer));
        if (container == nullptr) {
            container = place.container;
            prefix = layer.substr(0, layer.size() - place.part().name.size());
        }
        if (place.container == container)
            names.push_back(place.part().name);
        else if (!isInside(layer, layers))
            return invalid("the layers are not in the same model").in(layer);
    }
    return takeParts(*container, names, [&](const std::string& name) { return outputCount(model, prefix + name); });
}

/// What of a translation could not be said of one of the layers, if anything.
const Diagnostic* untranslated(const Diagnostics& notes, const std::vector<std::string>& layers)
{
    for (const Diagnostic& note : notes.entries())
        for (const std::string& layer : layers)
            if (note.severity != Severity::Info &&
                (layer == "." || note.subject == layer || note.subject.starts_with(layer + "/")))
                return &note;
    return nullptr;
}

/// The layers of another model in the dialect of a generation of Keras.
Result<GraftParts> takeFrom(const Model& source, const std::vector<std::string>& layers, int generation)
{
    Model shell; // the architecture alone
    shell.architecture = source.architecture;
    if (!source.architecture.isObject() || !keras::ArchitectureReader::containerKind(source.architecture))
        return unsupported("only layers of Sequential and Functional models can be put elsewhere; this model is " +
                           std::string(modelKindName(source.kind)));
    if (keras::kerasGeneration(source) != generation) {
        keras::Translation translation =
            generation == 3 ? keras::toKeras3(shell.architecture) : keras::toKeras2(shell.architecture);
        if (const Diagnostic* note = untranslated(translation.notes, layers))
            return unsupported("Keras " + std::to_string(generation) +
                               ", which the other model is for, cannot have it: " + note->message)
                .in(note->subject);
        shell.architecture = std::move(translation.serialized);
    }
    LW_ASSIGN(Blueprint blueprint, readBlueprint(shell));
    auto parts = layers.front() == "." ? takeWhole(blueprint, shell.architecture) : partsOf(blueprint, source, layers);
    if (parts)
        parts->generation = generation;
    return parts;
}

/// Takes the layers out; what read from them reads what they read.
Result<GraftParts> cutOut(Blueprint& blueprint, const Model& model, const std::vector<std::string>& layers)
{
    LW_ASSIGN(GraftParts graft, partsOf(blueprint, model, layers));
    LW_ASSIGN(const BlueprintPlace place, locate(blueprint, layers.front()));
    Blueprint& container = *place.container;
    if (graft.reads.layer.empty())
        return invalid("the layers are not connected, so they can only be moved one by one");
    const auto isMoved = [&](const std::string& name) {
        return std::any_of(graft.parts.begin(), graft.parts.end(),
                           [&](const BlueprintPart& part) { return part.name == name; });
    };
    for (const BlueprintPart& part : graft.parts)
        if (container.parts[*container.find(part.name)].calls.size() != 1)
            return invalid("it is called more than once, so it cannot be moved").in(part.name);
    redirect(container, graft.exit, graft.reads);
    std::vector<InboundTensor> left = container.outputs;
    for (const BlueprintPart& part : container.parts)
        if (!isMoved(part.name))
            for (const BlueprintCall& call : part.calls)
                left.insert(left.end(), call.inputs.begin(), call.inputs.end());
    for (const InboundTensor& tensor : left)
        if (isMoved(tensor.layer))
            return invalid("others read its output, too, so it cannot be moved").in(tensor.layer);
    for (const BlueprintPart& part : graft.parts)
        erasePart(container, *container.find(part.name));
    return graft;
}

Result<void> move(Blueprint& blueprint, const Model& model, std::vector<std::string> layers, const Gap& gap)
{
    LW_ASSIGN(layers, eachOnce(std::move(layers)));
    for (const std::string& layer : layers)
        for (const std::string& side : {gap.from, gap.to})
            if (side == layer || side.starts_with(layer + "/"))
                return invalid("it is there already").in(layer);
    const Json before = writeBlueprint(blueprint);
    LW_ASSIGN(const GraftParts graft, cutOut(blueprint, model, layers));
    LW_ASSIGN(const Site site, siteOf(blueprint, model, gap));
    putInto(site, graft);
    if (writeBlueprint(blueprint) == before)
        return invalid("it is there already").in(layers.front());
    return {};
}

} // namespace

Result<Graft> Graft::take(std::shared_ptr<const Model> source, std::string title, std::vector<std::string> layers,
                          int generation)
{
    Graft graft;
    graft.m_title = std::move(title);
    LW_ASSIGN(graft.m_layers, eachOnce(std::move(layers)));
    LW_ASSIGN(GraftParts parts, takeFrom(*source, graft.m_layers, generation));
    for (BlueprintPart& part : parts.parts)
        setSource(part, source);
    graft.m_parts = std::make_shared<const GraftParts>(std::move(parts));
    return graft;
}

EditPointer insertGraft(const Graft& graft, const Gap& gap, const SurgeryOptions& options)
{
    std::string title = "Insert " + graft.title(); // the whole model
    if (graft.layers().size() > 1)
        title = "Insert " + printable(graft.layers().front(), 60) + " and " +
                std::to_string(graft.layers().size() - 1) + " more from " + graft.title();
    else if (graft.layers().front() != ".")
        title = "Insert " + printable(graft.layers().front(), 60) + " from " + graft.title();
    return structureEdit(
        std::move(title),
        [graft, gap](Blueprint& blueprint, const Model& model) -> Result<void> {
            LW_ASSIGN(const Site site, siteOf(blueprint, model, gap));
            if (site.container->generation != graft.parts().generation)
                return invalid("the layers were prepared for another Keras");
            putInto(site, graft.parts());
            return {};
        },
        options);
}

EditPointer moveLayers(const std::vector<std::string>& layers, const Gap& gap, const SurgeryOptions& options)
{
    return structureEdit(
        "Move " + (layers.empty() ? std::string() : labelOf(layers)),
        [layers, gap](Blueprint& blueprint, const Model& model) { return move(blueprint, model, layers, gap); },
        options);
}

std::vector<std::string> newLayers(const Model& before, const Model& after)
{
    std::unordered_set<std::string> known;
    visitLayers(before, [&](const Layer&, const std::string& path, int) { known.insert(path); });
    std::vector<std::string> paths;
    visitLayers(after, [&](const Layer&, const std::string& path, int) {
        if (!known.contains(path) && (paths.empty() || !path.starts_with(paths.back() + "/")))
            paths.push_back(path);
    });
    return paths;
}

} // namespace lw::edit
