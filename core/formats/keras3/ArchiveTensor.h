// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/zip/ZipReader.h"
#include "core/model/Model.h"

namespace lw::formats::keras3 {

/// Lets every tensor of the model verify the checksum of the archive's member that it is read from, once for all of
/// them and when the first is read: opening reads structure only, but no number of a damaged file is ever shown, run
/// or saved.
void verifyWhenRead(Model& model, std::shared_ptr<const ZipReader> zip, const ZipEntry& entry);

} // namespace lw::formats::keras3
