// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/FreshWriter.h"
#include "core/keras/dialect/TrainingTranslation.h"

#include "core/base/SaveFile.h"
#include "core/containers/protobuf/Message.h"
#include "core/formats/checkpoint/BundleWriter.h"
#include "core/formats/saved_model/write/Endpoints.h"
#include "core/formats/saved_model/write/Fingerprint.h"
#include "core/formats/saved_model/write/LayerMetadata.h"
#include "core/formats/saved_model/write/OptimizerObjects.h"
#include "core/formats/saved_model/write/RegularizationLosses.h"
#include "core/formats/saved_model/write/SaverGraph.h"
#include "core/formats/saved_model/write/Traces.h"
#include "core/graph/lower/Definitions.h"
#include "core/graph/lower/LayerOutputs.h"
#include "core/keras/Architecture.h"
#include "core/keras/Dialect.h"
#include "core/keras/TakeArchitecture.h"
#include "core/keras/UnknownShapes.h"
#include "core/keras/Vocabularies.h"
#include "core/keras/dialect/Translation.h"

#include <algorithm>
#include <filesystem>

namespace lw::formats {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOwnNames[] = {"saved_model.pb", "keras_metadata.pb", "fingerprint.pb", "variables",
                                          "assets",         "assets.extra"};
/// The version of TensorFlow whose form is written, and of its graphs (tensorflow/core/public/version.h).
constexpr const char* kTensorFlowVersion = "2.15.0";
constexpr int kGraphProducer = 1645, kGraphConsumer = 12;
/// Protocol Buffers end at 2 GiB.
constexpr std::size_t kLargestMessage = (std::size_t(1) << 31) - 1;

Result<void> check(const Model& model)
{
    if (model.kind != ModelKind::Sequential && model.kind != ModelKind::Functional)
        return unsupported("only Sequential and Functional models can be saved as a new SavedModel; this one is " +
                           std::string(modelKindName(model.kind)));
    if (model.variables.empty() && model.totalParameters > 0)
        return invalid("this model has no weights; load them into it first");
    for (const Variable& variable : model.variables)
        if (variable.tensor.isNull())
            return invalid("this weight has no values").in(variable.path);
    return {};
}

/// The layers in custom ones, which a SavedModel tells of and no config does.
void keepCustomParts(const std::vector<Layer>& from, std::vector<Layer>& to)
{
    for (Layer& layer : to) {
        const auto same =
            std::find_if(from.begin(), from.end(), [&](const Layer& one) { return one.name == layer.name; });
        if (same == from.end())
            continue;
        if (layer.known)
            keepCustomParts(same->layers, layer.layers);
        else if (layer.layers.empty())
            layer.layers = same->layers;
    }
}

/// Layers are traced for the shapes that they get, and Keras makes a model again of the shapes that each layer gives
/// out; of custom classes only their functions tell. None when all is known.
Result<std::optional<Model>> withCustomShapes(const Model& model, const SaveOptions& options)
{
    if (graph::undefinedNames(model).empty())
        return std::optional<Model>();
    Model layout;
    LW_TRY(
        keras::readArchitecture(Json(model.architecture), layout, graph::customShapes(model, options.objects.get())));
    std::optional<Model> told = model;
    keras::takeArchitecture(*told, layout);
    keepCustomParts(model.layers, told->layers);
    return told;
}

class Writer {
public:
    Writer(const Model& model, const SaveOptions& options, Diagnostics& diagnostics)
        : m_model(model), m_options(options), m_diagnostics(diagnostics)
    {
    }

    Result<void> run(const fs::path& folder, const Progress& progress)
    {
        LW_TRY(describe());
        std::vector<Variable> variables = m_model.variables;
        for (Variable& variable : keras::vocabularyVariables(m_described))
            variables.push_back(std::move(variable));
        m_objects = addKerasObjects(m_described, variables, m_asKeras, m_graph);
        for (const std::string& layer : m_objects.guessed)
            m_diagnostics.warning("How its class names its inner layers and weights is not in the file; load the "
                                  "SavedModel without the class in custom_objects, or they keep fresh values",
                                  layer);
        const Json& config = m_model.architecture["config"];
        m_inputs.nesting = nestingOf(config, "input_layers", m_model.inputs.size());
        m_outputs.nesting = nestingOf(config, "output_layers", m_model.outputs.size());
        for (const TensorSpec& spec : m_model.inputs)
            m_inputs.names.push_back(spec.name);
        for (const TensorSpec& spec : m_model.outputs)
            m_outputs.names.push_back(spec.name);
        if (m_options.optimizer && m_asKeras)
            addOptimizer(m_model, 0, m_graph, m_diagnostics);
        LW_TRY(addFunctions(progress));
        LW_TRY(progress.check());
        return writeFiles(folder, progress);
    }

private:
    /// What Keras 2 is told of the model. Where its dialect cannot say all, there are functions only.
    Result<void> describe()
    {
        keras::noteGivenWords(m_model, m_diagnostics);
        if (keras::kerasGeneration(m_model) == 2) {
            m_described = m_model;
            keras::giveWords(m_described);
            return {};
        }
        keras::Translation translation = keras::toKeras2(keras::withGivenWords(m_model.architecture));
        LW_TRY(keras::readArchitecture(std::move(translation.serialized), m_described,
                                       graph::customShapes(m_model, m_options.objects.get())));
        m_described.diagnostics = {};
        m_asKeras = translation.complete;
        for (const Diagnostic& note : translation.notes.entries())
            m_diagnostics.add(note);
        if (m_asKeras)
            return {};
        if (!m_options.traces)
            return unsupported("the model cannot be described to Keras 2, so it cannot be saved without traces");
        m_diagnostics.warning("the model cannot be described to Keras 2: it is saved with its functions, and not as a "
                              "Keras model");
        return {};
    }

    Result<void> addFunctions(const Progress& progress)
    {
        m_traceInput.emplace(TraceInput{m_model, m_inputs, m_outputs, m_options.objects.get()});
        m_traces.emplace(*m_traceInput, m_graph, m_objects.variables,
                         *m_metaGraph.mutable_graph_def()->mutable_library());
        if (!m_options.traces) {
            m_graph.addChild(0, "signatures", m_graph.addUser("signature_map"));
            return {};
        }
        LW_TRY(m_traces->traceModel(0));
        std::map<std::string, ObjectId, std::less<>> objects;
        for (const KerasObject& object : m_objects.objects)
            if (object.called)
                objects.emplace(object.path, object.object);
        LW_TRY(traceLayers(m_model.layers, {}, objects, progress));
        addRegularizationLosses(m_model.variables, m_objects, *m_traces, m_diagnostics);
        addEndpoints(m_objects, *m_traces, m_graph);
        return {};
    }

    Result<void> traceLayers(const std::vector<Layer>& layers, const std::string& prefix,
                             const std::map<std::string, ObjectId, std::less<>>& objects, const Progress& progress)
    {
        for (const Layer& layer : layers) {
            LW_TRY(progress.check());
            const std::string path = prefix + layer.name;
            const auto object = objects.find(path);
            if (object != objects.end())
                m_traces->traceLayer(layer, layers, path, object->second, m_diagnostics);
            if (layer.nested)
                LW_TRY(traceLayers(layer.layers, path + "/", objects, progress));
        }
        return {};
    }

    void writeInfo()
    {
        pb::MetaInfoDef& info = *m_metaGraph.mutable_meta_info_def();
        info.add_tags("serve");
        info.set_tensorflow_version(kTensorFlowVersion);
        info.set_tensorflow_git_version("layerwright");
        info.set_stripped_default_attrs(true);
        m_metaGraph.mutable_graph_def()->mutable_versions()->set_producer(kGraphProducer);
        m_metaGraph.mutable_graph_def()->mutable_versions()->set_min_consumer(kGraphConsumer);
    }

    Result<void> writeFiles(const fs::path& folder, const Progress& progress)
    {
        const std::string checkpointGraph = m_graph.checkpointGraph();
        LW_TRY(writeMainGraph(m_graph, checkpointGraph, m_options.traces ? &m_traces->servingFunction() : nullptr,
                              m_objects.variables, m_metaGraph));
        writeInfo();
        const std::string metadata =
            kerasMetadata(m_described, m_objects, m_graph, m_inputs, m_options.optimizer ? trainingConfig() : Json());
        *m_metaGraph.mutable_object_graph_def() = std::move(m_graph.saved());
        pb::SavedModel file;
        file.set_saved_model_schema_version(1);
        *file.add_meta_graphs() = std::move(m_metaGraph);
        if (file.ByteSizeLong() > kLargestMessage)
            return unsupported("the graph is larger than the 2 GiB that a SavedModel can have");
        const std::string bytes = protobuf::serialize(file);
        LW_TRY(writeNewFile((folder / "saved_model.pb").string(), asBytes(bytes)));
        if (m_asKeras)
            LW_TRY(writeNewFile((folder / "keras_metadata.pb").string(), asBytes(metadata)));
        const std::string fingerprint = fingerprintOf(bytes, file.meta_graphs(0), checkpointGraph);
        LW_TRY(writeNewFile((folder / "fingerprint.pb").string(), asBytes(fingerprint)));
        std::error_code code;
        for (const char* name : {"assets", "variables"})
            if (!fs::create_directory(folder / name, code))
                return ioError(code.message()).at((folder / name).string());
        return writeVariables(folder / "variables" / "variables", checkpointGraph, progress);
    }

    Result<void> writeVariables(const fs::path& prefix, const std::string& checkpointGraph, const Progress& progress)
    {
        LW_ASSIGN(BundleWriter writer, BundleWriter::create(prefix.string()));
        std::uint64_t done = 0;
        for (const StoredVariable& variable : m_graph.variables()) {
            LW_TRY(progress.check());
            LW_TRY(writer.add(variable.key, variable.tensor));
            progress(++done, m_graph.variables().size());
        }
        LW_TRY(writer.addText(std::string(kObjectGraphKey), checkpointGraph));
        return writer.commit();
    }

    /// What Keras 2 calls training_config.
    [[nodiscard]] Json trainingConfig() const
    {
        if (!m_model.training || m_model.training->optimizerClass.empty())
            return {};
        return keras::trainingConfig(*m_model.training, m_described.architecture, 2, m_diagnostics);
    }

    const Model& m_model;
    const SaveOptions& m_options;
    Diagnostics& m_diagnostics;
    Model m_described; ///< in the dialect of Keras 2
    bool m_asKeras = true;
    ObjectGraph m_graph;
    KerasObjects m_objects;
    Structure m_inputs, m_outputs;
    std::optional<TraceInput> m_traceInput;
    std::optional<Traces> m_traces;
    pb::MetaGraphDef m_metaGraph;
};

} // namespace

Result<void> writeFreshSavedModel(const Model& model, const std::string& path, const SaveOptions& options,
                                  Diagnostics& diagnostics, const Progress& progress)
{
    LW_TRY(check(model));
    LW_ASSIGN(const std::optional<Model> told, withCustomShapes(model, options));
    LW_ASSIGN(SaveFolder target, SaveFolder::create(path, "saved_model.pb"));
    LW_TRY(Writer(told ? *told : model, options, diagnostics).run(target.temporaryPath(), progress));
    return target.commit(kOwnNames);
}

} // namespace lw::formats
