// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <memory>
#include <string>

namespace lw::edit {

/// A change of a model as a value (design decision 6): the window wraps it in one undo command, the command line
/// applies it and saves. Immutable; may be applied to several models, on any thread.
class Edit {
public:
    virtual ~Edit() = default;

    /// What it does, for people: "Freeze dense_1". Names of layers and variables as the model has them.
    [[nodiscard]] virtual std::string title() const = 0;

    /// Changes model and returns the edit that takes the change back. On an error (NotFound: a layer or variable;
    /// Invalid: it does not fit, with the shapes) the model is as it was.
    [[nodiscard]] virtual Result<std::unique_ptr<Edit>> apply(Model& model) const = 0;
};

} // namespace lw::edit
