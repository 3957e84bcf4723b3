// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/Traces.h"

#include "core/graph/export/ExpandComposites.h"
#include "core/graph/lower/CallArguments.h"
#include "core/graph/lower/ModelLowering.h"
#include "core/graph/lower/RegularizerLoss.h"

#include <algorithm>

namespace lw::formats {

namespace {

void writeConstant(const Json& constant, pb::StructuredValue& value)
{
    if (constant.isBool())
        value.set_bool_value(constant.toBool());
    else if (constant.isInteger())
        value.set_int64_value(constant.toInt());
    else if (constant.isNumber())
        value.set_float64_value(constant.toDouble());
    else if (constant.isString())
        value.set_string_value(constant.toText());
    else
        value.mutable_none_value();
}

/// The canonicalised arguments of a call: ((inputs, keywords..., training, mask), {}).
void writeArguments(const Structure& structure, const std::vector<CallKeyword>& keywords,
                    const std::vector<graph::FunctionBorder>& inputs, std::optional<bool> training, bool hasMask,
                    pb::StructuredValue& value)
{
    auto* tuple = value.mutable_tuple_value();
    auto* positional = tuple->add_values()->mutable_tuple_value();
    const auto first = static_cast<std::ptrdiff_t>(std::min(structure.names.size(), inputs.size()));
    writeStructure(structure, {inputs.begin(), inputs.begin() + first}, *positional->add_values());
    auto next = inputs.begin() + first;
    for (const CallKeyword& keyword : keywords) {
        if (!keyword.isTensor)
            writeConstant(keyword.constant, *positional->add_values());
        else if (next != inputs.end()) {
            writeTensor(*next, keyword.name, *positional->add_values());
            ++next;
        }
    }
    if (training)
        positional->add_values()->set_bool_value(*training);
    if (hasMask)
        positional->add_values()->mutable_none_value();
    tuple->add_values()->mutable_dict_value();
}

std::vector<graph::FunctionBorder> named(std::vector<graph::FunctionBorder> borders, const std::string& stem)
{
    for (std::size_t i = 0; i < borders.size(); ++i)
        borders[i].name = stem + "_" + std::to_string(i);
    return borders;
}

/// The tensors that a layer's first call takes; none when one of them is not known.
std::vector<TensorSpec> inputsOf(const Layer& layer, const std::vector<Layer>& siblings)
{
    std::vector<TensorSpec> specs;
    for (const InboundTensor& input : layer.nodes.front().inputs) {
        const auto source = std::find_if(siblings.begin(), siblings.end(),
                                         [&](const Layer& sibling) { return sibling.name == input.layer; });
        if (source == siblings.end() || input.node >= source->nodes.size())
            return {};
        const LayerNode& node = source->nodes[input.node];
        if (input.tensor >= node.outputShapes.size() || input.tensor >= node.outputDtypes.size())
            return {};
        TensorSpec spec;
        spec.name = specs.empty() ? "inputs" : "inputs_" + std::to_string(specs.size());
        spec.dtype = node.outputDtypes[input.tensor];
        spec.shape = node.outputShapes[input.tensor];
        specs.push_back(std::move(spec));
    }
    return specs;
}

/// What the layer's first call gets by name, in the order of the call; tensors are the last of its inputs. Empty when
/// it gets something else than tensors and plain values: then all tensors stand for the first argument.
std::vector<CallKeyword> keywordsOf(const Layer& layer, std::size_t inputs)
{
    static const graph::Value kAny{};
    const auto call = graph::parseArguments(layer.nodes.front().arguments,
                                            [](std::string_view, std::int64_t, std::int64_t) { return &kAny; });
    if (!call)
        return {};
    std::size_t tensors = 0;
    for (const graph::Argument& argument : call->positional)
        tensors += argument.tensors().size();
    std::vector<CallKeyword> keywords;
    for (const auto& [name, argument] : call->keywords) {
        const bool isTensor = argument.kind == graph::Argument::Kind::Tensor;
        const bool isPlain = argument.kind == graph::Argument::Kind::Constant && !argument.constant.isObject() &&
                             !argument.constant.isArray();
        if (name == "training" && isPlain)
            continue;
        if (!isTensor && !isPlain)
            return {};
        keywords.push_back({name, isTensor, argument.constant});
        tensors += isTensor ? 1 : 0;
    }
    const auto byName = std::count_if(keywords.begin(), keywords.end(), [](const auto& each) { return each.isTensor; });
    const bool some = tensors > static_cast<std::size_t>(byName);
    return some && tensors == inputs ? keywords : std::vector<CallKeyword>();
}

} // namespace

Nesting nestingOf(const Json& config, std::string_view key, std::size_t count)
{
    const Json& layers = config[key];
    if (layers.isObject() && !layers.contains("class_name"))
        return Nesting::Dictionary;
    return count == 1 ? Nesting::Single : Nesting::List;
}

Traces::Traces(const TraceInput& input, ObjectGraph& graph,
               const std::map<std::string, ObjectId, std::less<>>& variables, pb::FunctionDefLibrary& library)
    : m_input(input), m_graph(graph), m_variables(variables), m_writer(library)
{
}

std::string Traces::freshName(const std::string& stem)
{
    return "__inference_" + graph::argumentName(stem) + "_" + std::to_string(++m_number);
}

Result<graph::FunctionInfo> Traces::addBody(const graph::Graph& graph, const std::string& name)
{
    LW_ASSIGN(const graph::Graph plain, graph::expandComposites(graph));
    return m_writer.add(plain, freshName(name + "_layer_call_and_return_conditional_losses"));
}

Result<Traces::Body> Traces::lowerModel(bool training)
{
    graph::ModelLowering lowering(m_input.model,
                                  {.training = training, .trace = true, .objects = m_input.objects, .losses = true});
    LW_ASSIGN(const graph::Graph graph, lowering.run());
    LW_ASSIGN(graph::FunctionInfo function, addBody(graph, m_input.model.name));
    return Body{std::move(function), lowering.lossCount(), false};
}

Result<Traces::Body> Traces::lowerLayer(const Layer& layer, const std::string& path,
                                        const std::vector<TensorSpec>& inputs, bool training)
{
    graph::ModelLowering lowering(m_input.model,
                                  {.training = training, .trace = true, .objects = m_input.objects, .losses = true});
    LW_ASSIGN(const graph::Graph graph, lowering.runLayer(layer, path, 0, inputs));
    LW_ASSIGN(graph::FunctionInfo function, addBody(graph, layer.name));
    return Body{std::move(function), lowering.lossCount(), lowering.hasOwnLoss()};
}

pb::SavedConcreteFunction& Traces::addConcrete(const graph::FunctionInfo& function)
{
    auto* entry = m_graph.saved().add_concrete_functions();
    entry->set_key(function.name);
    for (const std::string& capture : function.captures) {
        const auto variable = m_variables.find(capture);
        entry->mutable_value()->add_bound_inputs(variable == m_variables.end() ? 0 : variable->second);
    }
    return *entry->mutable_value();
}

ObjectId Traces::addBare(const graph::FunctionInfo& function, const PythonSignature& signature, std::int64_t positional)
{
    pb::SavedObject object;
    pb::SavedBareConcreteFunction& bare = *object.mutable_bare_concrete_function();
    bare.set_concrete_function_name(function.name);
    for (const graph::FunctionBorder& input : function.inputs)
        bare.add_argument_keywords(input.name);
    if (positional > 0)
        bare.set_allowed_positional_arguments(positional);
    writeSignature(signature, *bare.mutable_function_spec());
    return m_graph.addObject(std::move(object));
}

ObjectId Traces::addFunction(const std::vector<std::string>& concrete, const PythonSignature& signature,
                             const std::vector<graph::FunctionBorder>& inputs)
{
    pb::SavedObject object;
    for (const std::string& name : concrete)
        object.mutable_function()->add_concrete_functions(name);
    writeSignature(signature, *object.mutable_function()->mutable_function_spec());
    const ObjectId function = m_graph.addObject(std::move(object));
    for (std::size_t i = 0; i < concrete.size(); ++i) {
        graph::FunctionInfo info;
        info.name = concrete[i];
        info.inputs = inputs;
        const ObjectId trace =
            addBare(info, signature, static_cast<std::int64_t>(std::min<std::size_t>(inputs.size(), 1)));
        m_graph.addChild(function, "trace_" + std::to_string(i), trace);
    }
    return function;
}

std::string Traces::addCall(const graph::FunctionInfo& function, const Variant& variant, const CallInputs& inputs,
                            const Structure& outputs, bool isModel, std::optional<std::size_t> losses)
{
    pb::SavedConcreteFunction& concrete = addConcrete(function);
    const auto count = static_cast<std::ptrdiff_t>(outputs.names.size());
    std::vector<graph::FunctionBorder> results(function.outputs.begin(), function.outputs.begin() + count);
    writeArguments(inputs.first, inputs.keywords, function.inputs, variant.training, isModel,
                   *concrete.mutable_canonicalized_input_signature());
    if (outputs.nesting != Nesting::Dictionary)
        results = named(std::move(results), "tensor");
    if (!losses) {
        writeStructure(outputs, results, *concrete.mutable_output_signature());
        return function.name;
    }
    auto* pair = concrete.mutable_output_signature()->mutable_tuple_value();
    writeStructure(outputs, results, *pair->add_values());
    auto* list = pair->add_values()->mutable_list_value();
    for (std::size_t i = 0; i < *losses; ++i)
        writeTensor(function.outputs.at(outputs.names.size() + i), "tensor_1_" + std::to_string(i),
                    *list->add_values());
    return function.name;
}

void Traces::hangCalls(ObjectId object, const std::string& name, const std::vector<Variant>& variants,
                       const CallInputs& inputs, const Structure& outputs, bool isModel)
{
    PythonSignature signature{{"inputs"}, {}, {}};
    auto inputOrder = inputs.first.flatOrder();
    for (const CallKeyword& keyword : inputs.keywords) {
        signature.arguments.push_back(keyword.name);
        signature.defaults.push_back(std::nullopt);
        if (keyword.isTensor)
            inputOrder.push_back(inputOrder.size());
    }
    if (variants.front().training) {
        signature.arguments.push_back("training");
        signature.defaults.push_back(false);
    }
    if (isModel) {
        signature.arguments.push_back("mask");
        signature.defaults.push_back(std::nullopt);
    }
    const auto outputOrder = outputs.flatOrder();
    const bool sorted =
        std::is_sorted(inputOrder.begin(), inputOrder.end()) && std::is_sorted(outputOrder.begin(), outputOrder.end());
    std::vector<std::string> calls, conditional, all;
    std::vector<graph::FunctionBorder> borders;
    for (const Variant& variant : variants) {
        const Body& body = variant.body;
        const auto calling = [&](const char* suffix, std::size_t losses) {
            std::vector<std::size_t> order = outputOrder;
            for (std::size_t i = 0; i < losses; ++i)
                order.push_back(outputOrder.size() + i);
            return m_writer.addCaller(body.function, freshName(name + suffix), inputOrder, order);
        };
        const auto withLosses = [&](const char* suffix, std::size_t losses) {
            // The body itself, unless its border is another.
            const bool same = sorted && losses == body.losses + (body.ownLoss ? 1 : 0);
            const graph::FunctionInfo function = same ? body.function : calling(suffix, losses);
            return addCall(function, variant, inputs, outputs, isModel, losses);
        };
        const graph::FunctionInfo call = calling("_layer_call_fn", 0);
        borders = call.inputs;
        calls.push_back(addCall(call, variant, inputs, outputs, isModel, std::nullopt));
        if (body.ownLoss)
            conditional.push_back(withLosses("_layer_call_and_return_conditional_losses", body.losses));
        all.push_back(
            withLosses("_layer_call_and_return_all_conditional_losses", body.losses + (body.ownLoss ? 1 : 0)));
    }
    m_graph.addChild(object, "__call__", addFunction(calls, signature, borders));
    m_graph.addChild(object, "call_and_return_all_conditional_losses", addFunction(all, signature, borders));
    if (!conditional.empty())
        m_activities[object].conditional = addFunction(conditional, signature, borders);
}

const ActivityFunctions* Traces::activityFunctions(ObjectId layer) const
{
    const auto found = m_activities.find(layer);
    return found == m_activities.end() ? nullptr : &found->second;
}

/// tf_keras/src/saving/legacy/saved_model/save_impl.py _wrap_activity_regularizer: of a tensor of any shape.
Result<void> Traces::addActivityRegularizer(const Layer& layer, ActivityFunctions& functions)
{
    const auto regularizer = keras::readRegularizer(keras::activityRegularizer(layer.className, layer.config));
    if (!regularizer)
        return {};
    graph::Graph graph;
    graph::GraphBuilder builder(graph);
    const graph::Edge x = builder.placeholder("x", DType::Float32, std::nullopt);
    graph.inputs.push_back({"x", x});
    graph.outputs.push_back({"output_0", graph::regularizerLoss(builder, x, *regularizer)});
    if (builder.error())
        return *builder.error();
    LW_ASSIGN(const graph::FunctionInfo function, m_writer.add(graph, freshName(layer.name + "_activity_regularizer")));
    pb::SavedConcreteFunction& concrete = addConcrete(function);
    auto* arguments = concrete.mutable_canonicalized_input_signature()->mutable_tuple_value();
    writeTensor(function.inputs.front(), "x", *arguments->add_values()->mutable_tuple_value()->add_values());
    arguments->add_values()->mutable_dict_value();
    writeTensor(function.outputs.front(), "output_0", *concrete.mutable_output_signature());
    functions.regularizer = addFunction({function.name}, {{"x"}, {}, {}}, function.inputs);
    return {};
}

Result<ObjectId> Traces::addLoss(const Variable& variable, const keras::Regularizer& regularizer)
{
    graph::Graph graph;
    graph::GraphBuilder builder(graph);
    const graph::Edge weight = builder.constant(variable.tensor, variable.role);
    if (builder.error())
        return *builder.error();
    graph.nodes[weight.node].attrs.emplace(graph::kVariableAttr, variable.path);
    if (!graph::canRegularize(builder, weight, regularizer))
        return unsupported("an orthogonal regulariser takes a matrix, and this weight has the shape " +
                           shapeText(variable.tensor.shape()))
            .in(variable.path);
    graph.outputs.push_back({"output_0", graph::regularizerLoss(builder, weight, regularizer)});
    if (builder.error())
        return *builder.error();
    LW_ASSIGN(const graph::FunctionInfo function,
              m_writer.add(graph,
                           "__inference_loss_fn_" + std::to_string(m_lossNumber++) + "_" + std::to_string(++m_number)));
    pb::SavedConcreteFunction& concrete = addConcrete(function);
    auto* arguments = concrete.mutable_canonicalized_input_signature()->mutable_tuple_value();
    arguments->add_values()->mutable_tuple_value();
    arguments->add_values()->mutable_dict_value();
    writeTensor(function.outputs.front(), "output_0", *concrete.mutable_output_signature());
    return addFunction({function.name}, {}, {});
}

Result<void> Traces::traceModel(ObjectId root)
{
    std::vector<Variant> variants;
    LW_ASSIGN(const Body lowered, lowerModel(false));
    const graph::FunctionInfo& inference = lowered.function;
    auto training = lowerModel(true);
    variants.push_back({true, training ? *training : lowered});
    variants.push_back({false, lowered});
    hangCalls(root, m_input.model.name, variants, {m_input.inputs, {}}, m_input.outputs, true);

    const auto inputOrder = m_input.inputs.flatOrder();
    Structure byName = m_input.outputs;
    byName.nesting = Nesting::Dictionary;
    const auto outputOrder = byName.flatOrder();
    const graph::FunctionInfo wrapped =
        m_writer.addCaller(inference, freshName("_wrapped_model"), inputOrder, outputOrder);
    pb::SavedConcreteFunction& concrete = addConcrete(wrapped);
    auto* arguments = concrete.mutable_canonicalized_input_signature()->mutable_tuple_value();
    writeStructure(m_input.inputs, wrapped.inputs, *arguments->add_values()->mutable_tuple_value()->add_values());
    arguments->add_values()->mutable_dict_value();
    writeDictionary(wrapped.outputs, *concrete.mutable_output_signature());
    m_graph.addChild(root, "_default_save_signature", addBare(wrapped, {{"args_0"}, {}, {}}, 1));

    Structure keywords = m_input.inputs;
    keywords.nesting = Nesting::Dictionary;
    m_serving = m_writer.addCaller(inference, freshName("signature_wrapper"), keywords.flatOrder(), outputOrder);
    pb::SavedConcreteFunction& serving = addConcrete(m_serving);
    auto* call = serving.mutable_canonicalized_input_signature()->mutable_tuple_value();
    call->add_values()->mutable_tuple_value();
    writeDictionary(m_serving.inputs, *call->add_values());
    writeDictionary(m_serving.outputs, *serving.mutable_output_signature());
    PythonSignature signature;
    for (const graph::FunctionBorder& input : m_serving.inputs)
        signature.keywords.push_back(input.name);
    const ObjectId signatures = m_graph.addUser("signature_map");
    m_graph.addChild(root, "signatures", signatures);
    m_graph.addChild(signatures, "serving_default",
                     addBare(m_serving, signature, m_serving.inputs.size() == 1 ? 1 : 0));
    return {};
}

void Traces::traceLayer(const Layer& layer, const std::vector<Layer>& siblings, const std::string& path,
                        ObjectId object, Diagnostics& diagnostics)
{
    if (layer.nodes.empty() || layer.nodes.front().inputs.empty())
        return;
    const auto inputs = inputsOf(layer, siblings);
    if (inputs.empty())
        return;
    const bool trains = expectsTraining(layer);
    std::vector<Variant> variants;
    const auto inference = lowerLayer(layer, path, inputs, false);
    if (!inference) {
        diagnostics.info("the layer is saved without a function of its own: " + inference.error().message, path);
        return;
    }
    if (trains) {
        auto training = lowerLayer(layer, path, inputs, true);
        variants.push_back({true, training ? *training : *inference});
        variants.push_back({false, *inference});
    } else {
        variants.push_back({std::nullopt, *inference});
    }
    CallInputs in{{Nesting::Single, {}}, keywordsOf(layer, inputs.size())};
    const auto byName = static_cast<std::size_t>(
        std::count_if(in.keywords.begin(), in.keywords.end(), [](const auto& each) { return each.isTensor; }));
    for (std::size_t i = 0; i + byName < inputs.size(); ++i)
        in.first.names.push_back(inputs[i].name);
    in.first.nesting = in.first.names.size() == 1 ? Nesting::Single : Nesting::List;
    Structure out;
    const std::vector<graph::FunctionBorder>& results = inference->function.outputs;
    for (std::size_t i = 0; i + inference->losses + (inference->ownLoss ? 1 : 0) < results.size(); ++i)
        out.names.push_back(results[i].name);
    out.nesting = out.names.size() == 1 ? Nesting::Single : Nesting::List;
    hangCalls(object, layer.name, variants, in, out, false);
    if (inference->ownLoss)
        if (const auto added = addActivityRegularizer(layer, m_activities[object]); !added)
            diagnostics.info("the layer is saved without a function of its regulariser: " + added.error().message,
                             path);
}

} // namespace lw::formats
