// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/InspectorFacts.h"

#include "core/graph/TracedProgram.h"
#include "core/graph/lower/Definitions.h"
#include "core/keras/OptimizerName.h"
#include "ui/document/UserObjects.h"
#include "ui/widgets/ModelWords.h"
#include "ui/widgets/Text.h"

#include <QCoreApplication>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lw::ui::Inspector)
};

QString word(const char* text)
{
    return Words::tr(text);
}

Fact fact(const char* label, const QString& value, const QString& hint = {})
{
    return {word(label), value, hint};
}

Fact countFact(const char* label, std::uint64_t count)
{
    return {word(label), countText(count), shortCountText(count)};
}

QString specText(const TensorSpec& spec)
{
    return u"%1  %2"_s.arg(shapeLabel(spec.shape), identityText(dtypeName(spec.dtype)));
}

FactSection parameterSection(std::uint64_t total, std::uint64_t trainable)
{
    FactSection section{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Parameters")), {}, nullptr};
    section.facts << countFact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Total"), total)
                  << countFact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Trainable"), trainable)
                  << countFact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Not trainable"), total - trainable);
    return section;
}

/// Names of the losses or metrics in a serialized list or tree, as people call them: "accuracy".
void collectNames(const Json& json, QStringList& names, int depth)
{
    constexpr int kMostNames = 12;
    constexpr int kMostDepth = 8;
    if (names.size() >= kMostNames || depth > kMostDepth)
        return;
    if (json.isString())
        names << displayText(json.toText());
    for (const Json& item : json.items())
        collectNames(item, names, depth + 1);
    if (json["class_name"].isString()) {
        const Json& name = json["config"]["name"];
        names << displayText(name.isString() ? name.toText() : json["class_name"].toText());
        return;
    }
    for (const Json::Member& member : json.members())
        collectNames(member.second, names, depth + 1);
}

QString shortJson(const Json& json)
{
    QStringList names;
    collectNames(json, names, 0);
    return names.isEmpty() ? displayText(json.dump(), 160) : names.join(u", "_s);
}

void addSpecs(InspectorFacts& facts, const char* title, const std::vector<TensorSpec>& specs)
{
    if (specs.empty())
        return;
    FactSection section{word(title), {}, nullptr};
    for (const TensorSpec& spec : specs)
        section.facts << Fact{displayText(spec.name), specText(spec), {}};
    facts.sections << section;
}

void addTraining(InspectorFacts& facts, const TrainingState& training)
{
    FactSection section{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Training")), {}, nullptr};
    if (!training.optimizerClass.empty())
        section.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Optimizer"),
                              displayText(keras::optimizerClassName(training.optimizerClass)));
    if (!training.loss.isNull())
        section.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Loss"), shortJson(training.loss),
                              displayText(training.loss.dump(2), 2000));
    if (!training.metrics.isNull())
        section.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Metrics"), shortJson(training.metrics),
                              displayText(training.metrics.dump(2), 2000));
    if (training.iterations)
        section.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Iterations"),
                              countText(static_cast<std::uint64_t>(std::max<std::int64_t>(0, *training.iterations))));
    section.facts << countFact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Optimizer variables"),
                               training.slotVariables.size());
    facts.sections << section;
    if (training.optimizerConfig.isObject())
        facts.sections << FactSection{
            word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Optimizer settings")), {}, &training.optimizerConfig};
}

QString shapesText(const std::vector<std::optional<Shape>>& shapes)
{
    QStringList all;
    for (const auto& shape : shapes)
        all << shapeLabel(shape);
    return all.join(u", "_s);
}

/// Shapes of what a layer's call takes: the outputs of the siblings that feed it.
QString inputShapes(const Model& model, const LayerNode& node, const QString& path)
{
    const auto slash = path.lastIndexOf(u'/');
    const std::string prefix = slash < 0 ? std::string() : path.left(slash + 1).toStdString();
    QStringList all;
    for (const InboundTensor& input : node.inputs) {
        const Layer* source = findLayer(model, prefix + input.layer);
        const bool known =
            source && input.node < source->nodes.size() && input.tensor < source->nodes[input.node].outputShapes.size();
        all << (known ? shapeLabel(source->nodes[input.node].outputShapes[input.tensor]) : u"?"_s);
    }
    return all.join(u", "_s);
}

void addCalls(InspectorFacts& facts, const Model& model, const Layer& layer, const QString& path)
{
    constexpr std::size_t kMostCalls = 8;
    FactSection section{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Shapes")), {}, nullptr};
    for (std::size_t i = 0; i < layer.nodes.size() && i < kMostCalls; ++i) {
        const LayerNode& node = layer.nodes[i];
        if (layer.nodes.size() > 1)
            section.facts << Fact{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Call")), QString::number(i + 1), {}};
        if (!node.inputs.empty())
            section.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Input"), inputShapes(model, node, path));
        section.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Output"), shapesText(node.outputShapes));
        QStringList sources;
        for (const InboundTensor& input : node.inputs)
            sources << displayText(input.layer);
        if (!sources.isEmpty())
            section.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Connected to"), sources.join(u", "_s));
    }
    if (!section.facts.isEmpty())
        facts.sections << section;
}

QString attributeText(const graph::AttrValue& value)
{
    const auto list = [](const auto& items, auto text) {
        QStringList all;
        for (const auto& item : items)
            all << text(item);
        return u"["_s + all.join(u", "_s) + u"]"_s;
    };
    const auto shape = [](const graph::PartialShape& partial) { return shapeLabel(partial); };
    if (const auto* number = value.as<std::int64_t>())
        return QString::number(*number);
    if (const auto* real = value.as<double>())
        return numberText(*real);
    if (const auto* flag = value.as<bool>())
        return *flag ? u"true"_s : u"false"_s;
    if (const auto* words = value.as<std::string>())
        return displayText(*words);
    if (const auto* type = value.as<DType>())
        return identityText(dtypeName(*type));
    if (const auto* partial = value.as<graph::PartialShape>())
        return shape(*partial);
    if (const auto* function = value.as<graph::FunctionRef>())
        return displayText(function->name);
    if (const auto* tensor = value.as<Tensor>())
        return u"%1 %2"_s.arg(identityText(dtypeName(tensor->dtype())), shapeLabel(tensor->shape()));
    if (const auto* numbers = value.as<std::vector<std::int64_t>>())
        return list(*numbers, [](std::int64_t n) { return QString::number(n); });
    if (const auto* texts = value.as<std::vector<std::string>>())
        return list(*texts, [](const std::string& text) { return displayText(text); });
    if (const auto* types = value.as<std::vector<DType>>())
        return list(*types, [](DType type) { return identityText(dtypeName(type)); });
    if (const auto* shapes = value.as<std::vector<graph::PartialShape>>())
        return list(*shapes, shape);
    return u"…"_s;
}

} // namespace

InspectorFacts inspectModel(const Model& model)
{
    InspectorFacts facts;
    facts.title = displayText(model.name.empty() ? model.path : model.name);
    facts.subtitle = kindWord(model.kind);
    facts.icon = formatIconName(QString::fromStdString(model.format));
    FactSection file{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "File")), {}, nullptr};
    file.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Format"), formatWord(model.format));
    if (!model.formatDetail.empty())
        file.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Written by"), displayText(model.formatDetail));
    if (!model.path.empty())
        file.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Path"), displayText(model.path, 400),
                           displayText(model.path, 4000));
    if (model.stamp && model.stamp->size > 0)
        file.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Size"), bytesText(model.stamp->size),
                           countText(model.stamp->size));
    facts.sections << file;
    FactSection counts = parameterSection(model.totalParameters, model.trainableParameters);
    counts.facts << countFact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Layers"), model.layers.size())
                 << countFact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Variables"), model.variables.size());
    facts.sections << counts;
    addSpecs(facts, QT_TRANSLATE_NOOP("lw::ui::Inspector", "Inputs"), model.inputs);
    addSpecs(facts, QT_TRANSLATE_NOOP("lw::ui::Inspector", "Outputs"), model.outputs);
    if (model.training)
        addTraining(facts, *model.training);
    for (const Signature& signature : model.signatures) {
        FactSection section{
            word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Signature %1")).arg(displayText(signature.name)), {}, nullptr};
        for (const TensorSpec& spec : signature.inputs)
            section.facts << Fact{u"→ "_s + displayText(spec.name), specText(spec), {}};
        for (const TensorSpec& spec : signature.outputs)
            section.facts << Fact{u"← "_s + displayText(spec.name), specText(spec), {}};
        facts.sections << section;
    }
    if (!model.assets.empty()) {
        FactSection section{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Assets")), {}, nullptr};
        for (const std::string& asset : model.assets)
            section.facts << Fact{displayText(asset), {}, {}};
        facts.sections << section;
    }
    return facts;
}

namespace {

/// What a Lambda layer is, and what Python called its function.
QString lambdaNote(const Layer& layer)
{
    const std::string function = graph::lambdaFunctionName(layer);
    const QString what =
        function.empty() || function == "<lambda>"
            ? word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "It is a Python lambda without a name, which is never run."))
            : word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "It is the Python function %1, which is never run."))
                  .arg(displayText(function, 60));
    return what + u' ' +
           word(QT_TRANSLATE_NOOP(
               "lw::ui::Inspector",
               "It runs where the file has its traced function, or where you teach what it computes."));
}

void addTaught(InspectorFacts& facts, const Layer& layer)
{
    const std::string name = graph::undefinedName(layer);
    facts.teachName = identityText(name);
    const auto object = name.empty() ? std::nullopt : findUserObject(name);
    if (!object)
        return;
    facts.taught =
        object->isBorrowed()
            ? word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Borrowed from %1")).arg(displayText(object->from, 300))
            : displayText(object->expression, 400);
}

} // namespace

InspectorFacts inspectLayer(const Model& model, const Layer& layer, const QString& path)
{
    InspectorFacts facts;
    facts.isLayer = true;
    facts.category = layer.nested  ? keras::Category::Model
                     : layer.known ? keras::categoryOf(layer.className)
                                   : keras::Category::Unknown;
    facts.title = displayText(layer.name);
    facts.subtitle = u"%1  ·  %2"_s.arg(displayText(layer.className), categoryWord(facts.category));
    if (!layer.known)
        facts.note = word(QT_TRANSLATE_NOOP(
            "lw::ui::Inspector",
            "This class is not built in. Its weights are shown and counted; it runs only where the file "
            "has its traced function, or where you teach what it computes."));
    if (layer.className == "Lambda")
        facts.note = lambdaNote(layer);
    addTaught(facts, layer);
    addCalls(facts, model, layer, path);
    facts.sections << parameterSection(layer.parameters, layer.trainableParameters);
    FactSection place{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "In the model")), {}, nullptr};
    place.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Path"), displayText(path.toStdString(), 400));
    if (!layer.registeredName.empty())
        place.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Registered as"), displayText(layer.registeredName));
    if (!layer.module.empty())
        place.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Module"), displayText(layer.module));
    if (layer.nested)
        place.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Kind"), kindWord(*layer.nested))
                    << countFact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Layers"), layer.layers.size());
    facts.sections << place;
    if (!layer.config.isNull() && !layer.nested)
        facts.sections << FactSection{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Config")), {}, &layer.config};
    if (layer.buildConfig.isObject())
        facts.sections << FactSection{
            word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Build config")), {}, &layer.buildConfig};
    const std::string own = path.toStdString();
    for (const Variable& variable : model.variables) {
        if (variable.layer == own || variable.layer.starts_with(own + '/'))
            facts.weights.push_back(&variable);
    }
    return facts;
}

InspectorFacts inspectVariable(const Model& model, const Variable& variable)
{
    InspectorFacts facts;
    facts.title = displayText(variable.role.empty() ? variable.path : variable.role);
    facts.subtitle = displayText(variable.layer.empty() ? model.name : variable.layer);
    facts.icon = variable.trainable ? u"variable"_s : u"variable-frozen"_s;
    FactSection tensor{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Tensor")), {}, nullptr};
    const bool known = !variable.tensor.isNull();
    tensor.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Type"),
                         identityText(dtypeName(variable.tensor.dtype())))
                 << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Shape"), shapeLabel(variable.tensor.shape()));
    if (known)
        tensor.facts << countFact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Elements"), variable.tensor.elements())
                     << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Size"), bytesText(variable.tensor.byteSize()),
                             countText(variable.tensor.byteSize()));
    tensor.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Trainable"),
                         variable.trainable ? word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "yes"))
                                            : word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "no")));
    facts.sections << tensor;
    FactSection place{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "In the file")), {}, nullptr};
    place.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Path"), displayText(variable.path, 400))
                << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Name"), displayText(variable.name, 400))
                << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Key"), displayText(variable.key, 400));
    facts.sections << place;
    facts.weights.push_back(&variable);
    return facts;
}

InspectorFacts inspectOperator(const Model& model, const QString& function, const QString& node)
{
    InspectorFacts facts;
    const graph::TracedProgram* program = graph::tracedProgram(model);
    if (!program)
        return facts;
    const Result<graph::Graph> graph =
        function.isEmpty() ? program->mainGraph() : program->function(function.toStdString());
    if (!graph)
        return facts;
    const std::string name = node.toStdString();
    for (const graph::Node& candidate : graph->nodes) {
        if (candidate.name != name)
            continue;
        facts.title = displayText(candidate.name);
        facts.subtitle = displayText(candidate.op);
        facts.icon = u"operator"_s;
        FactSection edges{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Connections")), {}, nullptr};
        edges.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Function"), displayText(function.toStdString()));
        for (const graph::Edge& edge : candidate.inputs) {
            if (edge.node < graph->nodes.size())
                edges.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Input"),
                                    displayText(graph->nodes[edge.node].name));
        }
        for (const graph::OutputInfo& output : candidate.outputs)
            edges.facts << fact(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Output"),
                                u"%1  %2"_s.arg(shapeLabel(output.shape), identityText(dtypeName(output.dtype))));
        facts.sections << edges;
        FactSection attributes{word(QT_TRANSLATE_NOOP("lw::ui::Inspector", "Attributes")), {}, nullptr};
        for (const auto& [key, value] : candidate.attrs)
            attributes.facts << Fact{displayText(key), attributeText(value), {}};
        if (!attributes.facts.isEmpty())
            facts.sections << attributes;
        break;
    }
    return facts;
}

InspectorFacts inspectSelection(Document& document)
{
    const Model& model = document.model();
    const Selection& selection = document.selection();
    const std::string path = selection.path().toStdString();
    if (selection.kind() == Selection::Kind::Layer) {
        if (const Layer* layer = findLayer(model, path))
            return inspectLayer(model, *layer, selection.path());
    } else if (selection.kind() == Selection::Kind::Variable) {
        if (const Variable* variable = findVariable(model, path))
            return inspectVariable(model, *variable);
    } else if (selection.kind() == Selection::Kind::Operator) {
        const auto slash = selection.path().indexOf(u'/');
        InspectorFacts facts = inspectOperator(model, selection.path().left(slash), selection.path().mid(slash + 1));
        if (!facts.title.isEmpty())
            return facts;
    }
    return inspectModel(model);
}

} // namespace lw::ui
