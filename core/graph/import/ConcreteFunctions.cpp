// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/ConcreteFunctions.h"

#include "core/base/Error.h"
#include "core/containers/protobuf/Message.h"
#include "core/graph/import/ProtoValues.h"

#include <algorithm>
#include <saved_model.pb.h>

namespace lw::graph {

namespace {

constexpr std::string_view kTraining = "training";

/// Entries of a dictionary in the order in which TensorFlow flattens it (tf.nest sorts the keys).
std::vector<const pb::StructuredPair*> sortedFields(const pb::StructuredDict& dict)
{
    std::vector<const pb::StructuredPair*> fields;
    for (const auto& field : dict.fields())
        fields.push_back(&field);
    std::stable_sort(fields.begin(), fields.end(), [](const auto* a, const auto* b) { return a->key() < b->key(); });
    return fields;
}

/// Collects the tensors of a nested structure, and the value of the training argument. Recursion is bounded by the
/// parser.
class SignatureReader {
public:
    explicit SignatureReader(ConcreteFunction& function) : m_function(function) {}

    void read(const pb::StructuredValue& value, const std::string& key)
    {
        if (value.has_tensor_spec_value())
            addTensor(value.tensor_spec_value(), key);
        else if (value.has_bounded_tensor_spec_value())
            addTensor(value.bounded_tensor_spec_value(), key);
        else if (value.has_bool_value())
            readFlag(value.bool_value(), key);
        else if (value.has_tuple_value())
            readList(value.tuple_value());
        else if (value.has_list_value())
            readList(value.list_value());
        else if (value.has_dict_value())
            for (const auto* field : sortedFields(value.dict_value()))
                read(field->value(), field->key());
        else if (value.has_named_tuple_value())
            for (const auto& field : value.named_tuple_value().values())
                read(field.value(), field.key());
    }

private:
    void readList(const pb::StructuredList& list)
    {
        for (const auto& item : list.values())
            read(item, {});
    }

    void addTensor(const pb::TensorSpecValue& spec, const std::string& key)
    {
        TensorSpec tensor;
        tensor.name = key.empty() ? spec.name() : key;
        tensor.dtype = dtypeFromProto(spec.dtype());
        tensor.shape = shapeFromProto(spec.shape());
        m_function.inputs.push_back(std::move(tensor));
    }

    /// Keras passes training by name or, once canonicalised, by position; it has no other flag in its calls.
    void readFlag(bool value, const std::string& key)
    {
        if (key == kTraining || (key.empty() && !m_function.training))
            m_function.training = value;
    }

    ConcreteFunction& m_function;
};

/// The keys of what it returns, in the order of its outputs.
void readOutputNames(const pb::StructuredValue& value, const std::string& key, std::vector<std::string>& names)
{
    if (value.has_tensor_spec_value() || value.has_bounded_tensor_spec_value()) {
        names.push_back(key);
        return;
    }
    const auto readList = [&](const pb::StructuredList& list) {
        for (const auto& item : list.values())
            readOutputNames(item, {}, names);
    };
    if (value.has_tuple_value())
        readList(value.tuple_value());
    else if (value.has_list_value())
        readList(value.list_value());
    else if (value.has_dict_value())
        for (const auto* field : sortedFields(value.dict_value()))
            readOutputNames(field->value(), field->key(), names);
    else if (value.has_named_tuple_value())
        for (const auto& field : value.named_tuple_value().values())
            readOutputNames(field.value(), field.key(), names);
}

Result<std::vector<std::string>> traceNames(const SavedObjects& objects, std::uint32_t node)
{
    std::vector<std::string> names;
    if (objects.kind(node) == ObjectKind::Function) {
        pb::SavedFunction function;
        LW_TRY(protobuf::parse(objects.payload(node), function));
        names.assign(function.concrete_functions().begin(), function.concrete_functions().end());
    } else if (objects.kind(node) == ObjectKind::BareFunction) {
        pb::SavedBareConcreteFunction function;
        LW_TRY(protobuf::parse(objects.payload(node), function));
        names.push_back(function.concrete_function_name());
    }
    return names;
}

} // namespace

Result<ConcreteFunction> readConcreteFunction(const SavedObjects& objects, const std::string& name)
{
    const auto message = objects.concreteFunction(name);
    if (!message)
        return notFound("the SavedModel has no traced function " + printable(name));
    pb::SavedConcreteFunction saved;
    LW_TRY(protobuf::parse(*message, saved));
    ConcreteFunction function;
    function.name = name;
    for (const int node : saved.bound_inputs()) {
        if (node < 0 || static_cast<std::size_t>(node) >= objects.size())
            return corrupt("the function captures an object that does not exist").in(name);
        function.captures.push_back(static_cast<std::uint32_t>(node));
    }
    SignatureReader(function).read(saved.canonicalized_input_signature(), {});
    readOutputNames(saved.output_signature(), {}, function.outputNames);
    return function;
}

Result<ConcreteFunction> chooseTrace(const SavedObjects& objects, std::uint32_t node, bool training)
{
    LW_ASSIGN(const std::vector<std::string> names, traceNames(objects, node));
    std::optional<ConcreteFunction> fitting;
    for (const std::string& name : names) {
        LW_ASSIGN(ConcreteFunction function, readConcreteFunction(objects, name));
        if (function.training == training)
            return function;
        if (!function.training && !fitting)
            fitting = std::move(function);
    }
    if (fitting)
        return *std::move(fitting);
    if (names.empty())
        return notFound("saved without traced functions");
    return unsupported(std::string("not traced for ") + (training ? "training" : "inference"));
}

} // namespace lw::graph
