// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/Hdf5File.h"
#include "core/formats/Format.h"

namespace lw::formats {

/// Any HDF5 file, by what it holds: a whole model or weights of Keras 2 ("h5", "weights_h5"), object weights of Keras 3
/// and tf_keras ("weights_keras"), or plain numbers ("weights_h5", with a warning). The id goes into Model::format.
int sniffHdf5(const Probe& probe);
/// The part of readHdf5() behind opening the file.
Result<Model> readHdf5Content(std::shared_ptr<const Hdf5File> file);
Result<Model> readHdf5(const Probe& probe, const Progress& progress);

} // namespace lw::formats
