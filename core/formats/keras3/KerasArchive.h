// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/containers/hdf5/Hdf5File.h"
#include "core/containers/zip/ZipReader.h"
#include "core/formats/Format.h"

namespace lw::formats::keras3 {

/// The archive and its weights file, so that members which are not understood (assets) can be written back.
class KerasArchivePayload : public ModelPayload {
public:
    KerasArchivePayload(std::shared_ptr<const ZipReader> zip, std::shared_ptr<const Hdf5File> weights)
        : m_zip(std::move(zip)), m_weights(std::move(weights))
    {
    }
    [[nodiscard]] const ZipReader& zip() const { return *m_zip; }
    /// Null when the archive has no weights.
    [[nodiscard]] const std::shared_ptr<const Hdf5File>& weights() const { return m_weights; }

private:
    std::shared_ptr<const ZipReader> m_zip;
    std::shared_ptr<const Hdf5File> m_weights;
};

/// The .keras format of Keras 3 and of tf_keras: a zip of config.json, metadata.json, model.weights.h5 and assets/
/// (keras/src/saving/saving_lib.py). Nothing is unpacked to disk; stored weights are read in place.
int sniffArchive(const Probe& probe);
Result<Model> readArchive(const Probe& probe, const Progress& progress);

} // namespace lw::formats::keras3
