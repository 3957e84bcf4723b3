// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/Translation.h"

#include "core/keras/Architecture.h"
#include "core/keras/Dialect.h"
#include "core/keras/dialect/ModelTranslator.h"

namespace lw::keras {
namespace {

/// The members beside the config that the target keeps: compile_config and the like, verbatim.
void keepOthers(const Json& source, Json& target)
{
    for (const char* key : {"compile_config"})
        if (source.contains(key))
            target.set(key, source[key]);
}

Translation translate(const Json& serialized, int target)
{
    Translation result;
    const int source = dialectGeneration(serialized);
    const bool framed = serialized["module"].isString();
    // Keras 3 itself leaves the modules out in .h5 files.
    if (source == target && (target == 2 || framed)) {
        result.serialized = serialized;
        return result;
    }
    result.changed = source != target;
    Model model;
    if (const auto read = readArchitecture(serialized, model); !read) {
        result.serialized = serialized;
        result.complete = false;
        result.notes.warning("The architecture is not translated: " + read.error().message);
        return result;
    }
    TranslationNotes notes(result.notes, result.complete);
    const std::vector<Layer>* layers = model.kind == ModelKind::Subclassed ? nullptr : &model.layers;
    result.serialized = ModelTranslator(source, target, notes).entry(serialized, layers, {}, 0);
    keepOthers(serialized, result.serialized);
    return result;
}

} // namespace

Translation toKeras3(const Json& serialized)
{
    return translate(serialized, 3);
}

Translation toKeras2(const Json& serialized)
{
    return translate(serialized, 2);
}

} // namespace lw::keras
