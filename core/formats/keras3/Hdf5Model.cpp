// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/keras3/Hdf5Model.h"

#include "core/formats/h5/H5Payload.h"
#include "core/formats/h5/KerasH5Reader.h"
#include "core/formats/h5/WeightNaming.h"
#include "core/formats/keras3/ObjectWeights.h"

namespace lw::formats {

namespace {

/// .weights.h5 of Keras 3 and tf_keras: no architecture.
Result<Model> readObjectWeightsFile(std::shared_ptr<const Hdf5File> file)
{
    Model model;
    model.format = "weights_keras";
    model.formatDetail = "Keras weights";
    file->report(model.diagnostics);
    LW_TRY(keras3::readObjectWeights(*file, model));
    h5::countWeights(model);
    h5::attachPayload(model, std::move(file));
    return model;
}

std::string stem(const std::string& path)
{
    const std::string name = path.substr(path.rfind('/') + 1);
    return name.substr(0, name.find('.', 1));
}

} // namespace

Result<Model> readHdf5Content(std::shared_ptr<const Hdf5File> file)
{
    switch (h5::contentOf(*file)) {
    case h5::Content::WholeModel:
    case h5::Content::LayerWeights:
        return h5::readKerasH5(std::move(file));
    case h5::Content::ObjectWeights:
        return readObjectWeightsFile(std::move(file));
    case h5::Content::Other:
        break;
    }
    return h5::readPlainHdf5(std::move(file));
}

int sniffHdf5(const Probe& probe)
{
    return probe.file != nullptr && Hdf5File::hasSignature(probe.file->bytes()) ? 90 : 0;
}

Result<Model> readHdf5(const Probe& probe, const Progress& progress)
{
    LW_ASSIGN(auto file, Hdf5File::open(probe.file, progress));
    LW_ASSIGN(Model model, readHdf5Content(std::move(file)));
    model.path = probe.path;
    model.stamp = probe.file->stamp();
    if (model.name.empty())
        model.name = stem(probe.path);
    return model;
}

} // namespace lw::formats
