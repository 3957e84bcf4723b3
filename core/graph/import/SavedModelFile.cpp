// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/SavedModelFile.h"

#include "core/containers/protobuf/Message.h"
#include "core/containers/protobuf/WireReader.h"
#include "core/graph/import/ProtoValues.h"

#include <algorithm>
#include <limits>
#include <saved_model.pb.h>
#include <set>

namespace lw::graph {

namespace {

using protobuf::WireField;
using protobuf::WireReader;
using protobuf::WireType;

// Field numbers of saved_model.proto, meta_graph.proto.
constexpr std::uint32_t kMetaGraphs = 2;
constexpr std::uint32_t kMetaInfo = 1, kGraph = 2, kSaver = 3, kCollection = 4, kSignature = 5, kAsset = 6,
                        kObjects = 7;
constexpr std::uint32_t kTags = 4, kTensorFlowVersion = 5;
constexpr std::size_t kMostMetaGraphs = 1000;

Result<void> scanInfo(MetaGraph& metaGraph)
{
    WireReader reader(metaGraph.info);
    while (true) {
        LW_ASSIGN(const auto field, reader.next());
        if (!field)
            return {};
        if (field->is(kTags, WireType::Bytes))
            metaGraph.tags.emplace_back(field->text());
        else if (field->is(kTensorFlowVersion, WireType::Bytes))
            metaGraph.tensorflowVersion = field->text();
    }
}

Result<void> scanAsset(ByteSpan bytes, MetaGraph& metaGraph)
{
    pb::AssetFileDef asset;
    LW_TRY(protobuf::parse(bytes, asset));
    metaGraph.assetFiles.push_back(asset.filename());
    metaGraph.assetTensors.push_back(asset.tensor_info().name());
    return {};
}

Result<MetaGraph> scanMetaGraph(ByteSpan bytes)
{
    MetaGraph metaGraph;
    WireReader reader(bytes);
    while (true) {
        LW_ASSIGN(const auto field, reader.next());
        if (!field)
            break;
        if (field->type != WireType::Bytes)
            continue;
        switch (field->number) {
        case kMetaInfo:
            metaGraph.info = field->bytes;
            break;
        case kGraph:
            metaGraph.graph = field->bytes;
            break;
        case kSaver:
            metaGraph.saver = field->bytes;
            break;
        case kCollection:
            metaGraph.collections.push_back(field->bytes);
            break;
        case kSignature:
            metaGraph.signatures.push_back(field->bytes);
            break;
        case kAsset:
            LW_TRY(scanAsset(field->bytes, metaGraph));
            break;
        case kObjects:
            metaGraph.objects = field->bytes;
            break;
        default:
            break;
        }
    }
    LW_TRY(scanInfo(metaGraph));
    return metaGraph;
}

/// The tensors of one side of a signature, sorted by name as TensorFlow lists a map.
void readSide(const google::protobuf::RepeatedPtrField<pb::SignatureDef::TensorEntry>& entries,
              std::vector<TensorSpec>& specs, std::vector<std::string>& tensors)
{
    std::vector<const pb::SignatureDef::TensorEntry*> order;
    for (const auto& entry : entries)
        order.push_back(&entry);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->key() < b->key(); });
    for (const auto* entry : order) {
        TensorSpec spec;
        spec.name = entry->key();
        spec.dtype = dtypeFromProto(entry->value().dtype());
        if (entry->value().has_tensor_shape())
            spec.shape = shapeFromProto(entry->value().tensor_shape());
        specs.push_back(std::move(spec));
        tensors.push_back(entry->value().name());
    }
}

std::string nodeName(std::string_view tensor)
{
    return std::string(tensor.substr(0, tensor.find(':')));
}

} // namespace

Result<std::shared_ptr<const SavedModelFile>> SavedModelFile::open(const std::string& path)
{
    std::shared_ptr<SavedModelFile> model(new SavedModelFile);
    LW_ASSIGN(model->m_file, MappedFile::open(path));
    if (model->m_file->size() > static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max()))
        return unsupported("a SavedModel of more than 2 GiB").at(path);
    const auto scan = [&]() -> Result<void> {
        WireReader reader(model->m_file->bytes());
        while (true) {
            LW_ASSIGN(const auto field, reader.next());
            if (!field)
                return {};
            if (!field->is(kMetaGraphs, WireType::Bytes))
                continue;
            if (model->m_metaGraphs.size() == kMostMetaGraphs)
                return corrupt("more than " + std::to_string(kMostMetaGraphs) + " meta graphs");
            auto metaGraph = scanMetaGraph(field->bytes);
            if (!metaGraph)
                return metaGraph.error().in("meta graph " + std::to_string(model->m_metaGraphs.size()));
            model->m_metaGraphs.push_back(std::move(metaGraph).value());
        }
    };
    if (const auto scanned = scan(); !scanned)
        return scanned.error().at(path);
    if (model->m_metaGraphs.empty())
        return corrupt("the SavedModel has no meta graph").at(path);
    return std::shared_ptr<const SavedModelFile>(std::move(model));
}

const MetaGraph& SavedModelFile::mainMetaGraph() const
{
    for (const MetaGraph& metaGraph : m_metaGraphs)
        if (std::find(metaGraph.tags.begin(), metaGraph.tags.end(), "serve") != metaGraph.tags.end())
            return metaGraph;
    return m_metaGraphs.front();
}

Result<std::vector<SignatureTensors>> readSignatures(const MetaGraph& metaGraph)
{
    std::vector<SignatureTensors> signatures;
    for (const ByteSpan bytes : metaGraph.signatures) {
        pb::SignatureEntry entry;
        LW_TRY(protobuf::parse(bytes, entry));
        SignatureTensors signature;
        signature.signature.name = entry.key();
        signature.method = entry.value().method_name();
        readSide(entry.value().inputs(), signature.signature.inputs, signature.inputTensors);
        readSide(entry.value().outputs(), signature.signature.outputs, signature.outputTensors);
        signatures.push_back(std::move(signature));
    }
    std::stable_sort(signatures.begin(), signatures.end(),
                     [](const auto& a, const auto& b) { return a.signature.name < b.signature.name; });
    return signatures;
}

std::vector<CollectedVariable> readVariableCollections(const MetaGraph& metaGraph)
{
    std::vector<CollectedVariable> variables;
    std::set<std::string> trainable;
    std::set<std::string> seen;
    for (const ByteSpan bytes : metaGraph.collections) {
        pb::CollectionEntry entry;
        if (!protobuf::parse(bytes, entry))
            continue;
        const bool isTrainable = entry.key() == "trainable_variables";
        if (!isTrainable && entry.key() != "variables")
            continue;
        for (const std::string& item : entry.value().bytes_list().value()) {
            pb::VariableDef variable;
            if (!protobuf::parse(asBytes(item), variable))
                continue;
            std::string name = nodeName(variable.variable_name());
            if (isTrainable)
                trainable.insert(name);
            else if (seen.insert(name).second)
                variables.push_back({std::move(name), variable.trainable()});
        }
    }
    for (CollectedVariable& variable : variables)
        variable.trainable = trainable.count(variable.name) != 0;
    return variables;
}

} // namespace lw::graph
