// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/engine/ops/OpCases.h"

#include "core/engine/ops/Resources.h"
#include "core/engine/ops/Scalars.h"
#include "tests/support/Fixtures.h"

#include <QByteArray>
#include <QDir>
#include <cmath>
#include <cstring>

namespace lw::test {

namespace {

using engine::Value;

std::string decoded(const Json& text)
{
    const auto bytes = QByteArray::fromBase64(QByteArray::fromStdString(text.toText()));
    return bytes.toStdString();
}

Shape readShape(const Json& json)
{
    Shape shape;
    for (const auto& dim : json.items())
        shape.push_back(dim.toInt());
    return shape;
}

Value readValue(const Json& json, engine::Allocator& allocator)
{
    const auto dtype = *dtypeFromName(json["dtype"].toText());
    Value value = *allocator.allocate(0, dtype, readShape(json["shape"]));
    if (dtype == DType::String) {
        for (std::size_t i = 0; i < value.strings->size(); ++i)
            (*value.strings)[i] = decoded(json["strings"].at(i));
    } else {
        const std::string bytes = decoded(json["data"]);
        std::memcpy(value.data, bytes.data(), std::min(bytes.size(), value.byteSize()));
    }
    return value;
}

graph::AttrValue readAttr(const Json& json)
{
    const auto& [kind, value] = json.members().front();
    const auto list = [&]<typename T>(T (*read)(const Json&)) {
        std::vector<T> items;
        for (const auto& item : value.items())
            items.push_back(read(item));
        return graph::AttrValue(items);
    };
    if (kind == "int")
        return value.toInt();
    if (kind == "float")
        return value.toDouble();
    if (kind == "bool")
        return value.toBool();
    if (kind == "text")
        return value.toText();
    if (kind == "type")
        return *dtypeFromName(value.toText());
    if (kind == "shape")
        return value.isNull() ? graph::PartialShape() : graph::PartialShape(readShape(value));
    if (kind == "ints")
        return list(+[](const Json& item) { return item.toInt(); });
    if (kind == "floats")
        return list(+[](const Json& item) { return item.toDouble(); });
    if (kind == "texts")
        return list(+[](const Json& item) { return item.toText(); });
    return {};
}

double numberAt(const Value& value, std::size_t index)
{
    using namespace engine;
    switch (value.dtype) {
    case DType::Float32:
        return static_cast<double>(value.as<float>()[index]);
    case DType::Float64:
        return value.as<double>()[index];
    case DType::Float16:
        return static_cast<double>(static_cast<float>(value.as<Half>()[index]));
    case DType::BFloat16:
        return static_cast<double>(static_cast<float>(value.as<BFloat16>()[index]));
    case DType::Complex64:
        return static_cast<double>(value.as<float>()[index]);
    case DType::Complex128:
        return value.as<double>()[index];
    default:
        return 0;
    }
}

double ownTolerance(DType dtype)
{
    switch (dtype) {
    case DType::Float16:
        return 2e-3;
    case DType::BFloat16:
        return 2e-2;
    case DType::Float64:
    case DType::Complex128:
        return 1e-10;
    default:
        return 3e-6;
    }
}

} // namespace

std::vector<OpCase> readOpCases(const std::string& family)
{
    const auto json = Json::parse(readAll(fixture("ops/cases-" + family + ".json")));
    std::vector<OpCase> cases;
    if (!json)
        return cases;
    engine::HeapAllocator allocator;
    for (const auto& entry : json->items()) {
        OpCase one;
        one.node.op = entry["op"].toText();
        one.node.name = entry["name"].toText();
        one.tolerance = entry["tolerance"].toDouble();
        for (const auto& [name, attr] : entry["attrs"].members())
            one.node.attrs[name] = readAttr(attr);
        for (const auto& input : entry["inputs"].items())
            one.inputs.push_back(readValue(input, allocator));
        for (const auto& output : entry["outputs"].items()) {
            one.outputs.push_back(readValue(output, allocator));
            one.node.outputs.push_back({one.outputs.back().dtype, one.outputs.back().shape});
        }
        cases.push_back(std::move(one));
    }
    return cases;
}

std::vector<std::string> opFamilies()
{
    std::vector<std::string> names;
    for (const auto& name :
         QDir(QString::fromStdString(fixture("ops"))).entryList({"cases-*.json"}, QDir::Files, QDir::Name))
        names.push_back(name.mid(6, name.size() - 11).toStdString());
    return names;
}

Result<std::vector<Value>> runKernel(const graph::Node& node, std::span<const Value> inputs,
                                     engine::Allocator& allocator, std::uint64_t lastUse, const Progress& progress)
{
    const auto kernel = engine::findKernel(node.op);
    if (kernel == nullptr)
        return unsupported("no kernel for " + node.op);
    std::vector<Value> outputs(node.outputs.size());
    engine::ResourceStore resources;
    engine::KernelContext context{node, inputs, outputs, allocator, nullptr, progress};
    context.resources = &resources;
    context.lastUse = lastUse;
    LW_TRY(kernel(context));
    return outputs;
}

Value ownCopy(const Value& value, engine::Allocator& allocator)
{
    Value copy = *allocator.allocate(0, value.dtype, value.shape);
    if (value.strings)
        *copy.strings = *value.strings;
    else if (value.byteSize() > 0)
        std::memcpy(copy.data, value.data, value.byteSize());
    return copy;
}

std::optional<std::string> difference(const Value& mine, const Value& wanted, double tolerance)
{
    if (mine.dtype != wanted.dtype)
        return "type " + std::string(dtypeName(mine.dtype)) + " instead of " + std::string(dtypeName(wanted.dtype));
    if (mine.shape != wanted.shape)
        return "shape " + shapeText(mine.shape) + " instead of " + shapeText(wanted.shape);
    if (wanted.dtype == DType::String) {
        for (std::size_t i = 0; i < wanted.strings->size(); ++i)
            if ((*mine.strings)[i] != (*wanted.strings)[i])
                return "\"" + (*mine.strings)[i] + "\" instead of \"" + (*wanted.strings)[i] + "\"";
        return {};
    }
    const bool isComplex = wanted.dtype == DType::Complex64 || wanted.dtype == DType::Complex128;
    if (!isFloating(wanted.dtype) && !isComplex) {
        if (wanted.byteSize() > 0 && std::memcmp(mine.data, wanted.data, wanted.byteSize()) != 0)
            return "integers differ";
        return {};
    }
    const double allowed = tolerance > 0 ? tolerance : ownTolerance(wanted.dtype);
    for (std::size_t i = 0; i < wanted.elements() * (isComplex ? 2 : 1); ++i) {
        const double a = numberAt(mine, i), b = numberAt(wanted, i);
        const bool same = std::isnan(b) ? std::isnan(a) : a == b || std::fabs(a - b) <= allowed * (1 + std::fabs(b));
        if (!same)
            return "element " + std::to_string(i) + " is " + std::to_string(a) + " instead of " + std::to_string(b);
    }
    return {};
}

} // namespace lw::test
