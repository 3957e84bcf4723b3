// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/Architecture.h"
#include "core/model/Model.h"

#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace lw::formats::h5 {

/// A weight as an HDF5 file has it, before it is known what it is.
struct FileWeight {
    std::string group; ///< the top-level layer that the file lists it under; empty for none
    std::string name;  ///< "dense/kernel:0"
    std::string key;   ///< HDF5 path
    Tensor tensor;
};

/// Which expected variable each weight of one group is; expected: in the order of layer.weights. Within a group Keras
/// writes those that train first, so when numbers and shapes agree the order decides; otherwise (layers of unknown class, other
/// versions) names do, then the attribute's name with its shape, then nothing.
std::vector<const keras::ExpectedVariable*> pairGroup(std::span<const FileWeight> weights,
                                                      std::span<const keras::ExpectedVariable* const> expected);

/// Whether a shape of a file fits one of the architecture (kUnknownDim fits all).
bool fits(const Shape& shape, const Shape& expected);

/// "dense/kernel:0" -> "dense/kernel".
std::string withoutOutputNumber(std::string_view name);

/// keras::countParameters, and for a file without layers the sum of all its weights.
void countWeights(Model& model);

/// Gives out paths once: a second "dense/kernel" becomes "dense/kernel_1".
class UniquePaths {
public:
    std::string claim(std::string path);

private:
    std::unordered_set<std::string> m_taken;
};

/// Makes variables of file weights: names, layers, roles and trainability from the expected variables where paired,
/// from the file's own names elsewhere.
class VariableMaker {
public:
    explicit VariableMaker(const Model& model);
    /// path: used when nothing is expected; empty for one made of the group and name.
    Variable make(FileWeight weight, const keras::ExpectedVariable* expected, std::string path = {});

private:
    [[nodiscard]] std::string innermostLayer(std::string_view path) const;
    std::unordered_set<std::string> m_layers;
    std::unordered_set<std::string> m_frozen;
    UniquePaths m_paths;
};

} // namespace lw::formats::h5
