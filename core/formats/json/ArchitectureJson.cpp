// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json/ArchitectureJson.h"

#include "core/base/SaveFile.h"
#include "core/keras/Architecture.h"
#include "core/keras/Vocabularies.h"
#include "core/keras/dialect/Translation.h"

namespace lw::formats::json {
namespace {

constexpr std::uint64_t kLargest = std::uint64_t{256} << 20U;

std::string_view withoutMark(std::string_view text)
{
    return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

} // namespace

int sniff(const Probe& probe)
{
    if (!probe.file)
        return 0;
    const std::string_view head = withoutMark(asText(probe.head));
    const auto first = head.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || head[first] != '{')
        return 0;
    // The class may stand behind a long config, so any object is taken, but other JSON formats may be surer.
    if (head.find("\"class_name\"") != std::string_view::npos)
        return 90;
    return head.find("\"config\"") != std::string_view::npos ? 60 : 20;
}

Result<Model> read(const Probe& probe, const Progress& progress)
{
    if (!probe.file)
        return notFound("No such file").at(probe.path);
    if (probe.file->size() > kLargest)
        return unsupported("An architecture of more than 256 MiB is not opened").at(probe.path);
    const ByteSpan bytes = probe.file->bytes();
    LW_ASSIGN(Model model, readText(asText(bytes), progress));
    model.stamp = probe.file->stamp();
    return model;
}

Result<Model> readText(std::string_view text, const Progress& progress)
{
    LW_TRY(progress.check());
    LW_ASSIGN(Json json, Json::parse(withoutMark(text)));
    LW_TRY(progress.check());
    Model model;
    model.formatDetail = "Keras " + json["keras_version"].toText("architecture");
    LW_TRY(keras::readArchitecture(std::move(json), model));
    return model;
}

Result<void> write(const Model& model, const std::string& path, const SaveOptions& options, Diagnostics& diagnostics,
                   const Progress& progress)
{
    if (!model.architecture.isObject())
        return invalid("the model has no Keras architecture that could be written as JSON");
    if (!model.variables.empty())
        diagnostics.info("JSON holds the architecture only; the weights are not in it");
    LW_TRY(progress.check());
    keras::noteGivenWords(model, diagnostics);
    const Json architecture = keras::withGivenWords(model.architecture);
    keras::Translation translated;
    if (options.dialect != 0) {
        translated = options.dialect == 3 ? keras::toKeras3(architecture) : keras::toKeras2(architecture);
        for (const Diagnostic& note : translated.notes.entries())
            diagnostics.add(note);
    }
    LW_ASSIGN(SaveFile file, SaveFile::create(path));
    LW_TRY(file.write((options.dialect != 0 ? translated.serialized : architecture).dump()));
    return file.commit();
}

} // namespace lw::formats::json
