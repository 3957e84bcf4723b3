// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sentences/Families.h"

/// Unsaved edits that are kept over a crash.
namespace lw::ui {

static constexpr const char* kSentences[] = {
    QT_TRANSLATE_NOOP("lw::ui::Core", "the file that was edited is gone, and the edits alone are no whole model"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1: the edits do not fit the file as it is now"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "an edited variable is missing"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "an edited variable has the shape %1 now, and had %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the variable %1 is missing"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the record does not have the checksum that it was written with"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the record says that it is %1 bytes long, and has %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "this is no record of unsaved edits"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the record was written by another version of Layerwright (format %1)"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the record has two variables of this name"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the record is no object"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the record refers to a file that it does not name"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the values could not be kept over the crash: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "no folder could be made to keep unsaved edits in"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there is no home folder to keep unsaved edits in; set HOME or XDG_STATE_HOME"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the record has %1 bytes for values of shape %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the values do not have the checksum that they were written with"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "values of type %1 cannot be kept"),
};

std::span<const char* const> recoverySentences()
{
    return kSentences;
}

} // namespace lw::ui
