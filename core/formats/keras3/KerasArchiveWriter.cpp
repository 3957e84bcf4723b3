// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/keras3/KerasArchiveWriter.h"

#include "core/base/MappedPages.h"
#include "core/containers/zip/ZipWriter.h"
#include "core/formats/keras3/KerasArchive.h"
#include "core/formats/keras3/ObjectWeightsWriter.h"
#include "core/formats/keras3/Vocabularies.h"
#include "core/graph/objects/CarriedFunctions.h"
#include "core/keras/Dialect.h"
#include "core/keras/KerasVersion.h"
#include "core/keras/LookupConfig.h"
#include "core/keras/dialect/TrainingTranslation.h"

#include <algorithm>
#include <ctime>

namespace lw::formats::keras3 {

namespace {

constexpr int kFirstMinor2 = 12;            ///< Keras 2.12 was the first of Keras 2 that wrote archives
constexpr std::uint64_t kStep = 16U << 20U; ///< of copying, between looks at the stop button

std::string now()
{
    const std::time_t seconds = std::time(nullptr);
    std::tm parts{};
    char text[32] = "";
    if (gmtime_r(&seconds, &parts) != nullptr)
        (void)std::strftime(text, sizeof text, "%Y-%m-%d@%H:%M:%S", &parts);
    return text;
}

/// What tf_keras finds around a model's config (saving_lib.py of Keras 2.13 and later).
Json framed2(const Json& architecture)
{
    if (architecture["module"].isString())
        return architecture;
    const std::string& className = architecture["class_name"].toText();
    const bool sequential = className == "Sequential";
    return Json::object({{"module", sequential ? "tf_keras.src.engine.sequential" : "tf_keras.src.engine.functional"},
                         {"class_name", className},
                         {"config", architecture["config"]},
                         {"registered_name", className}});
}

Json configOf(const Model& model, const h5::TargetModel& target, const SaveOptions& options, Diagnostics& diagnostics)
{
    Json config = target.dialect == 2 ? framed2(target.layout.architecture) : target.layout.architecture;
    const bool own = keras::kerasGeneration(model) == target.dialect && config["compile_config"].isObject();
    if (!options.optimizer || !model.training) {
        config.remove("compile_config");
        return config;
    }
    if (!own) {
        const Json compile =
            keras::compileConfig(*model.training, target.layout.architecture, target.dialect, diagnostics);
        config.remove("compile_config");
        if (compile.isObject())
            config.set("compile_config", compile);
    }
    return config;
}

Result<void> addFile(ZipWriter& zip, const std::string& name, const std::string& path, const Progress& progress)
{
    LW_ASSIGN(const auto mapped, MappedFile::open(path));
    const ByteSpan bytes = mapped->bytes();
    LW_TRY(zip.begin(name, bytes.size()));
    for (std::uint64_t at = 0; at < bytes.size(); at += kStep) {
        LW_TRY(progress.check());
        const ByteSpan piece = bytes.subspan(at, std::min<std::uint64_t>(kStep, bytes.size() - at));
        LW_TRY(zip.write(piece));
        releasePages(piece);
        progress(at, bytes.size());
    }
    return zip.end();
}

/// Whether the words of every lookup layer are known.
bool knowsWords(const Model& model)
{
    bool all = true;
    visitLayers(model, [&](const Layer& layer, const std::string&, int) {
        const auto lookup = keras::LookupConfig::of(layer);
        all = all && (!lookup || lookup->hasWords());
    });
    return all;
}

/// The words that lookup layers learned; of an archive, what layers of other classes keep beside them too.
Result<void> addAssets(ZipWriter& zip, const Model& model, const std::vector<VocabularyFile>& vocabularies,
                       Diagnostics& diagnostics, const Progress& progress)
{
    for (const VocabularyFile& file : vocabularies)
        LW_TRY(zip.add(file.name, asBytes(file.text)));
    const auto* payload = dynamic_cast<const KerasArchivePayload*>(graph::formatPayload(model).get());
    if (payload == nullptr) {
        for (const std::string& asset : model.assets)
            diagnostics.add({knowsWords(model) ? Severity::Info : Severity::Warning,
                             "The asset is not written: a .keras archive keeps vocabularies in its config",
                             asset,
                             1,
                             {},
                             {}});
        return {};
    }
    const bool known = knowsWords(model);
    for (const ZipEntry& entry : payload->zip().entries()) {
        const bool written = known && entry.name.ends_with("/vocabulary.txt");
        if (!entry.name.starts_with("assets/") || entry.name.ends_with('/') || written)
            continue;
        LW_ASSIGN(const Bytes bytes, payload->zip().read(entry, progress));
        LW_TRY(zip.add(entry.name, bytes.span));
    }
    return {};
}

} // namespace

int archiveDialect(const Model& model)
{
    const bool again = model.format == "keras" && keras::kerasGeneration(model) == 2;
    return again ? 2 : 3;
}

Result<void> writeArchive(const Model& model, const std::string& path, const SaveOptions& options,
                          Diagnostics& diagnostics, const Progress& progress)
{
    const int dialect = options.dialect != 0 ? options.dialect : archiveDialect(model);
    LW_ASSIGN(h5::TargetModel target, h5::targetModel(model, dialect, diagnostics, h5::Words::Beside));
    const std::vector<VocabularyFile> vocabularies = takeVocabularies(target.layout, target.dialect, diagnostics);
    // The weights first, into a file that goes again when this function ends.
    LW_ASSIGN(h5::WrittenFile weights, h5::WrittenFile::create(path + ".weights"));
    LW_TRY(writeObjectWeights(weights, model, target, options.optimizer, diagnostics));
    LW_TRY(weights.finish(progress));
    LW_TRY(h5::verifyWritten(weights.temporaryPath(), progress));

    const Json metadata = Json::object(
        {{"keras_version", keras::writtenVersion(model, target.dialect, target.dialect == 3 ? 0 : kFirstMinor2)},
         {"date_saved", now()}});
    LW_ASSIGN(SaveFile file, SaveFile::create(path));
    ZipWriter zip(file);
    LW_TRY(zip.add("metadata.json", asBytes(metadata.dump())));
    LW_TRY(zip.add("config.json", asBytes(configOf(model, target, options, diagnostics).dump())));
    LW_TRY(addFile(zip, "model.weights.h5", weights.temporaryPath(), progress));
    LW_TRY(addAssets(zip, model, vocabularies, diagnostics, progress));
    LW_TRY(zip.finish());
    return file.commit();
}

} // namespace lw::formats::keras3
