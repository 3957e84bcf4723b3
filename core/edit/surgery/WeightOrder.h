// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <optional>
#include <string>
#include <vector>

namespace lw::edit {

/// A weight at its place in the order in which HDF5 files of Keras 2 list them: group by group (one for every layer of
/// the model itself), and in a group trainable ones first, then the others. set_weights() and load_weights() go by it,
/// so freezing a layer inside of a nested model moves weights.
struct OrderedWeight {
    std::string group, path;
    bool trainable = true;
    std::optional<std::size_t> before; ///< its place in the other model; none when it is not there
    bool moved = false;                ///< it stands at another place among the weights that both have
};

/// The weights of after in their order, compared with before; a weight that was renamed is known by its values. Equal
/// models have none that moved.
std::vector<OrderedWeight> weightOrder(const Model& before, const Model& after);

/// How many moved.
std::size_t movedWeights(const std::vector<OrderedWeight>& order);

} // namespace lw::edit
