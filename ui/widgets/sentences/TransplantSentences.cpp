// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sentences/Families.h"

/// Moving, blending and loading of weights.
namespace lw::ui {

static constexpr const char* kSentences[] = {
    QT_TRANSLATE_NOOP("lw::ui::Core", "values of shape %1 do not fit %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "values of type %1 cannot become %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "nothing in the file belongs to the model"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "this cannot be a key of a checkpoint: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "this key is given twice: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 does not fit %2: %3 rows are chosen, %4 are needed"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 does not fit %2: row %3 does not exist"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 of %2 does not fit %3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "another model has no such variable"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "values of type %1 are not blended"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the models have no weights in common that could be blended"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the model has no variable of this name"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the amount must be a finite number"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the decay of an exponential average lies between 0 and 1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the rule \"%1\" takes %2 models, not %3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 values cannot be blended"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "\"%1\" of the file and \"%2\" of the model have nothing in common"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the file has no entry \"%1\""),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the file has no object \"%1\""),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the objects of the layer \"%1\" are not known"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the objects of \"%1\" are not known"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there is no layer \"%1\""),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 does not fit %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 values cannot be interpolated"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there are no values to move"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there are no fresh values of this shape to pad with"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "none of these weights goes with one there"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the layer \"%1\" has no weights"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there are no weights to move"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there is no layer or variable \"%1\""),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there is nothing to move"),
};

std::span<const char* const> transplantSentences()
{
    return kSentences;
}

} // namespace lw::ui
