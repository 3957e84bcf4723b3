// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/export/ProtoWriting.h"

#include "core/graph/export/OpDefinitions.h"

#include <algorithm>
#include <framework.pb.h>

namespace lw::graph {

namespace {

Error missing(const Node& node, std::string_view attribute)
{
    return invalid("the operation " + node.op + " has no usable attribute \"" + std::string(attribute) + "\"")
        .in(node.name);
}

Error unknownOp(const Node& node)
{
    return unsupported("the operation " + node.op + " cannot be written for TensorFlow").in(node.name);
}

/// How many tensors each argument stands for: as the operation's own attributes say, or, where they do not say it of
/// all, in equal parts of what the single ones leave.
std::vector<std::size_t> argumentSizes(const Node& node, const std::vector<OpArgument>& arguments, std::size_t total)
{
    std::vector<std::size_t> said, even;
    std::size_t sum = 0, open = 0;
    const auto limit = static_cast<std::int64_t>(total);
    const auto isOpen = [](const OpArgument& one) { return !one.numberAttr.empty() || !one.typeListAttr.empty(); };
    for (const OpArgument& argument : arguments) {
        open += isOpen(argument) ? 1 : 0;
        const auto given = node.attrs.find(argument.numberAttr.empty() ? argument.typeListAttr : argument.numberAttr);
        if (!isOpen(argument))
            said.push_back(1);
        else if (given == node.attrs.end())
            continue;
        else if (const auto* types = given->second.as<std::vector<DType>>())
            said.push_back(types->size());
        else if (const auto* number = given->second.as<std::int64_t>(); number && *number >= 0 && *number <= limit)
            said.push_back(static_cast<std::size_t>(*number));
        sum += said.empty() ? 0 : said.back();
    }
    if (said.size() == arguments.size() && sum == total)
        return said;
    const std::size_t fixed = arguments.size() - open;
    for (const OpArgument& argument : arguments)
        even.push_back(!isOpen(argument) ? 1 : total > fixed ? (total - fixed) / open : 0);
    return even;
}

/// The types of an operation's inputs or outputs, with the arguments they belong to.
struct Side {
    const Node& node;
    const std::vector<OpArgument>& arguments;
    std::vector<DType> types;

    template <typename Visit>
    void visit(Visit visit) const
    {
        const auto sizes = argumentSizes(node, arguments, types.size());
        std::size_t at = 0;
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const std::size_t end = std::min(at + sizes[i], types.size());
            visit(arguments[i], std::span(types).subspan(at, end - at));
            at = end;
        }
    }
};

class AttrDeriver {
public:
    AttrDeriver(const Graph& graph, const Node& node, const OpDefinition& definition)
        : m_inputs{node, definition.inputs, {}}, m_outputs{node, definition.outputs, {}}
    {
        for (const Edge& edge : node.inputs) {
            const auto& outputs = graph.nodes[edge.node].outputs;
            m_inputs.types.push_back(edge.output < outputs.size() ? outputs[edge.output].dtype : DType::Invalid);
        }
        for (const OutputInfo& output : node.outputs)
            m_outputs.types.push_back(output.dtype);
    }

    [[nodiscard]] DType type(std::string_view attribute) const
    {
        DType found = DType::Invalid;
        for (const Side* side : {&m_inputs, &m_outputs})
            side->visit([&](const OpArgument& argument, std::span<const DType> types) {
                if (found == DType::Invalid && argument.typeAttr == attribute && !types.empty())
                    found = types.front();
            });
        return found;
    }

    [[nodiscard]] std::optional<std::int64_t> number(std::string_view attribute) const
    {
        std::optional<std::int64_t> found;
        for (const Side* side : {&m_inputs, &m_outputs})
            side->visit([&](const OpArgument& argument, std::span<const DType> types) {
                if (!found && argument.numberAttr == attribute)
                    found = static_cast<std::int64_t>(types.size());
            });
        return found;
    }

    [[nodiscard]] std::optional<std::vector<DType>> types(std::string_view attribute) const
    {
        std::optional<std::vector<DType>> found;
        for (const Side* side : {&m_inputs, &m_outputs})
            side->visit([&](const OpArgument& argument, std::span<const DType> list) {
                if (!found && argument.typeListAttr == attribute)
                    found = std::vector<DType>(list.begin(), list.end());
            });
        return found;
    }

private:
    Side m_inputs, m_outputs;
};

template <typename To, typename List>
bool addNumbers(const AttrValue& value, List& list)
{
    if (const auto* numbers = value.as<std::vector<To>>()) {
        for (const To number : *numbers)
            list.Add(static_cast<typename List::value_type>(number));
        return true;
    }
    return false;
}

bool listToProto(const AttrValue& value, std::string_view kind, pb::AttrValue::ListValue& list)
{
    if (kind == "list(int)")
        return addNumbers<std::int64_t>(value, *list.mutable_i());
    if (kind == "list(float)")
        return addNumbers<double>(value, *list.mutable_f());
    if (kind == "list(bool)")
        return addNumbers<bool>(value, *list.mutable_b());
    if (kind == "list(type)")
        return addNumbers<DType>(value, *list.mutable_type());
    if (kind == "list(string)") {
        const auto* texts = value.as<std::vector<std::string>>();
        for (std::size_t i = 0; texts && i < texts->size(); ++i)
            list.add_s((*texts)[i]);
        return texts != nullptr;
    }
    if (kind == "list(shape)") {
        const auto* shapes = value.as<std::vector<PartialShape>>();
        for (std::size_t i = 0; shapes && i < shapes->size(); ++i)
            shapeToProto((*shapes)[i], *list.add_shape());
        return shapes != nullptr;
    }
    return false;
}

/// Numbers and flags stand for each other where the kind is plain.
std::optional<double> numberOf(const AttrValue& value)
{
    if (const auto* number = value.as<std::int64_t>())
        return static_cast<double>(*number);
    if (const auto* number = value.as<double>())
        return *number;
    if (const auto* flag = value.as<bool>())
        return *flag ? 1 : 0;
    return std::nullopt;
}

} // namespace

void shapeToProto(const PartialShape& shape, pb::TensorShape& result)
{
    if (!shape) {
        result.set_unknown_rank(true);
        return;
    }
    for (const std::int64_t size : *shape)
        result.add_dim()->set_size(size);
}

Result<void> tensorToProto(const Tensor& tensor, pb::TensorData& result)
{
    result.set_dtype(static_cast<int>(tensor.dtype()));
    shapeToProto(tensor.shape(), *result.mutable_tensor_shape());
    if (tensor.dtype() == DType::String) {
        LW_ASSIGN(const auto texts, tensor.strings());
        for (const std::string& text : texts)
            result.add_string_val(text);
        return {};
    }
    LW_ASSIGN(const Bytes bytes, tensor.bytes());
    result.set_tensor_content(bytes.span.data(), bytes.span.size());
    return {};
}

Result<void> attrToProto(const AttrValue& value, std::string_view kind, pb::AttrValue& result)
{
    const Error wrong = invalid("an attribute is not of kind " + std::string(kind));
    if (kind.starts_with("list("))
        return listToProto(value, kind, *result.mutable_list()) ? Result<void>() : wrong;
    const auto number = numberOf(value);
    if (kind == "int" && number)
        result.set_i(value.as<std::int64_t>() ? *value.as<std::int64_t>() : static_cast<std::int64_t>(*number));
    else if (kind == "float" && number)
        result.set_f(static_cast<float>(*number));
    else if (kind == "bool" && number)
        result.set_b(*number != 0);
    else if (const auto* text = value.as<std::string>(); kind == "string" && text)
        result.set_s(*text);
    else if (const auto* type = value.as<DType>(); kind == "type" && type)
        result.set_type(static_cast<int>(*type));
    else if (const auto* shape = value.as<PartialShape>(); kind == "shape" && shape)
        shapeToProto(*shape, *result.mutable_shape());
    else if (const auto* tensor = value.as<Tensor>(); kind == "tensor" && tensor)
        return tensorToProto(*tensor, *result.mutable_tensor());
    else if (const auto* function = value.as<FunctionRef>(); kind == "func" && function)
        result.mutable_func()->set_name(function->name);
    else
        return wrong;
    return {};
}

pb::AttrValue& addAttr(ProtoAttrs& attrs, std::string_view key)
{
    pb::AttrEntry* entry = attrs.Add();
    entry->set_key(std::string(key));
    return *entry->mutable_value();
}

Result<void> attrsToProto(const Graph& graph, const Node& node, ProtoAttrs& result)
{
    const OpDefinition* definition = findOpDefinition(node.op);
    if (!definition)
        return unknownOp(node);
    const AttrDeriver deriver(graph, node, *definition);
    for (const OpAttribute& attribute : definition->attributes) {
        std::optional<AttrValue> value;
        const auto given = node.attrs.find(attribute.name);
        if (attribute.kind == "type") {
            const DType type = deriver.type(attribute.name);
            if (type != DType::Invalid)
                value = AttrValue(type);
        } else if (attribute.kind == "int") {
            if (const auto number = deriver.number(attribute.name))
                value = AttrValue(*number);
        } else if (attribute.kind == "list(type)") {
            if (auto types = deriver.types(attribute.name))
                value = AttrValue(std::move(*types));
        }
        if (!value && given != node.attrs.end())
            value = given->second;
        if (!value) {
            if (attribute.optional)
                continue;
            return missing(node, attribute.name);
        }
        auto written = attrToProto(*value, attribute.kind, addAttr(result, attribute.name));
        if (!written)
            return written.error().kind == ErrorKind::Invalid ? missing(node, attribute.name) : written.error();
    }
    pb::AttrValue::ListValue& shapes = *addAttr(result, "_output_shapes").mutable_list();
    for (const OutputInfo& output : node.outputs)
        shapeToProto(output.shape, *shapes.add_shape());
    return {};
}

Result<std::string> outputName(const Node& node, std::uint32_t output)
{
    const OpDefinition* definition = findOpDefinition(node.op);
    if (!definition)
        return unknownOp(node);
    const auto sizes = argumentSizes(node, definition->outputs, node.outputs.size());
    std::size_t first = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (output < first + sizes[i])
            return std::string(definition->outputs[i].name) + ":" + std::to_string(output - first);
        first += sizes[i];
    }
    return invalid("the operation " + node.op + " has no output " + std::to_string(output)).in(node.name);
}

} // namespace lw::graph
