// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recovery/RecoverModel.h"

#include "core/formats/FormatRegistry.h"
#include "core/graph/objects/CarriedFunctions.h"
#include "core/keras/Architecture.h"
#include "core/keras/TakeArchitecture.h"
#include "core/recovery/TensorStore.h"

#include <algorithm>
#include <unordered_map>

namespace lw::recovery {

namespace {

/// Values that could not be read when the record was made: every read says why.
class LostSource final : public TensorSource {
public:
    explicit LostSource(const std::string& reason)
        : m_error(notFound("the values could not be kept over the crash: " + reason))
    {
    }
    [[nodiscard]] Result<Bytes> bytes() const override { return m_error; }
    [[nodiscard]] Result<std::vector<std::string>> strings() const override { return m_error; }

private:
    Error m_error;
};

/// Device numbers may be others after the next start of the computer.
bool sameFile(const std::optional<FileStamp>& then, const std::optional<FileStamp>& now)
{
    return then.has_value() == now.has_value() && (!then || (then->inode == now->inode && then->size == now->size &&
                                                             then->modifiedNanoseconds == now->modifiedNanoseconds));
}

using ByPath = std::unordered_map<std::string_view, Variable*>;

ByPath byPath(std::vector<Variable>& variables)
{
    ByPath map;
    for (Variable& variable : variables)
        map.emplace(variable.path, &variable);
    return map;
}

class Recoverer {
public:
    Recoverer(const Record& record, StoreReader& store, const Progress& progress)
        : m_record(record), m_store(store), m_progress(progress)
    {
    }

    Result<Recovered> run(std::shared_ptr<const Model> open)
    {
        m_result.file = std::move(open);
        LW_TRY(openFile());
        m_model = m_result.file ? *m_result.file : Model();
        LW_TRY(takeStructure());
        LW_TRY(takeWeights());
        LW_TRY(takeTraining());
        if (m_record.diagnostics)
            m_model.diagnostics = *m_record.diagnostics;
        keras::countParameters(m_model);
        m_result.model = std::make_shared<const Model>(std::move(m_model));
        return std::move(m_result);
    }

private:
    Result<void> openFile()
    {
        if (!m_record.file)
            return {};
        if (!m_result.file) {
            auto file = formats::openModel(m_record.file->path, m_progress);
            if (!file && needsFile(m_record))
                return fileError(file.error());
            if (file)
                m_result.file = std::make_shared<const Model>(std::move(*file));
        }
        if (m_result.file)
            m_result.fileChanged =
                m_result.file->format != m_record.file->format || !sameFile(m_record.file->stamp, m_result.file->stamp);
        return {};
    }

    [[nodiscard]] Error fileError(const Error& error) const
    {
        if (error.kind != ErrorKind::NotFound)
            return error;
        return notFound("the file that was edited is gone, and the edits alone are no whole model")
            .at(m_record.file->path);
    }

    Result<void> takeStructure()
    {
        if (m_record.file && !m_result.file) {
            m_model.path = m_record.file->path;
            m_model.format = m_record.file->format;
        }
        if (!m_record.file)
            m_model.format = m_record.format;
        const bool same = m_result.file && m_record.architecture && *m_record.architecture == m_model.architecture;
        if (m_record.architecture && !m_record.architecture->isNull() && !same) {
            Model layout;
            LW_TRY(keras::readArchitecture(*m_record.architecture, layout));
            keras::takeArchitecture(m_model, layout);
            m_model.diagnostics = std::move(layout.diagnostics);
        } else if (m_record.kind && !m_result.file) {
            m_model.kind = *m_record.kind;
        }
        if (m_record.name)
            m_model.name = *m_record.name;
        auto functions = carriedFunctions();
        if (!m_record.payload) {
            m_model.payload = std::move(functions);
            m_model.signatures.clear();
        }
        return {};
    }

    /// Traced again from the file as it was; another file may compute something else by these names.
    [[nodiscard]] std::shared_ptr<const ModelPayload> carriedFunctions()
    {
        const graph::TracedProgram* program =
            m_result.file && !m_result.fileChanged ? graph::tracedProgram(*m_result.file) : nullptr;
        graph::CarriedFunctions::Functions functions;
        for (const RecordedFunction& recorded : m_record.functions) {
            if (program == nullptr || recorded.from.empty()) {
                m_result.lostFunctions.push_back(recorded.layer);
                continue;
            }
            graph::LayerFunction function{m_result.file->payload, program, recorded.from, {}, recorded.ownKeys};
            function.variables.insert(recorded.variables.begin(), recorded.variables.end());
            functions.emplace(recorded.layer, std::move(function));
        }
        return functions.empty() ? nullptr : std::make_shared<const graph::CarriedFunctions>(std::move(functions));
    }

    Result<void> takeWeights()
    {
        if (!m_record.variables)
            return change(m_model.variables, m_record.tensors);
        LW_ASSIGN(m_model.variables, variables(*m_record.variables));
        return {};
    }

    Result<void> takeTraining()
    {
        if (m_record.sameTraining) {
            static std::vector<Variable> none;
            return change(m_model.training ? m_model.training->slotVariables : none, m_record.slotTensors);
        }
        m_model.training.reset();
        if (!m_record.training)
            return {};
        LW_ASSIGN(std::vector<Variable> slots, variables(m_record.training->slotVariables));
        m_model.training = m_record.training->state;
        m_model.training->slotVariables = std::move(slots);
        return {};
    }

    Result<std::vector<Variable>> variables(const std::vector<RecordedVariable>& recorded)
    {
        std::vector<Variable> all;
        for (const auto& [variable, values] : recorded) {
            all.push_back(variable);
            auto tensor = tensorOf(values);
            if (!tensor)
                return tensor.error().in(variable.path);
            all.back().tensor = std::move(*tensor);
        }
        return all;
    }

    Result<void> change(std::vector<Variable>& variables, const std::vector<ChangedValues>& changes)
    {
        const ByPath known = byPath(variables);
        for (const ChangedValues& change : changes) {
            const auto found = known.find(change.path);
            if (found == known.end())
                return doesNotFit("an edited variable is missing").in(change.path);
            const Shape& shape = found->second->tensor.shape();
            if (shape != change.values.shape)
                return doesNotFit("an edited variable has the shape " + shapeText(shape) + " now, and had " +
                                  shapeText(change.values.shape))
                    .in(change.path);
            auto tensor = tensorOf(change.values);
            if (!tensor)
                return tensor.error().in(change.path);
            found->second->tensor = std::move(*tensor);
        }
        return {};
    }

    [[nodiscard]] Error doesNotFit(const std::string& what) const
    {
        if (!m_record.file)
            return corrupt(what);
        return invalid(what + ": the edits do not fit the file as it is now").at(m_record.file->path);
    }

    Result<Tensor> tensorOf(const Values& values)
    {
        LW_TRY(m_progress.check());
        switch (values.kind) {
        case Values::Kind::File:
            return tensorOfFile(values, false);
        case Values::Kind::FileSlot:
            return tensorOfFile(values, true);
        case Values::Kind::Stored:
            return m_store.read(values);
        case Values::Kind::Lost:
            ++m_result.lost;
            return Tensor(values.dtype, values.shape, std::make_shared<LostSource>(values.text));
        case Values::Kind::None:
            break;
        }
        return Tensor(values.dtype, values.shape, nullptr);
    }

    Result<Tensor> tensorOfFile(const Values& values, bool slot)
    {
        if (!m_result.file)
            return corrupt("the record refers to a file that it does not name");
        const auto& known = inFile(slot);
        const auto found = known.find(values.text);
        if (found == known.end())
            return doesNotFit("the variable " + printable(values.text) + " is missing");
        const Tensor& tensor = found->second->tensor;
        if (tensor.isNull() || tensor.dtype() != values.dtype)
            return doesNotFit("the variable " + printable(values.text) + " is of another type");
        LW_ASSIGN(const std::uint64_t elements, elementCount(values.shape));
        if (tensor.elements() != elements)
            return doesNotFit("the variable " + printable(values.text) + " has the shape " + shapeText(tensor.shape()) +
                              " now, and had " + shapeText(values.shape));
        return tensor.shape() == values.shape ? tensor : tensor.reshaped(values.shape);
    }

    const std::unordered_map<std::string_view, const Variable*>& inFile(bool slot)
    {
        auto& map = slot ? m_fileSlots : m_fileVariables;
        if (!map.empty())
            return map;
        static const std::vector<Variable> none;
        const Model& file = *m_result.file;
        for (const Variable& variable : slot ? (file.training ? file.training->slotVariables : none) : file.variables)
            map.emplace(variable.path, &variable);
        return map;
    }

    const Record& m_record;
    StoreReader& m_store;
    const Progress& m_progress;
    Recovered m_result;
    Model m_model;
    std::unordered_map<std::string_view, const Variable*> m_fileVariables, m_fileSlots;
};

/// The steps, from the newest back; where one cannot be taken back, those before it are none any more. Only Cancelled.
Result<void> recoverSteps(const Record& record, StoreReader& store, const Progress& progress, Recovered& recovered)
{
    recovered.base = recovered.model;
    Record state = record;
    for (auto step = record.past.rbegin(); step != record.past.rend(); ++step) {
        LW_TRY(progress.check());
        auto before = stateBefore(state, *step);
        if (!before || (!recovered.file && needsFile(*before)))
            break;
        state = std::move(*before);
        std::shared_ptr<const Model> model = recovered.file;
        if (!isAsFile(state)) {
            auto earlier = Recoverer(state, store, progress).run(recovered.file);
            if (!earlier)
                break;
            model = std::move(earlier->model);
        }
        recovered.steps.push_back({step->text, step->time, recovered.base});
        recovered.base = std::move(model);
    }
    std::reverse(recovered.steps.begin(), recovered.steps.end());
    recovered.baseIsFile = isAsFile(state);
    return {};
}

} // namespace

Result<Recovered> recoverModel(const Record& record, const std::string& prefix, std::shared_ptr<const Model> open,
                               const Progress& progress)
{
    StoreReader store(prefix);
    LW_ASSIGN(Recovered recovered, Recoverer(record, store, progress).run(std::move(open)));
    LW_TRY(recoverSteps(record, store, progress, recovered));
    return recovered;
}

} // namespace lw::recovery
