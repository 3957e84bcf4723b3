// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"

#include <string>
#include <string_view>
#include <vector>

namespace lw::ui {

/// One argument of a built-in layer, as its get_config() has it.
struct LayerArgument {
    std::string name;
    Json value;          ///< the default; null also when it is needed
    bool needed = false; ///< there is no default
};

/// The arguments of a class in the order of its config (resources/layers/make_arguments.py: tf_keras 2.21 for
/// generation 2, Keras 3.15 for 3); empty for classes that are not known. User interface thread only.
const std::vector<LayerArgument>& layerArguments(int generation, std::string_view className);

/// Classes that can stand between other layers, by name: no inputs, cells or abstract classes.
std::vector<std::string> insertableLayers(int generation);

/// Classes that a wrapper can wrap and that wrap nothing themselves, the usual ones first.
std::vector<std::string> wrappableLayers(int generation, std::string_view wrapper);

/// What an argument can be, where that is a list: "padding" of a Conv1D. Empty for numbers, shapes and free text.
std::vector<std::string> argumentChoices(std::string_view className, std::string_view argument);

/// Arguments that are an object of Keras, by the classes that they can be; empty for others.
enum class ArgumentObject { None, Initializer, Regularizer, Constraint };
ArgumentObject argumentObject(std::string_view argument);
std::vector<std::string> objectClasses(ArgumentObject object);
/// Such an object with default settings, serialized as the generation does it. className "": none.
Json serializedObject(ArgumentObject object, const std::string& className, bool withModule);

} // namespace lw::ui
