// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/safetensors/Safetensors.h"

#include "core/base/ByteReader.h"
#include "core/base/Json.h"
#include "core/model/TensorStream.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace lw {

namespace {

constexpr std::uint64_t kLengthSize = 8;
constexpr std::uint64_t kMaximumHeader = 100'000'000; // the reference's MAX_HEADER_SIZE
constexpr std::size_t kMaximumRank = 64;
constexpr std::string_view kMetadata = "__metadata__";

struct TypeRow {
    std::string_view name;
    DType dtype;
};
constexpr std::array kTypes = {
    TypeRow{"F32", DType::Float32},   TypeRow{"F16", DType::Float16},
    TypeRow{"BF16", DType::BFloat16}, TypeRow{"F64", DType::Float64},
    TypeRow{"I64", DType::Int64},     TypeRow{"I32", DType::Int32},
    TypeRow{"I16", DType::Int16},     TypeRow{"I8", DType::Int8},
    TypeRow{"U64", DType::UInt64},    TypeRow{"U32", DType::UInt32},
    TypeRow{"U16", DType::UInt16},    TypeRow{"U8", DType::UInt8},
    TypeRow{"BOOL", DType::Bool},     TypeRow{"F8_E5M2", DType::Float8E5M2},
    TypeRow{"C64", DType::Complex64}, TypeRow{"F8_E4M3", DType::Float8E4M3FN},
};

/// One tensor of the header before its bytes are looked at.
struct Entry {
    std::string name;
    DType dtype = DType::Invalid;
    Shape shape;
    std::uint64_t begin = 0, end = 0;
};

Result<std::uint64_t> natural(const Json& number)
{
    if (!number.isInteger() || number.toInt(-1) < 0)
        return corrupt("a size in the header is no whole number");
    return static_cast<std::uint64_t>(number.toInt());
}

Result<Entry> readEntry(const std::string& name, const Json& value)
{
    Entry entry;
    entry.name = name;
    const std::string& type = value["dtype"].toText();
    const auto row =
        std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeRow& known) { return known.name == type; });
    if (!value.isObject() || !value["shape"].isArray() || value["data_offsets"].size() != 2 || type.empty())
        return corrupt("the header does not describe this tensor");
    if (row == kTypes.end())
        return unsupported("elements of type \"" + type.substr(0, 40) + "\" are not read");
    entry.dtype = row->dtype;
    if (value["shape"].size() > kMaximumRank)
        return corrupt("the tensor has too many dimensions");
    for (const Json& dim : value["shape"].items()) {
        LW_ASSIGN(const std::uint64_t size, natural(dim));
        entry.shape.push_back(static_cast<std::int64_t>(size));
    }
    LW_ASSIGN(entry.begin, natural(value["data_offsets"].at(0)));
    LW_ASSIGN(entry.end, natural(value["data_offsets"].at(1)));
    LW_ASSIGN(const std::uint64_t count, elementCount(entry.shape));
    const auto [size, fits] = checkedMultiply(count, dtypeSize(entry.dtype));
    if (!fits || entry.begin > entry.end || entry.end - entry.begin != size)
        return corrupt("the tensor's bytes and its shape " + shapeText(entry.shape) + " do not agree");
    return entry;
}

Result<std::string_view> headerText(ByteSpan bytes)
{
    ByteReader reader(bytes);
    LW_ASSIGN(const auto length, reader.number<std::uint64_t>());
    if (length > kMaximumHeader || length > reader.remaining())
        return corrupt("the header is longer than the file or than 100 MB");
    return reader.text(static_cast<std::size_t>(length));
}

Result<void> readMetadata(const Json& value, SafetensorsFile& content)
{
    if (!value.isObject())
        return corrupt("the metadata is no table of texts");
    for (const auto& [name, text] : value.members()) {
        if (!text.isString())
            return corrupt("the metadata holds something other than text").in(name);
        content.metadata.emplace_back(name, text.toText());
    }
    return {};
}

/// Every byte after the header belongs to exactly one tensor.
Result<void> checkCover(const std::vector<Entry>& entries, std::uint64_t size)
{
    std::uint64_t expected = 0;
    for (const Entry& entry : entries) {
        if (entry.begin != expected)
            return corrupt("the tensor does not begin where the one before it ends").in(entry.name);
        expected = entry.end;
    }
    if (expected != size)
        return corrupt("the tensors take " + std::to_string(expected) + " bytes and the file has " +
                       std::to_string(size));
    return {};
}

std::string_view typeName(DType dtype)
{
    for (const TypeRow& row : kTypes)
        if (row.dtype == dtype)
            return row.name;
    return {};
}

/// Tensors as they will lie in the file.
std::vector<const std::pair<std::string, Tensor>*> aligned(const SafetensorsFile& content)
{
    std::vector<const std::pair<std::string, Tensor>*> order;
    for (const auto& entry : content.tensors)
        order.push_back(&entry);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        return dtypeSize(a->second.dtype()) > dtypeSize(b->second.dtype());
    });
    return order;
}

Json textTable(const std::vector<std::pair<std::string, std::string>>& texts)
{
    Json table = Json::object();
    for (const auto& [name, text] : texts)
        table.set(name, text);
    return table;
}

} // namespace

bool looksLikeSafetensors(ByteSpan head, std::uint64_t fileSize)
{
    ByteReader reader(head);
    const auto length = reader.number<std::uint64_t>();
    const auto brace = reader.text(1);
    return length && brace && *brace == "{" && *length >= 2 &&
           *length <= std::min(kMaximumHeader, fileSize - kLengthSize);
}

Result<SafetensorsFile> readSafetensors(const std::shared_ptr<const MappedFile>& file)
{
    LW_ASSIGN(const std::string_view text, headerText(file->bytes()));
    if (!text.starts_with('{'))
        return corrupt("the header is not JSON").atOffset(kLengthSize);
    auto header = Json::parse(text);
    if (!header)
        return header.error();
    SafetensorsFile content;
    std::vector<Entry> entries;
    std::unordered_set<std::string_view> names;
    for (const auto& [name, value] : header->members()) {
        if (!names.insert(name).second)
            return corrupt("the header names this tensor twice").in(name);
        if (name == kMetadata) {
            LW_TRY(readMetadata(value, content));
            continue;
        }
        auto entry = readEntry(name, value);
        if (!entry)
            return entry.error().in(name);
        entries.push_back(std::move(entry).value());
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    const std::uint64_t base = kLengthSize + text.size();
    LW_TRY(checkCover(entries, file->size() - base));
    for (Entry& entry : entries) {
        LW_ASSIGN(Bytes bytes, file->slice(base + entry.begin, entry.end - entry.begin));
        content.tensors.emplace_back(std::move(entry.name),
                                     Tensor::fromBytes(entry.dtype, std::move(entry.shape), std::move(bytes)));
    }
    return content;
}

Result<void> writeSafetensors(SaveFile& file, const SafetensorsFile& content, const Progress& progress)
{
    const auto order = aligned(content);
    Json header = Json::object();
    if (!content.metadata.empty())
        header.set(kMetadata, textTable(content.metadata));
    std::uint64_t total = 0;
    for (const auto* entry : order) {
        const auto& [name, tensor] = *entry;
        const std::string_view type = typeName(tensor.dtype());
        if (type.empty())
            return unsupported("safetensors has no type for " + std::string(dtypeName(tensor.dtype()))).in(name);
        Json shape = Json::array();
        for (const std::int64_t dim : tensor.shape())
            shape.push(dim);
        const std::uint64_t end = total + tensor.byteSize();
        // Appended as it comes: set() would look each name up among all before it.
        header.members().emplace_back(
            name,
            Json::object({{"dtype", type}, {"shape", std::move(shape)}, {"data_offsets", Json::array({total, end})}}));
        total = end;
    }
    std::string text = header.dump();
    text.resize((text.size() + kLengthSize - 1) / kLengthSize * kLengthSize, ' ');
    const std::uint64_t length = text.size();
    if (length > kMaximumHeader)
        return unsupported("safetensors has no room for so many tensors: its header ends at 100 MB");
    LW_TRY(file.write(std::as_bytes(std::span(&length, 1))));
    LW_TRY(file.write(text));
    std::uint64_t done = 0;
    for (const auto* entry : order) {
        LW_TRY(progress.check());
        const auto written = streamBytes(entry->second, [&](ByteSpan piece) { return file.write(piece); });
        if (!written)
            return written.error().in(entry->first);
        progress(done += entry->second.byteSize(), total);
    }
    return {};
}

} // namespace lw
