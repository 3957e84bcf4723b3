// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/protobuf/Message.h"

#include <google/protobuf/message_lite.h>
#include <limits>

namespace lw::protobuf {

Result<void> parse(ByteSpan bytes, google::protobuf::MessageLite& message)
{
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return corrupt("message of more than 2 GiB");
    if (!message.ParsePartialFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return corrupt("not a valid " + message.GetTypeName() + " message");
    return {};
}

std::string serialize(const google::protobuf::MessageLite& message)
{
    return message.SerializePartialAsString();
}

} // namespace lw::protobuf
