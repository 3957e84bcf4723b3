// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/Hdf5File.h"
#include "core/model/Model.h"

#include <string>
#include <unordered_map>

namespace lw::formats::h5 {

/// The whole tree of the HDF5 file that a model came from, and the tensor that each variable had then: a variable with
/// another source now has been changed.
class H5Payload : public ModelPayload {
public:
    explicit H5Payload(std::shared_ptr<const Hdf5File> file) : m_file(std::move(file)) {}

    [[nodiscard]] const Hdf5File& file() const { return *m_file; }
    void remember(const Variable& variable) { m_originals[variable.key] = variable.tensor.source(); }
    /// Weights that the file held, without the optimizer's.
    void setVariableCount(std::size_t count) { m_variableCount = count; }
    [[nodiscard]] std::size_t variableCount() const { return m_variableCount; }
    [[nodiscard]] bool isOriginal(const Variable& variable) const
    {
        const auto found = m_originals.find(variable.key);
        return found != m_originals.end() && found->second == variable.tensor.source();
    }

private:
    std::shared_ptr<const Hdf5File> m_file;
    std::unordered_map<std::string, std::shared_ptr<const TensorSource>> m_originals;
    std::size_t m_variableCount = 0;
};

/// Attaches the payload, with all variables and slots of the model as they are now.
void attachPayload(Model& model, std::shared_ptr<const Hdf5File> file);

} // namespace lw::formats::h5
