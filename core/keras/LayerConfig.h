// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/model/DType.h"
#include "core/model/Shape.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lw::keras {

/// Reads a layer's config tolerantly: a value of the wrong type or out of any sensible range reads as absent, so that
/// hostile numbers (units -1, 1.5e300, "8") end as unknown dimensions. Borrows the JSON; cheap to make.
class LayerConfig {
public:
    explicit LayerConfig(const Json& config) : m_config(config) {}

    [[nodiscard]] bool has(std::string_view key) const; ///< present and not null
    [[nodiscard]] const Json& json(std::string_view key) const { return m_config[key]; }
    /// An integer within +-2^53; also 8.0. Strings and booleans are none.
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
    [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t fallback) const;
    /// A size: a positive integer, else kUnknownDim.
    [[nodiscard]] std::int64_t size(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key, bool fallback) const { return m_config[key].toBool(fallback); }
    [[nodiscard]] std::string text(std::string_view key, std::string_view fallback = {}) const;
    /// count integers: a list of that length, or one integer repeated; none when absent or otherwise shaped.
    [[nodiscard]] std::optional<std::vector<std::int64_t>> tuple(std::string_view key, std::size_t count) const;
    [[nodiscard]] std::vector<std::int64_t> tuple(std::string_view key, std::size_t count, std::int64_t fallback) const;
    /// A list of integers of any length (or one integer): axis, target_shape, dims.
    [[nodiscard]] std::optional<std::vector<std::int64_t>> integers(std::string_view key) const;
    [[nodiscard]] bool channelsFirst() const;

private:
    const Json& m_config;
};

/// An integer within +-2^53, else none.
std::optional<std::int64_t> boundedInteger(const Json& json);
/// [null, 32] -> (None, 32); none when it is no list of integers and nulls.
std::optional<Shape> shapeFromJson(const Json& json);

/// The layer's dtype policy (Keras 2 "mixed_float16" or {"class_name": "Policy"}, Keras 3 DTypePolicy objects).
struct DTypePolicy {
    DType variable = DType::Float32;
    DType compute = DType::Float32;
    std::string quantization; ///< "int8", "int4", "float8" of Keras 3's quantized policies, else empty
};
DTypePolicy dtypePolicy(const Json& config);
/// The name inside a dtype entry of any form; empty when null.
std::string dtypePolicyName(const Json& dtype);

} // namespace lw::keras
