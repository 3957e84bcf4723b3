// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/LookupTables.h"

#include "core/base/MappedFile.h"
#include "core/containers/protobuf/Message.h"
#include "core/graph/import/ConcreteFunctions.h"
#include "core/graph/import/FunctionLibrary.h"
#include "core/keras/LookupConfig.h"
#include "core/keras/Vocabularies.h"

#include <charconv>
#include <functional>
#include <saved_model.pb.h>

namespace lw::formats {

namespace {

constexpr std::uint64_t kMostWords = std::uint64_t{1} << 24;
constexpr std::uint64_t kLargestFile = std::uint64_t{256} << 20; ///< of words, in bytes

class TableReader {
public:
    TableReader(const SavedModelParts& parts, const graph::FunctionLibrary& library, const keras::LookupConfig& lookup,
                bool inverted)
        : m_parts(parts), m_library(library), m_lookup(lookup), m_inverted(inverted)
    {
    }

    /// The words in the order of their indices; NotFound when the layer has no table.
    Result<std::vector<Json>> words(std::uint32_t layer) const
    {
        const auto holder =
            m_lookup.inner().empty() ? std::optional(layer) : m_parts.objects->child(layer, m_lookup.inner());
        if (!holder)
            return notFound("the layer's table is not there");
        if (const auto table = m_parts.objects->child(*holder, "lookup_table"))
            if (const auto filler = m_parts.objects->child(*table, "_initialize"))
                return fromFiller(*table, *filler);
        for (const std::string_view name : {"_table", "lookup_table", "table"})
            if (const auto table = m_parts.objects->child(*holder, name))
                if (m_parts.bundle && *table < m_parts.keys.size() && m_parts.keys[*table].ends_with("/table"))
                    return fromEntries(m_parts.keys[*table]);
        return notFound("the layer's table is not there");
    }

private:
    /// A static table is filled by a function that captures what goes in.
    Result<std::vector<Json>> fromFiller(std::uint32_t table, std::uint32_t filler) const
    {
        LW_ASSIGN(const graph::ConcreteFunction function, graph::chooseTrace(*m_parts.objects, filler, false));
        std::vector<Tensor> constants;
        for (const std::uint32_t object : function.captures) {
            if (object == table)
                continue;
            const graph::ObjectKind kind = m_parts.objects->kind(object);
            if (kind == graph::ObjectKind::Asset)
                return fromFile(object);
            if (kind != graph::ObjectKind::Constant)
                return unsupported("the table is filled with something that is no constant");
            pb::SavedConstant constant;
            LW_TRY(protobuf::parse(m_parts.objects->payload(object), constant));
            LW_ASSIGN(Tensor tensor, m_library.mainConstant(constant.operation()));
            constants.push_back(std::move(tensor));
        }
        if (constants.size() != 2)
            return notFound("the layer's table is empty");
        return inOrder(constants[m_inverted ? 1 : 0], constants[m_inverted ? 0 : 1]);
    }

    Result<std::vector<Json>> fromEntries(const std::string& key) const
    {
        const BundleItem* keys = m_parts.bundle->find(key + "-keys");
        const BundleItem* values = m_parts.bundle->find(key + "-values");
        if (keys == nullptr || values == nullptr)
            return notFound("the layer's table is not in the checkpoint");
        return inOrder((m_inverted ? values : keys)->tensor, (m_inverted ? keys : values)->tensor);
    }

    Result<std::vector<Json>> inOrder(const Tensor& words, const Tensor& indices) const
    {
        const std::uint64_t count = words.elements();
        if (count == 0)
            return notFound("the layer's table is empty");
        if (count > kMostWords || indices.elements() != count)
            return corrupt("the layer's table has " + std::to_string(count) + " words and " +
                           std::to_string(indices.elements()) + " indices");
        LW_ASSIGN(const std::vector<std::int64_t> places, indices.toInts());
        std::vector<Json> all(count);
        const auto first = static_cast<std::int64_t>(m_lookup.first());
        const auto put = [&](std::size_t i, Json word) {
            const std::int64_t place = places[i] - first;
            if (place < 0 || place >= static_cast<std::int64_t>(count) ||
                !all[static_cast<std::size_t>(place)].isNull())
                return false;
            all[static_cast<std::size_t>(place)] = std::move(word);
            return true;
        };
        if (m_lookup.text()) {
            LW_ASSIGN(std::vector<std::string> texts, words.strings());
            for (std::size_t i = 0; i < count; ++i)
                if (!put(i, Json(std::move(texts[i]))))
                    return corrupt("the indices in the layer's table are no row of numbers");
        } else {
            LW_ASSIGN(const std::vector<std::int64_t> numbers, words.toInts());
            for (std::size_t i = 0; i < count; ++i)
                if (!put(i, Json(numbers[i])))
                    return corrupt("the indices in the layer's table are no row of numbers");
        }
        return all;
    }

    /// Words that were given as a file lie in the folder as an asset.
    Result<std::vector<Json>> fromFile(std::uint32_t object) const
    {
        pb::SavedAsset asset;
        LW_TRY(protobuf::parse(m_parts.objects->payload(object), asset));
        const auto index = static_cast<std::size_t>(asset.asset_file_def_index());
        if (index >= m_parts.metaGraph->assetFiles.size())
            return corrupt("an asset is used that the SavedModel does not list");
        const std::string& name = m_parts.metaGraph->assetFiles[index];
        if (name.empty() || name.find('/') != std::string::npos || name == "..") // never out of the folder
            return unsupported("an asset's name leads out of the folder: " + printable(name));
        LW_ASSIGN(const auto file, MappedFile::open(m_parts.folder + "/assets/" + name));
        if (file->bytes().size() > kLargestFile)
            return unsupported("the vocabulary's file is larger than 256 MiB").in(name);
        std::vector<Json> words;
        for (std::string_view text = asText(file->bytes()); !text.empty();) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            std::string line(text.substr(0, end));
            std::erase(line, '\r'); // as TensorFlow reads lines
            text.remove_prefix(std::min(end + 1, text.size()));
            std::int64_t number = 0;
            if (m_lookup.text())
                words.emplace_back(std::move(line));
            else if (std::from_chars(line.data(), line.data() + line.size(), number).ec == std::errc())
                words.emplace_back(number);
            else
                return corrupt("the vocabulary's file holds something that is no number").in(name);
        }
        return words;
    }

    const SavedModelParts& m_parts;
    const graph::FunctionLibrary& m_library;
    const keras::LookupConfig& m_lookup;
    const bool m_inverted;
};

} // namespace

void readLookupTables(const SavedModelParts& parts, const KerasMetadata& metadata,
                      const std::map<std::string, std::uint32_t, std::less<>>& layers, Model& model)
{
    const graph::FunctionLibrary library(parts.file, *parts.metaGraph); // scans when it is asked
    const std::function<void(std::vector<Layer>&, const std::string&)> visit = [&](std::vector<Layer>& below,
                                                                                   const std::string& prefix) {
        for (Layer& layer : below) {
            const std::string path = prefix + layer.name;
            const auto lookup = keras::LookupConfig::of(layer);
            const auto object = layers.find(path);
            if (!lookup) {
                visit(layer.layers, path + "/");
            } else if (!lookup->hasWords() && object != layers.end()) {
                auto words =
                    TableReader(parts, library, *lookup, layer.config["invert"].toBool()).words(object->second);
                // A model's own config does not say where words are from; that of the layer's object does.
                const bool given = layer.config["vocabulary"].isString() ||
                                   metadata.of(object->second)["config"]["has_input_vocabulary"].toBool();
                if (words)
                    keras::setWords(layer, std::move(*words), !given);
                else
                    model.diagnostics.warning("The words of the layer are not in its table: " + words.error().message,
                                              path);
            }
        }
    };
    visit(model.layers, {});
}

} // namespace lw::formats
