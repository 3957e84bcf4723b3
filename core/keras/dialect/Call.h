// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/keras/LayerRules.h"

#include <functional>
#include <string>
#include <vector>

namespace lw::keras {

/// A tensor within the arguments of a Call; node counts from 0 also for nested models.
struct CallTensor {
    std::string layer;
    std::int64_t node = 0, tensor = 0;
};

/// One call of a layer, in neither dialect: tensors are objects that tensorIn() reads.
struct Call {
    std::vector<Json> args;
    Json kwargs = Json::object();
};
Json tensorValue(const CallTensor& tensor);
/// Whether the JSON is such an object, and which.
bool tensorIn(const Json& json, CallTensor& tensor);
/// All tensors inside, in order.
void visitTensors(const Json& json, const std::function<void(const CallTensor&)>& visit);
/// The JSON with every tensor replaced.
Json replaceTensors(const Json& json, const std::function<Json(const CallTensor&)>& replace);

/// How many calls of a nested model the file's numbers skip: 1 where its own definition counts as call 0.
using Shift = std::function<std::int64_t(const std::string& layer)>;
/// What a tensor looks like, for Keras 3, which writes it down.
using Describe = std::function<TensorInfo(const CallTensor& tensor)>;

/// keepsStructure: layers that take a list of one as it is (TFOpLambda).
Call readCall2(const Json& node, bool keepsStructure, const Shift& shift);
Call readCall3(const Json& node, const Shift& shift);
Json writeCall2(const Call& call, bool keepsStructure, const Shift& shift);
Json writeCall3(const Call& call, const Shift& shift, const Describe& describe);

} // namespace lw::keras
