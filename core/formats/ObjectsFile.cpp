// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/ObjectsFile.h"

#include "core/base/MappedFile.h"
#include "core/base/SaveFile.h"
#include "core/formats/FormatRegistry.h"
#include "core/graph/TracedProgram.h"
#include "core/graph/expression/Syntax.h"

#include <filesystem>

namespace lw::formats {

namespace {

constexpr std::uint64_t kLargestFile = 16 << 20;

/// The path itself, or the one below the folder of the objects file.
std::string placeOf(const std::string& path, const std::string& folder)
{
    std::error_code code;
    if (folder.empty() || std::filesystem::path(path).is_absolute() || std::filesystem::exists(path, code))
        return path;
    const std::filesystem::path beside = std::filesystem::path(folder) / path;
    return std::filesystem::exists(beside, code) ? beside.string() : path;
}

class Reader {
public:
    Reader(std::string folder, const Progress& progress, Unusable unusable)
        : m_folder(std::move(folder)), m_progress(progress), m_unusable(unusable)
    {
    }

    Result<graph::CustomObject> read(const std::string& name, const Json& definition)
    {
        LW_ASSIGN(graph::CustomObject object, graph::customObjectFromJson(name, definition));
        if (!object.isBorrowed()) {
            const auto parsed = graph::expression::parse(object.expression);
            if (parsed.problem && m_unusable == Unusable::Refuse)
                return invalid("the definition of \"" + printable(name, 80) +
                               "\" cannot be read: " + graph::expression::describe(*parsed.problem, object.expression));
            return object;
        }
        auto opened = source(placeOf(object.from, m_folder));
        if (opened)
            object.source = *opened;
        else if (m_unusable == Unusable::Refuse || opened.error().kind == ErrorKind::Cancelled)
            return opened.error();
        else
            object.trouble = opened.error().message;
        return object;
    }

private:
    Result<std::shared_ptr<const Model>> source(const std::string& path)
    {
        if (const auto known = m_sources.find(path); known != m_sources.end())
            return known->second;
        LW_ASSIGN(Model model, openModel(path, m_progress));
        if (!graph::tracedProgram(model))
            return unsupported("functions are borrowed from SavedModels, and this is none").at(path);
        auto shared = std::make_shared<const Model>(std::move(model));
        m_sources.emplace(path, shared);
        return std::shared_ptr<const Model>(shared);
    }

    std::string m_folder;
    const Progress& m_progress;
    Unusable m_unusable;
    std::map<std::string, std::shared_ptr<const Model>> m_sources;
};

} // namespace

Result<graph::CustomObject> readObject(const std::string& name, const Json& definition, const std::string& folder)
{
    const Progress progress;
    return Reader(folder, progress, Unusable::Refuse).read(name, definition);
}

Result<SharedObjects> readObjects(const Json& definitions, const std::string& folder, const Progress& progress,
                                  Unusable unusable)
{
    if (!definitions.isObject())
        return invalid("an objects file is a JSON object of names and definitions");
    Reader reader(folder, progress, unusable);
    auto objects = std::make_shared<graph::CustomObjects>();
    for (const auto& [name, definition] : definitions.members()) {
        LW_TRY(progress.check());
        LW_ASSIGN(graph::CustomObject object, reader.read(name, definition));
        objects->set(name, std::move(object));
    }
    return SharedObjects(std::move(objects));
}

Result<SharedObjects> readObjectsFile(const std::string& path, const Progress& progress, Unusable unusable)
{
    LW_ASSIGN(const auto file, MappedFile::open(path));
    if (file->bytes().size() > kLargestFile)
        return invalid("an objects file is at most 16 MiB large").at(path);
    auto definitions = Json::parse(asText(file->bytes()));
    if (!definitions)
        return definitions.error().at(path);
    auto objects = readObjects(*definitions, std::filesystem::path(path).parent_path().string(), progress, unusable);
    if (!objects)
        return objects.error().at(path);
    return objects;
}

Json objectsToJson(const graph::CustomObjects& objects)
{
    Json json = Json::object();
    for (const auto& [name, object] : objects.all())
        json.set(name, graph::customObjectToJson(object));
    return json;
}

Result<void> writeObjectsFile(const graph::CustomObjects& objects, const std::string& path)
{
    LW_ASSIGN(SaveFile file, SaveFile::create(path));
    LW_TRY(file.write(objectsToJson(objects).dump(2) + "\n"));
    return file.commit();
}

} // namespace lw::formats
