// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recovery/RecordMaker.h"

#include "core/graph/objects/CarriedFunctions.h"

#include <algorithm>
#include <filesystem>
#include <tuple>
#include <unordered_map>

namespace lw::recovery {

namespace {

bool sameVariables(const std::vector<Variable>& a, const std::vector<Variable>& b)
{
    const auto facts = [](const Variable& v) { return std::tie(v.path, v.name, v.key, v.layer, v.role, v.trainable); };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const Variable& x, const Variable& y) { return facts(x) == facts(y); });
}

bool sameValues(const Tensor& a, const Tensor& b)
{
    return a.source() == b.source() && a.dtype() == b.dtype() && a.shape() == b.shape();
}

bool sameTraining(const std::optional<TrainingState>& a, const std::optional<TrainingState>& b)
{
    if (!a || !b)
        return a.has_value() == b.has_value();
    const auto facts = [](const TrainingState& t) {
        return std::tie(t.optimizerClass, t.optimizerConfig, t.loss, t.metrics, t.weightedMetrics, t.lossWeights,
                        t.compileConfig, t.iterations);
    };
    return facts(*a) == facts(*b) && sameVariables(a->slotVariables, b->slotVariables);
}

bool sameDiagnostics(const Diagnostics& a, const Diagnostics& b)
{
    const auto facts = [](const Diagnostic& d) {
        return std::tie(d.severity, d.message, d.subject, d.count, d.code, d.arguments);
    };
    return std::equal(a.entries().begin(), a.entries().end(), b.entries().begin(), b.entries().end(),
                      [&](const Diagnostic& x, const Diagnostic& y) { return facts(x) == facts(y); });
}

const std::vector<Variable>& slotsOf(const Model& model)
{
    static const std::vector<Variable> none;
    return model.training ? model.training->slotVariables : none;
}

/// Compares a model with the file.
class Comparer {
public:
    Comparer(const Model& model, const Model* file, std::vector<Tensor>& toStore)
        : m_model(model), m_file(file), m_toStore(toStore)
    {
        if (!file)
            return;
        for (const Variable& variable : file->variables)
            m_inFile.emplace(variable.tensor.source().get(), Found{&variable, Values::Kind::File});
        for (const Variable& variable : slotsOf(*file))
            m_inFile.emplace(variable.tensor.source().get(), Found{&variable, Values::Kind::FileSlot});
    }

    Record make()
    {
        Record record;
        if (m_file)
            compare(*m_file, record);
        else {
            takeAll(record);
            record.format = m_model.format;
            record.payload = false;
            takeFunctions(nullptr, record);
        }
        return record;
    }

private:
    struct Found {
        const Variable* variable;
        Values::Kind kind;
    };

    Values place(const Tensor& tensor)
    {
        Values values;
        values.dtype = tensor.dtype();
        values.shape = tensor.shape();
        const auto found = tensor.isNull() ? m_inFile.end() : m_inFile.find(tensor.source().get());
        if (found != m_inFile.end()) {
            const Tensor& original = found->second.variable->tensor;
            if (original.dtype() == tensor.dtype() && original.elements() == tensor.elements()) {
                values.kind = found->second.kind;
                values.text = found->second.variable->path;
                return values;
            }
        }
        values.kind = Values::Kind::Stored;
        m_toStore.push_back(tensor);
        return values;
    }

    std::vector<RecordedVariable> placeAll(const std::vector<Variable>& variables)
    {
        std::vector<RecordedVariable> recorded;
        for (const Variable& variable : variables) {
            recorded.push_back({variable, place(variable.tensor)});
            recorded.back().variable.tensor = {};
        }
        return recorded;
    }

    std::vector<ChangedValues> placeChanged(const std::vector<Variable>& now, const std::vector<Variable>& then)
    {
        std::vector<ChangedValues> changes;
        for (std::size_t i = 0; i < now.size(); ++i)
            if (!sameValues(now[i].tensor, then[i].tensor))
                changes.push_back({now[i].path, place(now[i].tensor)});
        return changes;
    }

    void takeTraining(Record& record)
    {
        record.sameTraining = false;
        if (!m_model.training)
            return;
        record.training.emplace();
        record.training->state = *m_model.training;
        record.training->state.slotVariables.clear();
        record.training->slotVariables = placeAll(m_model.training->slotVariables);
    }

    void takeAll(Record& record)
    {
        record.name = m_model.name;
        record.kind = m_model.kind;
        if (!m_model.architecture.isNull())
            record.architecture = m_model.architecture;
        record.variables = placeAll(m_model.variables);
        takeTraining(record);
        record.diagnostics = m_model.diagnostics;
    }

    /// Whether any values are those of the file. If not, the record can do without it.
    [[nodiscard]] bool usesFile() const
    {
        const auto any = [this](const std::vector<Variable>& variables) {
            return std::any_of(variables.begin(), variables.end(), [this](const Variable& variable) {
                return !variable.tensor.isNull() && m_inFile.contains(variable.tensor.source().get());
            });
        };
        return any(m_model.variables) || any(slotsOf(m_model));
    }

    /// Functions of custom layers are found again in the file, where they came from it; of others it is kept that there
    /// were some.
    void takeFunctions(const Model* file, Record& record) const
    {
        const auto* carried = dynamic_cast<const graph::CarriedFunctions*>(m_model.payload.get());
        const graph::TracedProgram* program = file ? graph::tracedProgram(*file) : nullptr;
        if (carried == nullptr)
            return;
        for (const auto& [layer, function] : carried->functions()) {
            if (program == nullptr || function.program != program)
                record.functions.push_back({layer, {}, {}, false});
            else
                record.functions.push_back(
                    {layer, function.path, {function.variables.begin(), function.variables.end()}, function.ownKeys});
        }
    }

    void compare(const Model& file, Record& record)
    {
        std::error_code ignored;
        record.file = RecordedFile{std::filesystem::absolute(file.path, ignored).string(), file.format, file.stamp};
        if (m_model.name != file.name)
            record.name = m_model.name;
        if (!(m_model.architecture == file.architecture))
            record.architecture = m_model.architecture;
        record.payload = graph::formatPayload(m_model) == file.payload;
        takeFunctions(&file, record);
        if (!m_model.architecture.isNull() && !usesFile()) {
            takeAll(record);
            return;
        }
        if (sameVariables(m_model.variables, file.variables))
            record.tensors = placeChanged(m_model.variables, file.variables);
        else
            record.variables = placeAll(m_model.variables);
        if (!sameTraining(m_model.training, file.training))
            takeTraining(record);
        else
            record.slotTensors = placeChanged(slotsOf(m_model), slotsOf(file));
        if (!sameDiagnostics(m_model.diagnostics, file.diagnostics))
            record.diagnostics = m_model.diagnostics;
    }

    const Model& m_model;
    const Model* m_file;
    std::unordered_map<const TensorSource*, Found> m_inFile;
    std::vector<Tensor>& m_toStore;
};

} // namespace

RecordMaker::RecordMaker(const Model& model, const Model* file) : m_record(Comparer(model, file, m_toStore).make()) {}

Record RecordMaker::filled(std::span<const Values> places) const
{
    Record record = m_record;
    auto place = places.begin();
    const auto put = [&](Values& values) {
        if (values.kind == Values::Kind::Stored)
            values = *place++;
    };
    // In the order in which place() was called.
    if (record.variables)
        for (RecordedVariable& variable : *record.variables)
            put(variable.values);
    for (ChangedValues& change : record.tensors)
        put(change.values);
    if (record.training)
        for (RecordedVariable& slot : record.training->slotVariables)
            put(slot.values);
    for (ChangedValues& change : record.slotTensors)
        put(change.values);
    return record;
}

} // namespace lw::recovery
