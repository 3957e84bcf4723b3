// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace lw::keras {

/// A constructor argument that only one generation of Keras has.
struct ArgumentDifference {
    std::string_view className; ///< of a layer or initialiser; ends with '*' for a prefix; "*" for every layer
    std::string_view key;
    int generation;            ///< 2 or 3: the one that knows it
    std::string_view fallback; ///< JSON of the value that says nothing
    bool harmless;             ///< it may go whatever it says: the outputs do not depend on it
};
std::span<const ArgumentDifference> argumentDifferences();
/// Whether the constructor of a built-in class takes an argument that layers have in common, such as trainable.
bool takesArgument(std::string_view className, std::string_view key, int generation);

/// An argument or class under another name.
struct Rename {
    std::string_view className, keras2, keras3;
};
std::span<const Rename> argumentRenames();
/// Classes of old versions and their names of today, in both generations.
struct ClassRename {
    std::string_view old, today;
};
std::span<const ClassRename> classRenames();
/// Names of activations: keras2 -> keras3.
std::span<const Rename> activationRenames();
/// Whether Keras 2 or 3 has an activation of this name; others are functions of the user.
bool isBuiltInActivation(std::string_view name);
/// Activations that Keras 2 does not have.
bool isKeras3Activation(std::string_view name);

bool matchesClass(std::string_view pattern, std::string_view className);

} // namespace lw::keras
