// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/Edit.h"

#include <vector>

namespace lw::edit {

/// The new value of one variable.
struct TensorChange {
    std::string path; ///< Variable::path, of the model or of its optimizer's variables
    Tensor tensor;    ///< of the variable's shape; its dtype becomes the variable's
};

/// Gives variables other values and leaves all else alone: what transplanting, loading weights and resetting come down
/// to. Shares the tensors; the inverse holds the old ones.
class SetTensors final : public Edit {
public:
    SetTensors(std::string title, std::vector<TensorChange> changes);

    [[nodiscard]] std::string title() const override { return m_title; }
    /// NotFound for a path that the model has not; Invalid with both shapes when they differ.
    [[nodiscard]] Result<std::unique_ptr<Edit>> apply(Model& model) const override;

private:
    std::string m_title;
    std::vector<TensorChange> m_changes;
};

} // namespace lw::edit
