// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sentences/Families.h"

/// Runs: inputs, operations, memory.
namespace lw::ui {

static constexpr const char* kSentences[] = {
    QT_TRANSLATE_NOOP("lw::ui::Core", "this model has no weights; load them into it first"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "input %1 wants shape %2 but was given %3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "input %1 is missing; the model's inputs are %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there is no input %1; the model's inputs are %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there are only weights here, and no architecture to run"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "%1 was saved without traces of its code; save it again with save_traces=True, or as a model "
                      "of built-in layers"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "%1 is not built in, and the file holds no operator graph; open the model as a SavedModel "
                      "that was saved with traces"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "the output of layer %1 cannot be shown, since the model runs by its traced function"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there is no layer %1 whose output could be shown"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "The traced function of the model runs, since %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "operation %1 is not supported"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "a run needs %1 MiB of memory, which is not there"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "a run needs %1 MiB of memory, too much"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "not enough memory for the outputs"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "an input is not there"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the layer is not called"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1: %2; inputs are %3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "index %1 is out of range"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "an index is out of range"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "index %1 is not in [0, %2)"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "index %1 is outside %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "integer division by zero"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "a stride is zero"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the step is zero"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "a tensor %1 cannot become %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "shapes %1 and %2 do not fit together"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "shapes %1 and %2 do not fit together along axis %3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "shapes %1 and %2 cannot be multiplied"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "shapes %1 and %2 cannot be broadcast"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "shapes %1 and %2 differ in rank"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "a dimension of %1 has no %2 equal pieces"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "dimension %1 of %2 is not 1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "a tensor of shape %1 is not possible"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "a tensor of shape %1 is too large"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "a tensor of shape %1 needs more memory than the limit of %2 MiB"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "no memory for a tensor of shape %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there is nothing to choose from"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the step leads away from the limit"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the range is too long"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "axis %1 is out of range"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the term \"%1\" does not fit a tensor %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "not enough memory for output \"%1\""),
    QT_TRANSLATE_NOOP("lw::ui::Core", "cannot be converted to %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "holds %1, but %2 is wanted"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "holds %1, but whole numbers (%2) are wanted"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "expected shape %1, got %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "expected %1, got %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "this model has no signatures, so there is no \"%1\""),
    QT_TRANSLATE_NOOP("lw::ui::Core", "a %1 layer with %2 cannot be run"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the model has no weight \"%1\" for this layer"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the weight \"%1\" has shape %2, which does not fit the layer's config"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the layer is called with %1 tensors"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the model is called with %1 tensors and has %2 inputs"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "models are nested too deeply"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the operation %1 cannot be run as a layer"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the operation %1 is not built in"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the cell class %1 is not built in"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "an output refers to a tensor that does not exist"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "an input refers to a tensor that does not exist: %1"),
};

std::span<const char* const> runSentences()
{
    return kSentences;
}

} // namespace lw::ui
