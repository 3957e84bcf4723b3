// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/TakeArchitecture.h"

namespace lw::keras {

void takeArchitecture(Model& model, Model& layout)
{
    model.name = std::move(layout.name);
    model.kind = layout.kind;
    model.layers = std::move(layout.layers);
    model.inputRefs = std::move(layout.inputRefs);
    model.outputRefs = std::move(layout.outputRefs);
    model.inputs = std::move(layout.inputs);
    model.outputs = std::move(layout.outputs);
    model.architecture = std::move(layout.architecture);
}

} // namespace lw::keras
