// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/graph/objects/CustomObjects.h"

#include <memory>
#include <string>

namespace lw::formats {

using SharedObjects = std::shared_ptr<const graph::CustomObjects>;

/// What becomes of definitions that cannot be used as they stand: a function of a SavedModel that cannot be opened, an
/// expression that cannot be read.
enum class Unusable {
    Refuse, ///< the whole file is refused
    Keep,   ///< they stay, with CustomObject::trouble, and fail where a model needs them: for a file that is written again
};

/// Definitions as an objects file has them: {"CustomLayer": "inputs @ w + b"}, or {"CustomLayer": {"from": "FOLDER"}}
/// for the function that a SavedModel traced. Such SavedModels are opened, each once; their paths are taken as they
/// are, or from the folder when there is nothing at that place. Invalid names the definition that is wrong, and the
/// column in its expression; errors of openModel.
Result<SharedObjects> readObjects(const Json& definitions, const std::string& folder, const Progress& progress = {},
                                  Unusable unusable = Unusable::Refuse);
/// The same of a file.
Result<SharedObjects> readObjectsFile(const std::string& path, const Progress& progress = {},
                                      Unusable unusable = Unusable::Refuse);
/// The objects file of these definitions.
Json objectsToJson(const graph::CustomObjects& objects);
Result<void> writeObjectsFile(const graph::CustomObjects& objects, const std::string& path);
/// One definition, checked and with its source opened.
Result<graph::CustomObject> readObject(const std::string& name, const Json& definition, const std::string& folder);

} // namespace lw::formats
