// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/recovery/Record.h"

#include <memory>
#include <string>

namespace lw::recovery {

/// A step that can be taken back again.
struct RecoveredStep {
    std::string text;
    std::int64_t time = 0;              ///< when it was made, in milliseconds since 1970
    std::shared_ptr<const Model> model; ///< after it
};

struct Recovered {
    std::shared_ptr<const Model> file;  ///< as it is now, without the edits; null when there is or was none
    std::shared_ptr<const Model> model; ///< with the edits
    std::shared_ptr<const Model> base;  ///< before the first of the steps; the same as model when there are none
    bool baseIsFile = false;            ///< base is as the file has it
    std::vector<RecoveredStep> steps;   ///< from base to model, as many as could be kept one by one
    bool fileChanged = false; ///< another program wrote the file since: what was not edited is as it has it now
    std::size_t lost = 0;     ///< variables whose values could not be kept; reading them says why
    std::vector<std::string> lostFunctions; ///< paths of custom layers whose traced functions are not known any more
};

/// The edited model again, of a record and its file. prefix: where the record lies. open: the file as a document that
/// is open has it, or null; then the file is read. Errors: NotFound when the file is gone and the record does not do
/// without it; Invalid when it was changed so that the edits do not fit any more; Corrupt for a damaged record.
Result<Recovered> recoverModel(const Record& record, const std::string& prefix,
                               std::shared_ptr<const Model> open = nullptr, const Progress& progress = {});

} // namespace lw::recovery
