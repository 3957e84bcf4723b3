// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/KerasMetadata.h"

#include "core/containers/protobuf/WireReader.h"

namespace lw::formats {

namespace {

using protobuf::WireReader;
using protobuf::WireType;

// saved_metadata.proto
constexpr std::uint32_t kNodes = 1;
constexpr std::uint32_t kNodeId = 2, kMetadataText = 5;
constexpr std::string_view kFileName = "/keras_metadata.pb";
constexpr std::string_view kKerasPrefix = "_tf_keras_";

Result<std::unordered_map<std::uint32_t, std::string_view>> scan(ByteSpan bytes)
{
    std::unordered_map<std::uint32_t, std::string_view> texts;
    WireReader reader(bytes);
    while (true) {
        LW_ASSIGN(const auto field, reader.next());
        if (!field)
            return texts;
        if (!field->is(kNodes, WireType::Bytes))
            continue;
        std::uint32_t node = 0;
        std::string_view text;
        WireReader parts(field->bytes);
        while (true) {
            LW_ASSIGN(const auto part, parts.next());
            if (!part)
                break;
            if (part->is(kNodeId, WireType::Varint))
                node = static_cast<std::uint32_t>(part->value);
            else if (part->is(kMetadataText, WireType::Bytes))
                text = part->text();
        }
        texts.emplace(node, text);
    }
}

} // namespace

KerasMetadata KerasMetadata::read(const std::string& folder, const graph::SavedObjects& objects,
                                  Diagnostics& diagnostics)
{
    KerasMetadata metadata;
    metadata.m_objects = &objects;
    for (std::uint32_t node = 0; node < objects.size(); ++node)
        if (const std::string_view text = objects.metadata(node); !text.empty())
            metadata.m_texts.emplace(node, text);
    const bool isKeras = objects.size() > 0 && objects.identifier(0).starts_with(kKerasPrefix);
    auto file = MappedFile::open(folder + std::string(kFileName));
    if (!file) {
        if (isKeras && metadata.m_texts.empty())
            diagnostics.warning("keras_metadata.pb is missing: layers are shown as far as the object graph tells");
        return metadata;
    }
    auto texts = scan(file.value()->bytes());
    if (!texts) {
        diagnostics.warning("keras_metadata.pb is damaged: " + texts.error().message);
        return metadata;
    }
    metadata.m_file = std::move(file).value();
    for (const auto& [node, text] : *texts)
        metadata.m_texts[node] = text;
    return metadata;
}

Json KerasMetadata::of(std::uint32_t node) const
{
    const auto found = m_texts.find(node);
    if (found == m_texts.end())
        return {};
    auto json = Json::parse(found->second);
    return json ? std::move(json).value() : Json();
}

std::string_view KerasMetadata::identifier(std::uint32_t node) const
{
    const std::string_view identifier = m_objects->identifier(node);
    return identifier.starts_with(kKerasPrefix) ? identifier : std::string_view();
}

bool KerasMetadata::isLayer(std::uint32_t node) const
{
    const std::string_view identifier = this->identifier(node);
    return !identifier.empty() && identifier != "_tf_keras_metric";
}

} // namespace lw::formats
