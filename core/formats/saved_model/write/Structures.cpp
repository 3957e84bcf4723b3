// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/Structures.h"

#include "core/graph/export/ProtoWriting.h"

#include <algorithm>
#include <numeric>

namespace lw::formats {

std::vector<std::size_t> Structure::flatOrder() const
{
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), 0);
    if (nesting == Nesting::Dictionary)
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return names[a] < names[b]; });
    return order;
}

void writeTensor(const graph::FunctionBorder& border, const std::string& name, pb::StructuredValue& value)
{
    pb::TensorSpecValue& spec = *value.mutable_tensor_spec_value();
    spec.set_name(name);
    graph::shapeToProto(border.shape, *spec.mutable_shape());
    spec.set_dtype(static_cast<int>(border.dtype));
}

void writeDictionary(const std::vector<graph::FunctionBorder>& borders, pb::StructuredValue& value)
{
    value.mutable_dict_value();
    for (const graph::FunctionBorder& border : borders) {
        auto* field = value.mutable_dict_value()->add_fields();
        field->set_key(border.name);
        writeTensor(border, border.name, *field->mutable_value());
    }
}

void writeStructure(const Structure& structure, const std::vector<graph::FunctionBorder>& borders,
                    pb::StructuredValue& value)
{
    switch (structure.nesting) {
    case Nesting::Single:
        if (!borders.empty())
            writeTensor(borders.front(), borders.front().name, value);
        return;
    case Nesting::List:
        value.mutable_list_value();
        for (const graph::FunctionBorder& border : borders)
            writeTensor(border, border.name, *value.mutable_list_value()->add_values());
        return;
    case Nesting::Dictionary:
        writeDictionary(borders, value);
        return;
    }
}

void writeSignature(const PythonSignature& signature, pb::FunctionSpec& spec)
{
    auto* tuple = spec.mutable_fullargspec()->mutable_named_tuple_value();
    tuple->set_name("FullArgSpec");
    const auto field = [&](const char* key) -> pb::StructuredValue& {
        auto* pair = tuple->add_values();
        pair->set_key(key);
        return *pair->mutable_value();
    };
    const auto texts = [](const std::vector<std::string>& items, pb::StructuredValue& value) {
        value.mutable_list_value();
        for (const std::string& item : items)
            value.mutable_list_value()->add_values()->set_string_value(item);
    };
    texts(signature.arguments, field("args"));
    field("varargs").mutable_none_value();
    field("varkw").mutable_none_value();
    pb::StructuredValue& defaults = field("defaults");
    if (signature.defaults.empty()) {
        defaults.mutable_none_value();
    } else {
        for (const auto& value : signature.defaults) {
            auto* item = defaults.mutable_tuple_value()->add_values();
            if (value)
                item->set_bool_value(*value);
            else
                item->mutable_none_value();
        }
    }
    texts(signature.keywords, field("kwonlyargs"));
    field("kwonlydefaults").mutable_none_value();
    field("annotations").mutable_dict_value();
    spec.mutable_input_signature()->mutable_none_value();
}

} // namespace lw::formats
