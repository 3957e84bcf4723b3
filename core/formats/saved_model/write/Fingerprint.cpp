// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/write/Fingerprint.h"

#include "core/containers/protobuf/Message.h"

#include <cstdio>

namespace lw::formats {

namespace {

std::uint64_t hashOf(std::string_view bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char byte : bytes) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001b3;
    }
    return hash;
}

/// A UUID of version 8 made of two hashes, so that the same model gives the same file.
std::string uuidOf(std::uint64_t high, std::uint64_t low)
{
    char text[40];
    std::snprintf(text, sizeof text, "%08x-%04x-8%03x-a%03x-%012llx", static_cast<unsigned>(high >> 32),
                  static_cast<unsigned>(high >> 16 & 0xffff), static_cast<unsigned>(high & 0xfff),
                  static_cast<unsigned>(low >> 48 & 0xfff), static_cast<unsigned long long>(low & 0xffffffffffff));
    return text;
}

} // namespace

std::string fingerprintOf(std::string_view savedModel, const pb::MetaGraphDef& metaGraph, std::string_view checkpoint)
{
    std::string signatures;
    for (const auto& signature : metaGraph.signature_def())
        signatures += protobuf::serialize(signature);
    pb::FingerprintDef fingerprint;
    fingerprint.set_saved_model_checksum(hashOf(savedModel));
    fingerprint.set_graph_def_program_hash(hashOf(protobuf::serialize(metaGraph.graph_def())));
    fingerprint.set_signature_def_hash(hashOf(signatures));
    fingerprint.set_saved_object_graph_hash(hashOf(protobuf::serialize(metaGraph.object_graph_def())));
    fingerprint.set_checkpoint_hash(hashOf(checkpoint));
    fingerprint.set_uuid(uuidOf(fingerprint.saved_model_checksum(), fingerprint.checkpoint_hash()));
    fingerprint.mutable_version()->set_producer(1);
    return protobuf::serialize(fingerprint);
}

} // namespace lw::formats
