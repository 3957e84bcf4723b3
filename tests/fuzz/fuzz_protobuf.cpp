// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The walk over fields that are not decoded, and the messages that are.
#include "bundle.pb.h"
#include "core/containers/protobuf/Message.h"
#include "core/containers/protobuf/WireReader.h"
#include "core/formats/checkpoint/CheckpointObjects.h"
#include "core/graph/import/SavedObjects.h"
#include "framework.pb.h"
#include "saved_model.pb.h"
#include "tests/fuzz/FuzzSupport.h"

namespace {

void walk(lw::ByteSpan bytes, int depth)
{
    lw::protobuf::WireReader reader(bytes);
    while (true) {
        const auto field = reader.next();
        if (!field.ok() || !*field)
            return;
        if ((*field)->type == lw::protobuf::WireType::Bytes && depth < 6)
            walk((*field)->bytes, depth + 1);
    }
}

template <typename Message>
void decode(lw::ByteSpan bytes)
{
    Message message, again;
    if (!lw::protobuf::parse(bytes, message).ok())
        return;
    const std::string written = lw::protobuf::serialize(message);
    lw::fuzz::require(lw::protobuf::parse(lw::asBytes(written), again).ok(), "a message written can be read");
}

} // namespace

LW_FUZZ_TARGET
{
    const lw::ByteSpan bytes = lw::asBytes(input);
    walk(bytes, 0);
    decode<lw::pb::BundleHeader>(bytes);
    decode<lw::pb::BundleEntry>(bytes);
    decode<lw::pb::NodeDef>(bytes);
    decode<lw::pb::FunctionDef>(bytes);
    decode<lw::pb::SignatureDef>(bytes);
    (void)lw::formats::readCheckpointObjects(bytes);
    (void)lw::graph::SavedObjects::read(bytes);
}
