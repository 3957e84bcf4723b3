// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"

#include <string>

namespace google::protobuf {
class MessageLite;
}

namespace lw::protobuf {

/// Parses one message of the .proto files. Corrupt when the bytes are no such message, are nested deeper than 100, or
/// reach 2 GiB. Fields that the .proto does not know are kept in the message.
Result<void> parse(ByteSpan bytes, google::protobuf::MessageLite& message);
/// The message's bytes, unknown fields included.
std::string serialize(const google::protobuf::MessageLite& message);

} // namespace lw::protobuf
