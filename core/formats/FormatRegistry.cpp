// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"

#include "core/base/FileOperations.h"
#include "core/formats/BeforeSaving.h"
#include "core/formats/CastWeights.h"
#include "core/formats/FullDisk.h"
#include "core/formats/checkpoint/CheckpointFormat.h"
#include "core/formats/checkpoint/CheckpointWriter.h"
#include "core/formats/h5/H5Writer.h"
#include "core/formats/h5/LayerWeightsWriter.h"
#include "core/formats/json/ArchitectureJson.h"
#include "core/formats/keras3/Hdf5Model.h"
#include "core/formats/keras3/KerasArchive.h"
#include "core/formats/keras3/KerasArchiveWriter.h"
#include "core/formats/keras3/ObjectWeightsWriter.h"
#include "core/formats/npz/NpzFormat.h"
#include "core/formats/safetensors/SafetensorsFormat.h"
#include "core/formats/saved_model/SavedModelFormat.h"
#include "core/keras/Dialect.h"
#include "core/model/Draft.h"

#include <algorithm>
#include <array>
#include <sys/stat.h>

namespace lw::formats {

namespace {

constexpr std::string_view kCheckpointSuffixes[] = {".index"};
constexpr std::string_view kH5Suffixes[] = {".h5", ".hdf5"};
constexpr std::string_view kKerasWeightsSuffixes[] = {".weights.h5"};
constexpr std::string_view kH5WeightsSuffixes[] = {".h5", ".hdf5"};
constexpr std::string_view kKerasSuffixes[] = {".keras"};
constexpr std::string_view kJsonSuffixes[] = {".json"};
constexpr std::string_view kNpzSuffixes[] = {".npz"};
constexpr std::string_view kSafetensorsSuffixes[] = {".safetensors"};

/// HDF5 and NumPy have no bfloat16 of their own; what Keras 3 writes for it is read back by Keras 3 alone.
constexpr std::string_view kNumPyTypes[] = {"float32", "float16"};
constexpr std::string_view kAllTypes[] = {"float32", "float16", "bfloat16"};

/// The one table. Where two formats are equally sure of a content, the earlier row wins.
constexpr std::array kFormats = {
    Format{"h5",
           "Keras 2 HDF5",
           kH5Suffixes,
           false,
           {true, true, true, false, kNumPyTypes},
           sniffHdf5,
           readHdf5,
           h5::write},
    Format{"keras",
           "Keras 3 archive",
           kKerasSuffixes,
           false,
           {true, true, true, false, kAllTypes},
           keras3::sniffArchive,
           keras3::readArchive,
           keras3::writeArchive},
    Format{"saved_model",
           "TensorFlow SavedModel",
           {},
           true,
           {true, true, true, true},
           sniffSavedModel,
           readSavedModel,
           writeSavedModel},
    Format{"tf_checkpoint",
           "TensorFlow checkpoint",
           kCheckpointSuffixes,
           false,
           {false, true, true, false},
           sniffCheckpoint,
           readCheckpoint,
           writeCheckpoint},
    // Both are read as what they are by the row of HDF5.
    Format{"weights_keras",
           "Keras 3 weights",
           kKerasWeightsSuffixes,
           false,
           {false, true, true, false, kAllTypes},
           nullptr,
           nullptr,
           keras3::writeWeightsFile},
    Format{"weights_h5",
           "Keras 2 weights (HDF5)",
           kH5WeightsSuffixes,
           false,
           {false, true, false, false, kNumPyTypes},
           nullptr,
           nullptr,
           h5::writeLayerWeights},
    Format{"json",
           "Keras architecture (JSON)",
           kJsonSuffixes,
           false,
           {true, false, false, false},
           json::sniff,
           json::read,
           json::write},
    Format{"npz",
           "NumPy archive of all weights",
           kNpzSuffixes,
           false,
           {false, true, false, false, kNumPyTypes},
           npz::sniff,
           npz::read,
           npz::write},
    Format{"safetensors",
           "safetensors of all weights",
           kSafetensorsSuffixes,
           false,
           {false, true, false, false, kAllTypes},
           safetensors::sniff,
           safetensors::read,
           safetensors::write},
};

bool hasSuffix(const Format& format, std::string_view path)
{
    return std::any_of(format.suffixes.begin(), format.suffixes.end(),
                       [&](std::string_view suffix) { return path.ends_with(suffix); });
}

const Format* recognise(const Probe& probe)
{
    const Format* best = nullptr;
    int bestScore = 0;
    for (const Format& format : kFormats) {
        if (!format.sniff)
            continue;
        const int certainty = format.sniff(probe);
        const int score = certainty == 0 ? 0 : 2 * certainty + (hasSuffix(format, probe.path) ? 1 : 0);
        if (score > bestScore) {
            best = &format;
            bestScore = score;
        }
    }
    return best;
}

/// Says what an unrecognised file looks like, since the name often misleads.
Error unrecognised(const Probe& probe)
{
    if (probe.isFolder)
        return unsupported("this folder is neither a SavedModel (no saved_model.pb) nor does it hold a checkpoint");
    if (probe.head.empty())
        return corrupt("the file is empty");
    const std::string_view head = asText(probe.head);
    struct Known {
        std::string_view magic, what;
    };
    static constexpr Known kKnown[] = {
        {"\x89HDF", "the beginning of an HDF5 file, but it is cut or damaged"},
        {"\x89PNG", "a PNG picture"},
        {"\xFF\xD8\xFF", "a JPEG picture"},
        {"%PDF", "a PDF document"},
        {"PK", "a zip archive that holds no model"},
        {"\x1F\x8B", "a gzip file; unpack it first"},
        {"\x80", "a Python pickle or PyTorch file, which may run code when loaded and is not opened"},
        {"\x93NUMPY", "a single NumPy array, not a model"},
        {"#!", "a script"},
    };
    for (const auto& [magic, what] : kKnown)
        if (head.starts_with(magic))
            return unsupported("this is no model that Layerwright knows; it looks like " + std::string(what));
    if (head.size() > 8 && head.substr(4, 4) == "TFL3")
        return unsupported("this is a TensorFlow Lite model, which cannot be opened yet");
    return unsupported("this is no model that Layerwright knows (HDF5, .keras, SavedModel, checkpoint, architecture "
                       "JSON, .npz, .safetensors)");
}

Error noSuchType(const Format& format, const std::string& dtype)
{
    if (format.holds.dtypes.empty())
        return unsupported("the weights are saved in the type they have; the variables of this format have one type");
    std::string possible;
    for (const std::string_view type : format.holds.dtypes)
        possible += (possible.empty() ? "" : ", ") + std::string(type);
    return unsupported("this format has no " + dtype + " (it has " + possible +
                       "); .keras, .weights.h5 and .safetensors hold all three");
}

} // namespace

std::span<const Format> registry()
{
    return kFormats;
}

const Format* findFormat(std::string_view id)
{
    const auto found =
        std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& format) { return format.id == id; });
    return found == kFormats.end() ? nullptr : &*found;
}

const Format* formatForSuffix(std::string_view path)
{
    const Format* best = nullptr;
    std::size_t length = 0;
    for (const Format& format : kFormats)
        for (const std::string_view suffix : format.suffixes)
            if (path.ends_with(suffix) && suffix.size() > length) {
                best = &format;
                length = suffix.size();
            }
    return best;
}

Result<Model> openModel(const std::string& path, const Progress& progress)
{
    LW_ASSIGN(const Probe found, probe(path));
    const Format* format = recognise(found);
    if (!format)
        return unrecognised(found).at(path);
    auto model = format->read(found, progress);
    if (!model)
        return model.error().at(path);
    if (model->path.empty()) // a SavedModel is its folder, a checkpoint its prefix, by whichever file they were opened
        model->path = path;
    model->format = format->id;
    if (found.file && !model->stamp)
        model->stamp = found.file->stamp();
    return model;
}

Result<void> saveModel(const Model& model, const std::string& path, std::string_view formatId,
                       const SaveOptions& options, Diagnostics& diagnostics, const Progress& progress)
{
    const Format* format = findFormat(formatId);
    if (!format)
        return invalid("there is no format \"" + std::string(formatId) + "\"").at(path);
    if (!format->write)
        return unsupported("models are not saved as " + std::string(format->title)).at(path);
    if (const Diagnostic* broken = brokenConnection(model))
        return invalid("the model is a draft and cannot be saved until its layers fit together: " + broken->message)
            .in(broken->subject);
    if (auto why = obstacle(model, *format))
        return std::move(*why).at(path);
    if (!options.weightsDtype.empty()) {
        if (const auto& types = format->holds.dtypes;
            std::find(types.begin(), types.end(), options.weightsDtype) == types.end())
            return noSuchType(*format, options.weightsDtype).at(path);
        auto cast = castWeights(model, options.weightsDtype);
        if (!cast)
            return cast.error().at(path);
        SaveOptions plain = options;
        plain.weightsDtype.clear();
        return saveModel(*cast, path, formatId, plain, diagnostics, progress);
    }
    struct stat old {};
    if (const auto target = followLinks(path);
        target && ::stat(target->c_str(), &old) == 0 && S_ISREG(old.st_mode) && old.st_nlink > 1)
        diagnostics.info("The old file has other names (hard links), under which it keeps its content");
    auto saved = format->write(model, path, options, diagnostics, progress);
    if (auto note = trainingNote(model, *format, options); saved && note)
        diagnostics.add(std::move(*note));
    return saved ? saved : Result<void>(saveError(saved.error(), model, path, *format, options));
}

bool hasBothDialects(const Format& format)
{
    static constexpr std::array<std::string_view, 5> kBoth = {"h5", "keras", "json", "weights_keras", "weights_h5"};
    return std::find(kBoth.begin(), kBoth.end(), format.id) != kBoth.end();
}

int writtenDialect(const Model& model, const Format& format, int asked)
{
    if (!model.architecture.isObject() || model.kind == ModelKind::Subclassed)
        return 0;
    if (format.id == "saved_model")
        return 2;
    if (!hasBothDialects(format))
        return 0;
    if (asked != 0)
        return asked;
    return format.id == "keras" ? keras3::archiveDialect(model) : keras::kerasGeneration(model);
}

} // namespace lw::formats
