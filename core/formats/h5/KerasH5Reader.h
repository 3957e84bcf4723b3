// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/Hdf5File.h"
#include "core/model/Model.h"

#include <memory>

namespace lw::formats::h5 {

/// What an HDF5 file is to Keras.
enum class Content {
    WholeModel,    ///< attribute model_config: keras/src/legacy/saving/legacy_h5_format.py, tf_keras hdf5_format.py
    LayerWeights,  ///< attribute layer_names: weights only, of Keras 2
    ObjectWeights, ///< groups of vars: .weights.h5 of Keras 3 and tf_keras (saving_lib.py)
    Other
};
Content contentOf(const Hdf5File& file);

/// A whole model, or the weights of one, in the manner of Keras 2. Fills the model, diagnostics included; format is set
/// to "h5" or "weights_h5". Errors: Corrupt, Unsupported.
Result<Model> readKerasH5(std::shared_ptr<const Hdf5File> file);

/// Any other HDF5 file: its numeric datasets as variables, with a warning. Unsupported when there is none.
Result<Model> readPlainHdf5(std::shared_ptr<const Hdf5File> file);

/// Reads a dataset as a tensor, honouring the attribute dtype that Keras 3 adds for bfloat16 (saving_lib.py, H5Entry).
Result<Tensor> datasetTensor(const Hdf5File& file, const Hdf5Object& dataset);
/// What is told of a weight whose dataset is none that datasetTensor() takes; the model goes without it.
Diagnostic unreadableWeight(const Error& error, std::string key);

} // namespace lw::formats::h5
