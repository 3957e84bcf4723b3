// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/h5/H5Writer.h"

#include "core/containers/hdf5/writer/Hdf5Writer.h"
#include "core/formats/h5/Attributes.h"
#include "core/formats/h5/H5Payload.h"
#include "core/formats/h5/LayerWeightsWriter.h"
#include "core/formats/h5/WrittenFile.h"
#include "core/graph/objects/CarriedFunctions.h"
#include "core/keras/Dialect.h"
#include "core/keras/dialect/TrainingTranslation.h"

#include <algorithm>
#include <vector>

namespace lw::formats::h5 {

namespace {

using hdf5_protocol::LinkKind;
using hdf5_protocol::ObjectKind;

constexpr std::uint64_t kLargestPlainAttribute = 60'000; // an object header message of the old format holds 64 KiB

std::string joined(const std::string& path, const std::string& name)
{
    return path.empty() ? name : path + "/" + name;
}

Hdf5Space spaceOf(const Shape& shape)
{
    Hdf5Space space;
    space.kind = shape.empty() ? Hdf5Space::Class::Scalar : Hdf5Space::Class::Simple;
    space.dims.assign(shape.begin(), shape.end());
    return space;
}

/// What stands in the place of a training configuration that Keras 3 wrote and cannot read; null where it can, and
/// where nobody asked for a file for Keras 3: then it stays as it was.
Json repairedTraining(const Model& model, const SaveOptions& options, Diagnostics& diagnostics)
{
    const Json& written = model.training->compileConfig;
    if (options.dialect != 3 || !written.contains("optimizer_config"))
        return {};
    Json config = keras::trainingConfig(*model.training, model.architecture, 3, diagnostics);
    return config == written ? Json() : config;
}

/// Copies the tree of a file object by object. Groups are walked with a list, not by recursion.
class TreeCopy {
public:
    TreeCopy(const Model& model, const H5Payload& payload, const SaveOptions& options, Hdf5Writer& writer,
             Diagnostics& diagnostics)
        : m_file(payload.file()), m_payload(payload), m_options(options), m_writer(writer), m_diagnostics(diagnostics),
          m_written(m_file.objects().size())
    {
        for (const Variable& variable : model.variables)
            m_variables.emplace(variable.key, &variable);
        if (model.training) {
            m_trainingConfig = repairedTraining(model, options, diagnostics);
            for (const Variable& slot : model.training->slotVariables)
                m_variables.emplace(slot.key, &slot);
        }
    }

    Result<void> run(const Progress& progress)
    {
        m_written[0] = "";
        LW_TRY(attributes(m_file.root(), ""));
        m_groups.emplace_back(&m_file.root(), "");
        while (!m_groups.empty()) {
            LW_TRY(progress.check());
            const auto [group, path] = std::move(m_groups.back());
            m_groups.pop_back();
            for (const Hdf5Link& link : group->links) {
                if (!isLeftOut(joined(path, link.name)))
                    LW_TRY(copyLink(link, joined(path, link.name)));
            }
        }
        return {};
    }

private:
    [[nodiscard]] bool isLeftOut(const std::string& path) const
    {
        return !m_options.optimizer && path == "optimizer_weights";
    }

    Result<void> copyLink(const Hdf5Link& link, const std::string& path)
    {
        switch (link.kind) {
        case LinkKind::Soft:
            return m_writer.addSoftLink(path, link.target);
        case LinkKind::External:
        case LinkKind::UserDefined:
            m_diagnostics.warning("The link out of the file is not written", path);
            return {};
        case LinkKind::Hard:
            break;
        }
        std::optional<std::string>& written = m_written[link.object];
        if (written)
            return m_writer.addHardLink(path, *written);
        return object(link.object, path);
    }

    Result<void> object(std::uint32_t number, const std::string& path)
    {
        const Hdf5Object& object = m_file.objects()[number];
        switch (object.kind) {
        case ObjectKind::Group:
            LW_TRY(m_writer.addGroup(path, object.tracksOrder));
            m_groups.emplace_back(&object, path);
            break;
        case ObjectKind::Dataset: {
            LW_ASSIGN(const bool wasWritten, dataset(object, path));
            if (!wasWritten)
                return {};
            break;
        }
        case ObjectKind::NamedType:
            LW_TRY(m_writer.addNamedType(path, object.type));
            break;
        case ObjectKind::Damaged:
            m_diagnostics.warning("The damaged object is not written", path);
            return {};
        }
        m_written[number] = path;
        return attributes(object, path);
    }

    Result<bool> dataset(const Hdf5Object& object, const std::string& path)
    {
        const auto found = m_variables.find(path);
        if (found != m_variables.end() && !m_payload.isOriginal(*found->second)) {
            LW_TRY(changed(found->second->tensor, object, path));
            return true;
        }
        if (object.type.kind == Hdf5Type::Class::String && object.type.variable) {
            LW_ASSIGN(const Tensor tensor, m_file.tensor(object));
            LW_ASSIGN(const auto strings, tensor.strings());
            LW_TRY(m_writer.addStrings(path, object.type, object.space, strings));
            return true;
        }
        if (!object.type.isPlain()) {
            m_diagnostics.warning("A dataset of this type is not written: " + object.type.text(), path);
            return false;
        }
        auto source = m_file.rawSource(object);
        if (!source.ok())
            return source.error().in(path);
        LW_TRY(m_writer.addDataset(path, object.type, object.space, std::move(*source)));
        return true;
    }

    /// In the type that the file used, when that is the tensor's own; big-endian numbers become little-endian.
    Result<void> changed(const Tensor& tensor, const Hdf5Object& object, const std::string& path)
    {
        const Hdf5Space space = spaceOf(tensor.shape());
        if (tensor.dtype() == DType::String) {
            LW_ASSIGN(const auto strings, tensor.strings());
            return m_writer.addStrings(path, hdf5TypeOf(DType::String), space, strings);
        }
        const bool keepsType = object.type.size == dtypeSize(tensor.dtype()) && object.type.swapSize() == 0 &&
                               (object.type.dtype() == tensor.dtype() || object.type.kind == Hdf5Type::Class::Opaque);
        return m_writer.addDataset(path, keepsType ? object.type : hdf5TypeOf(tensor.dtype()), space, tensor.source());
    }

    Result<void> attributes(const Hdf5Object& object, const std::string& path)
    {
        for (const Hdf5Attribute& attribute : object.attributes) {
            if (!m_options.optimizer && path.empty() && attribute.name == "training_config")
                continue;
            if (!attribute.problem.empty()) {
                m_diagnostics.warning(
                    "The attribute " + printable(attribute.name) + " is not written: it could not be read", path);
                continue;
            }
            if (path.empty() && attribute.name == "training_config" && m_trainingConfig.isObject())
                LW_TRY(m_writer.addAttribute(path, textAttribute(attribute.name, m_trainingConfig.dump())));
            else
                LW_TRY(m_writer.addAttribute(path, attribute));
        }
        return {};
    }

    const Hdf5File& m_file;
    const H5Payload& m_payload;
    const SaveOptions& m_options;
    Hdf5Writer& m_writer;
    Diagnostics& m_diagnostics;
    Json m_trainingConfig;                             ///< instead of the file's, unless null
    std::vector<std::optional<std::string>> m_written; ///< by object: where it lies in the new file
    std::vector<std::pair<const Hdf5Object*, std::string>> m_groups;
    std::unordered_map<std::string, const Variable*> m_variables;
};

bool hasLargeAttribute(const Hdf5File& file)
{
    return std::any_of(file.objects().begin(), file.objects().end(), [](const Hdf5Object& object) {
        return std::any_of(object.attributes.begin(), object.attributes.end(), [](const Hdf5Attribute& attribute) {
            return attribute.raw.size() > kLargestPlainAttribute ||
                   attribute.variable.size() > kLargestPlainAttribute / 16; // a reference to the heap each
        });
    });
}

/// Whether the file's tree, with other tensors in it, is the model as it is now: same architecture, same variables.
bool isTreeOf(const H5Payload& payload, const Model& model)
{
    const Hdf5File& file = payload.file();
    const Hdf5Attribute* config = file.root().attribute("model_config");
    if (config == nullptr) {
        if (model.architecture.isObject())
            return false;
    } else if (const auto parsed = Json::parse(config->text()); !parsed.ok() || !(*parsed == model.architecture)) {
        return false;
    }
    const auto isThere = [&](const Variable& variable) {
        const Hdf5Object* object = variable.key.empty() ? nullptr : file.find(variable.key);
        return object != nullptr && object->isDataset();
    };
    const bool wasCompiled =
        file.root().attribute("training_config") != nullptr || file.find("optimizer_weights") != nullptr;
    if (model.variables.size() != payload.variableCount() || wasCompiled != model.training.has_value())
        return false;
    return std::all_of(model.variables.begin(), model.variables.end(), isThere) &&
           (!model.training ||
            std::all_of(model.training->slotVariables.begin(), model.training->slotVariables.end(), isThere));
}

} // namespace

Result<void> write(const Model& model, const std::string& path, const SaveOptions& options, Diagnostics& diagnostics,
                   const Progress& progress)
{
    const auto* payload = dynamic_cast<const H5Payload*>(graph::formatPayload(model).get());
    const bool ownDialect =
        options.dialect == 0 || !model.architecture.isObject() || options.dialect == keras::kerasGeneration(model);
    if (payload == nullptr || !ownDialect || !isTreeOf(*payload, model))
        return writeWholeModel(model, path, options, diagnostics, progress);
    LW_ASSIGN(SaveFile file, SaveFile::create(path));
    Hdf5Writer::Options writing;
    writing.largeAttributes = hasLargeAttribute(payload->file());
    writing.rootTracksOrder = payload->file().root().tracksOrder;
    LW_ASSIGN(Hdf5Writer writer, Hdf5Writer::create(file, writing));
    LW_TRY(TreeCopy(model, *payload, options, writer, diagnostics).run(progress));
    LW_TRY(writer.finish(progress));
    LW_TRY(verifyWritten(file.temporaryPath(), progress));
    return file.commit();
}

} // namespace lw::formats::h5
