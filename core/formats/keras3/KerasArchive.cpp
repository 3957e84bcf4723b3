// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/keras3/KerasArchive.h"

#include "core/formats/h5/Training.h"
#include "core/formats/keras3/ArchiveTensor.h"
#include "core/formats/keras3/ObjectWeights.h"
#include "core/formats/keras3/Vocabularies.h"
#include "core/keras/Architecture.h"
#include "core/keras/Vocabularies.h"

namespace lw::formats::keras3 {

namespace {

constexpr std::string_view kConfig = "config.json", kMetadata = "metadata.json", kWeights = "model.weights.h5";
constexpr std::uint64_t kMaxJson = 1ULL << 30;

Result<Json> readJson(const ZipReader& zip, std::string_view name, const Progress& progress)
{
    const ZipEntry* entry = zip.find(name);
    if (entry == nullptr)
        return corrupt("the archive has no " + std::string(name) + ", so it is not a Keras model");
    if (entry->size > kMaxJson)
        return unsupported("it is larger than 1 GiB").in(std::string(name));
    auto bytes = zip.read(*entry, progress);
    if (!bytes.ok())
        return bytes.error().in(std::string(name));
    auto parsed = Json::parse(asText(bytes->span));
    if (!parsed.ok())
        return parsed.error().in(std::string(name));
    return parsed;
}

void readMetadata(const ZipReader& zip, Model& model, const Progress& progress)
{
    const auto metadata = readJson(zip, kMetadata, progress);
    if (!metadata.ok()) {
        model.formatDetail = "Keras";
        model.diagnostics.warning("The archive's metadata is not usable: " + metadata.error().message);
        return;
    }
    model.formatDetail = "Keras " + printable((*metadata)["keras_version"].toText(), 40);
}

/// A stored member is read where it lies in the archive; its checksum would cost a pass over all weights and waits
/// until the first of them is read. The zip reader has checked that it lies where the archive says.
Result<std::shared_ptr<const Hdf5File>> openWeights(const ZipReader& zip, const ZipEntry& entry,
                                                    const Progress& progress)
{
    if (entry.size == 0)
        return corrupt("it is empty");
    if (entry.stored())
        return Hdf5File::open(zip.file(), entry.dataOffset, entry.size, progress);
    LW_ASSIGN(Bytes bytes, zip.read(entry, progress));
    return Hdf5File::open(std::move(bytes), progress);
}

Result<std::shared_ptr<const Hdf5File>> readWeights(const std::shared_ptr<const ZipReader>& archive, Model& model,
                                                    const Progress& progress)
{
    const ZipReader& zip = *archive;
    const ZipEntry* entry = zip.find(kWeights);
    if (entry == nullptr) {
        for (const std::string_view other : {"model.weights.json", "model.weights.npz"}) {
            if (zip.find(other) != nullptr)
                return unsupported("its weights are kept as " + std::string(other) +
                                   ", which is not read; save it with model.weights.h5");
        }
        model.diagnostics.warning("The archive holds no weights");
        return std::shared_ptr<const Hdf5File>();
    }
    auto file = openWeights(zip, *entry, progress);
    if (!file.ok())
        return file.error().in(std::string(kWeights));
    (*file)->report(model.diagnostics);
    LW_TRY(readObjectWeights(**file, model));
    if (entry->stored())
        verifyWhenRead(model, archive, *entry);
    return file;
}

bool looksLikeKeras(const ZipReader& zip)
{
    return zip.find(kConfig) != nullptr && (zip.find(kMetadata) != nullptr || zip.find(kWeights) != nullptr);
}

} // namespace

int sniffArchive(const Probe& probe)
{
    const std::string_view head = asText(probe.head);
    if (probe.file == nullptr || !head.starts_with("PK\x03\x04"))
        return 0;
    // Keras writes the two small members first, so that the head tells.
    if (head.find("config.json") != std::string_view::npos && head.find("metadata.json") != std::string_view::npos)
        return 95;
    const auto zip = ZipReader::open(probe.file);
    return zip.ok() && looksLikeKeras(**zip) ? 95 : 0;
}

Result<Model> readArchive(const Probe& probe, const Progress& progress)
{
    Model model;
    model.path = probe.path;
    model.format = "keras";
    model.stamp = probe.file->stamp();
    LW_ASSIGN(auto zip, ZipReader::open(probe.file));
    readMetadata(*zip, model, progress);
    LW_ASSIGN(Json config, readJson(*zip, kConfig, progress));
    LW_TRY(keras::readArchitecture(std::move(config), model));
    const Json& compileConfig = model.architecture["compile_config"];
    if (compileConfig.isObject() && compileConfig.size() > 0)
        model.training = h5::trainingFrom(compileConfig);
    readVocabularies(*zip, model, progress);
    LW_ASSIGN(auto weights, readWeights(zip, model, progress));
    keras::keepVocabularies(model);
    for (const ZipEntry& entry : zip->entries()) {
        if (entry.name.starts_with("assets/") && !entry.name.ends_with('/'))
            model.assets.push_back(entry.name.substr(7));
    }
    keras::countParameters(model);
    model.payload = std::make_shared<KerasArchivePayload>(std::move(zip), std::move(weights));
    return model;
}

} // namespace lw::formats::keras3
