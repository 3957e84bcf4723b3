// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sentences/Families.h"

/// Arguments of Keras' layers.
namespace lw::ui {

static constexpr const char* kSentences[] = {
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 is a whole number of %2 or more, not %3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 is a whole number of %2 or more, or %3 of them in brackets, not %4"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "%1 is a whole number of 1 or more, or -1 for as many as there are channels, not %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "%1 is a whole number of 0 or more, or two of them in brackets: before and after, not %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "%1 is a whole number of 0 or more, or %2 of them in brackets, where each may be a pair: "
                      "before and after, not %3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 is a number, not %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 is a number of %2 or more, not %3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 is a number from %2 to %3, not %4"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "%1 is a number from %2 to %3, or two numbers in brackets, the smaller first, not %4"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 is a whole number, or several in brackets, not %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 is a whole number other than 0, or two in brackets, not %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 are two numbers in brackets: the lowest and the highest, not %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "%1 is a list of whole numbers of 1 or more, where one may be -1: what is left, not %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 is a list of the numbers from 1 on, in some order, not %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 is one of %2, not %3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "strides and dilation_rate cannot both be more than 1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "filters is a multiple of groups, and %1 is none of %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "num_query_heads is a multiple of num_key_value_heads, and %1 is none of %2"),
};

std::span<const char* const> argumentsSentences()
{
    return kSentences;
}

} // namespace lw::ui
