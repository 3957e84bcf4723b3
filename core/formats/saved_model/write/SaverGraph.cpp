// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/SaverGraph.h"

#include "core/formats/checkpoint/Bundle.h"
#include "core/graph/export/ProtoWriting.h"

#include <algorithm>

namespace lw::formats {

namespace {

using graph::addAttr;
using graph::Edge;
using graph::Node;

/// Graphs whose captured variables are called after their handles.
class SaverFunctions {
public:
    explicit SaverFunctions(const std::vector<StoredVariable>& variables) : m_variables(variables) {}

    graph::Graph save(const std::string& checkpointGraph)
    {
        start();
        std::vector<std::string> keys;
        Node save;
        save.op = save.name = "SaveV2";
        save.inputs = {m_prefix, {}, {}};
        for (const StoredVariable& variable : m_variables) {
            Node read = node("Const", "Read", {}, {{variable.dtype, variable.shape}});
            read.attrs = {{std::string(graph::kVariableAttr), variable.sharedName}};
            save.inputs.push_back(m_graph.add(std::move(read)));
            keys.push_back(variable.key);
        }
        keys.emplace_back(kObjectGraphKey);
        save.inputs.push_back(constant(Tensor::fromStrings({}, {checkpointGraph})));
        addNames(keys, save);
        finish({m_graph.add(std::move(save)).node});
        return std::move(m_graph);
    }

    graph::Graph restore()
    {
        start();
        Node restore;
        restore.op = restore.name = "RestoreV2";
        restore.inputs = {m_prefix, {}, {}};
        std::vector<std::string> keys;
        for (const StoredVariable& variable : m_variables) {
            keys.push_back(variable.key);
            restore.outputs.push_back({variable.dtype, variable.shape});
        }
        keys.emplace_back(kObjectGraphKey); // as TensorFlow does; RestoreV2 needs at least one
        restore.outputs.push_back({DType::String, Shape{}});
        addNames(keys, restore);
        const Edge tensors = m_graph.add(std::move(restore));
        std::vector<std::uint32_t> done;
        for (std::size_t i = 0; i < m_variables.size(); ++i) {
            Node assign =
                node("AssignVariableOp", "AssignVariableOp", {{tensors.node, static_cast<std::uint32_t>(i)}}, {});
            assign.attrs = {{std::string(graph::kVariableAttr), m_variables[i].sharedName}};
            done.push_back(m_graph.add(std::move(assign)).node);
        }
        finish(std::move(done));
        return std::move(m_graph);
    }

private:
    static Node node(const char* op, const char* name, std::vector<Edge> inputs, std::vector<graph::OutputInfo> outputs)
    {
        Node made;
        made.op = op;
        made.name = name;
        made.inputs = std::move(inputs);
        made.outputs = std::move(outputs);
        return made;
    }

    void start()
    {
        m_graph = {};
        m_prefix = m_graph.add(node("Placeholder", "file_prefix", {}, {{DType::String, Shape{}}}));
        m_graph.inputs.push_back({"file_prefix", m_prefix});
    }

    Edge constant(Tensor tensor)
    {
        Node made = node("Const", "Const", {}, {{tensor.dtype(), tensor.shape()}});
        made.attrs = {{"value", std::move(tensor)}};
        return m_graph.add(std::move(made));
    }

    /// Keys and, for whole tensors, empty slices.
    void addNames(const std::vector<std::string>& keys, Node& node)
    {
        const Shape shape{static_cast<std::int64_t>(keys.size())};
        node.inputs[1] = constant(Tensor::fromStrings(shape, keys));
        node.inputs[2] = constant(Tensor::fromStrings(shape, std::vector<std::string>(keys.size())));
    }

    void finish(std::vector<std::uint32_t> effects)
    {
        Node last = node("Identity", "Done", {m_prefix}, {{DType::String, Shape{}}});
        last.controls = std::move(effects);
        m_graph.outputs.push_back({"file_prefix", m_graph.add(std::move(last))});
    }

    const std::vector<StoredVariable>& m_variables;
    graph::Graph m_graph;
    Edge m_prefix;
};

class MainGraph {
public:
    MainGraph(const ObjectGraph& objects, pb::MetaGraphDef& metaGraph)
        : m_objects(objects), m_metaGraph(metaGraph), m_graph(*metaGraph.mutable_graph_def())
    {
    }

    void addHandles()
    {
        for (const StoredVariable& variable : m_objects.variables()) {
            pb::NodeDef& node = add("VarHandleOp", variable.sharedName);
            addAttr(*node.mutable_attr(), "dtype").set_type(static_cast<int>(variable.dtype));
            graph::shapeToProto(variable.shape, *addAttr(*node.mutable_attr(), "shape").mutable_shape());
            addAttr(*node.mutable_attr(), "shared_name").set_s(variable.sharedName);
            pb::NodeDef& read = add("ReadVariableOp", variable.sharedName + "/Read/ReadVariableOp");
            read.add_input(variable.sharedName);
            addAttr(*read.mutable_attr(), "dtype").set_type(static_cast<int>(variable.dtype));
        }
    }

    void addServing(const graph::FunctionInfo& function, const std::map<std::string, ObjectId, std::less<>>& variables)
    {
        auto* entry = m_metaGraph.add_signature_def();
        entry->set_key("serving_default");
        pb::SignatureDef& signature = *entry->mutable_value();
        signature.set_method_name("tensorflow/serving/predict");
        std::vector<std::string> inputs;
        for (const graph::FunctionBorder& border : function.inputs) {
            inputs.push_back(placeholder("serving_default_" + border.name, border.dtype, border.shape));
            addTensor(border, inputs.back(), *signature.add_inputs());
        }
        for (const std::string& capture : function.captures)
            inputs.push_back(handleOf(variables.at(capture)));
        const std::string call = addCall(function, "StatefulPartitionedCall", inputs);
        for (std::size_t i = 0; i < function.outputs.size(); ++i)
            addTensor(function.outputs[i], call, *signature.add_outputs(), i);
    }

    void addInit()
    {
        add("NoOp", "NoOp");
        auto* entry = m_metaGraph.add_signature_def();
        entry->set_key("__saved_model_init_op");
        auto* output = entry->mutable_value()->add_outputs();
        output->set_key("__saved_model_init_op");
        output->mutable_value()->set_name("NoOp");
        output->mutable_value()->mutable_tensor_shape()->set_unknown_rank(true);
        auto* collection = m_metaGraph.add_collection_def();
        collection->set_key("saved_model_main_op");
        collection->mutable_value()->mutable_node_list()->add_value("NoOp");
    }

    Result<void> addSaver(const std::string& checkpointGraph)
    {
        const std::string name = placeholder("saver_filename", DType::String, Shape{});
        SaverFunctions functions(m_objects.variables());
        graph::FunctionWriter writer(*m_graph.mutable_library());
        LW_ASSIGN(const auto save, writer.add(functions.save(checkpointGraph), "__inference__traced_save"));
        LW_ASSIGN(const auto restore, writer.add(functions.restore(), "__inference__traced_restore"));
        pb::SaverDef& saver = *m_metaGraph.mutable_saver_def();
        saver.set_filename_tensor_name(name + ":0");
        saver.set_save_tensor_name(addCall(save, "StatefulPartitionedCall_1", withHandles(name, save)) + ":0");
        saver.set_restore_op_name(addCall(restore, "StatefulPartitionedCall_2", withHandles(name, restore)));
        saver.set_version(2);
        return {};
    }

private:
    /// Node names are made apart from the handles', which are free.
    pb::NodeDef& add(const char* op, const std::string& name)
    {
        pb::NodeDef& node = *m_graph.add_node();
        node.set_op(op);
        node.set_name(name);
        return node;
    }

    std::string freeName(const std::string& wanted) const
    {
        std::string name = wanted;
        const auto taken = [&] {
            return std::any_of(m_graph.node().begin(), m_graph.node().end(),
                               [&](const pb::NodeDef& node) { return node.name() == name; });
        };
        for (std::size_t number = 1; taken(); ++number)
            name = wanted + "__" + std::to_string(number);
        return name;
    }

    std::string placeholder(const std::string& wanted, DType dtype, const graph::PartialShape& shape)
    {
        const std::string name = freeName(graph::nodeName(wanted));
        pb::NodeDef& node = add("Placeholder", name);
        addAttr(*node.mutable_attr(), "dtype").set_type(static_cast<int>(dtype));
        graph::shapeToProto(shape, *addAttr(*node.mutable_attr(), "shape").mutable_shape());
        return name;
    }

    [[nodiscard]] std::string handleOf(ObjectId object) const
    {
        for (const StoredVariable& variable : m_objects.variables())
            if (variable.object == object)
                return variable.sharedName;
        return {};
    }

    static std::vector<std::string> withHandles(const std::string& first, const graph::FunctionInfo& function)
    {
        std::vector<std::string> inputs{first};
        inputs.insert(inputs.end(), function.captures.begin(), function.captures.end());
        return inputs;
    }

    std::string addCall(const graph::FunctionInfo& function, const char* wanted, const std::vector<std::string>& inputs)
    {
        const std::string name = freeName(wanted);
        pb::NodeDef& call = add("StatefulPartitionedCall", name);
        auto& attrs = *call.mutable_attr();
        for (const std::string& input : inputs)
            call.add_input(input);
        auto* inputTypes = addAttr(attrs, "Tin").mutable_list();
        for (const graph::FunctionBorder& border : function.inputs)
            inputTypes->add_type(static_cast<int>(border.dtype));
        for (std::size_t i = 0; i < function.captures.size(); ++i)
            inputTypes->add_type(static_cast<int>(DType::Resource));
        auto* outputTypes = addAttr(attrs, "Tout").mutable_list();
        auto* outputShapes = addAttr(attrs, "_output_shapes").mutable_list();
        for (const graph::FunctionBorder& border : function.outputs) {
            outputTypes->add_type(static_cast<int>(border.dtype));
            graph::shapeToProto(border.shape, *outputShapes->add_shape());
        }
        addAttr(attrs, "f").mutable_func()->set_name(function.name);
        return name;
    }

    static void addTensor(const graph::FunctionBorder& border, const std::string& node,
                          pb::SignatureDef::TensorEntry& entry, std::size_t output = 0)
    {
        entry.set_key(border.name);
        entry.mutable_value()->set_name(node + ":" + std::to_string(output));
        entry.mutable_value()->set_dtype(static_cast<int>(border.dtype));
        graph::shapeToProto(border.shape, *entry.mutable_value()->mutable_tensor_shape());
    }

    const ObjectGraph& m_objects;
    pb::MetaGraphDef& m_metaGraph;
    pb::GraphDef& m_graph;
};

} // namespace

Result<void> writeMainGraph(const ObjectGraph& objects, const std::string& checkpointGraph,
                            const graph::FunctionInfo* serving,
                            const std::map<std::string, ObjectId, std::less<>>& variables, pb::MetaGraphDef& metaGraph)
{
    MainGraph graph(objects, metaGraph);
    graph.addHandles();
    if (serving)
        graph.addServing(*serving, variables);
    graph.addInit();
    return graph.addSaver(checkpointGraph);
}

} // namespace lw::formats
