// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/sstable/Crc32c.h"
#include "core/recovery/Record.h"
#include "core/recovery/RecordFormat.h"

namespace lw::recovery {

namespace {

template <typename T>
void appendNumber(std::string& bytes, T number)
{
    bytes.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

void setText(Json& json, const char* name, const std::string& text)
{
    if (!text.empty())
        json.set(name, text);
}

Json textsJson(const std::vector<std::string>& texts)
{
    Json list = Json::array();
    for (const std::string& text : texts)
        list.push(text);
    return list;
}

Json valuesJson(const Values& values)
{
    Json shape = Json::array();
    for (const std::int64_t dim : values.shape)
        shape.push(dim);
    Json json = Json::object({{key::kDtype, Json(dtypeName(values.dtype))}, {key::kShape, std::move(shape)}});
    switch (values.kind) {
    case Values::Kind::File:
        json.set(key::kFrom, values.text);
        break;
    case Values::Kind::FileSlot:
        json.set(key::kFromSlot, values.text);
        break;
    case Values::Kind::Stored:
        json.set(key::kStore, std::uint64_t{values.stored.store});
        json.set(key::kOffset, values.stored.offset);
        json.set(key::kLength, values.stored.length);
        json.set(key::kChecksum, std::uint64_t{values.stored.checksum});
        break;
    case Values::Kind::Lost:
        json.set(key::kLost, values.text);
        break;
    case Values::Kind::None:
        break;
    }
    return json;
}

Json variablesJson(const std::vector<RecordedVariable>& variables)
{
    Json list = Json::array();
    for (const auto& [variable, values] : variables) {
        Json json = Json::object({{key::kPath, variable.path}});
        setText(json, key::kName, variable.name);
        setText(json, key::kKey, variable.key);
        setText(json, key::kLayer, variable.layer);
        setText(json, key::kRole, variable.role);
        json.set(key::kTrainable, variable.trainable);
        json.set(key::kValues, valuesJson(values));
        list.push(std::move(json));
    }
    return list;
}

Json changedJson(const std::vector<ChangedValues>& changes)
{
    Json list = Json::array();
    for (const ChangedValues& change : changes)
        list.push(Json::object({{key::kPath, change.path}, {key::kValues, valuesJson(change.values)}}));
    return list;
}

Json trainingJson(const RecordedTraining& training)
{
    const TrainingState& state = training.state;
    Json json = Json::object({{key::kOptimizer, state.optimizerClass},
                              {key::kConfig, state.optimizerConfig},
                              {key::kLoss, state.loss},
                              {key::kMetrics, state.metrics},
                              {key::kWeightedMetrics, state.weightedMetrics},
                              {key::kLossWeights, state.lossWeights},
                              {key::kCompile, state.compileConfig}});
    if (state.iterations)
        json.set(key::kIterations, *state.iterations);
    json.set(key::kSlots, variablesJson(training.slotVariables));
    return json;
}

Json functionsJson(const std::vector<RecordedFunction>& functions)
{
    Json list = Json::array();
    for (const RecordedFunction& function : functions) {
        Json variables = Json::array();
        for (const auto& [inFile, path] : function.variables)
            variables.push(Json::object({{key::kKey, inFile}, {key::kPath, path}}));
        list.push(Json::object({{key::kLayer, function.layer},
                                {key::kOrigin, function.from},
                                {key::kVariables, std::move(variables)},
                                {key::kOwnKeys, function.ownKeys}}));
    }
    return list;
}

Json diagnosticsJson(const Diagnostics& diagnostics)
{
    Json list = Json::array();
    for (const Diagnostic& entry : diagnostics.entries()) {
        Json json = Json::object({{key::kSeverity, static_cast<int>(entry.severity)}, {key::kMessage, entry.message}});
        setText(json, key::kSubject, entry.subject);
        setText(json, key::kCode, entry.code);
        json.set(key::kCount, static_cast<std::uint64_t>(entry.count));
        if (!entry.arguments.empty())
            json.set(key::kArguments, textsJson(entry.arguments));
        list.push(std::move(json));
    }
    return list;
}

Json fileJson(const RecordedFile& file)
{
    Json json = Json::object({{key::kPath, file.path}, {key::kFormat, file.format}});
    if (file.stamp)
        json.set(
            key::kStamp,
            Json::array({static_cast<std::int64_t>(file.stamp->device), static_cast<std::int64_t>(file.stamp->inode),
                         static_cast<std::int64_t>(file.stamp->size), file.stamp->modifiedNanoseconds}));
    return json;
}

Json pastJson(const std::vector<RecordedStep>& past)
{
    Json list = Json::array();
    for (const RecordedStep& step : past)
        list.push(Json::object({{key::kText, step.text}, {key::kTime, step.time}, {key::kUndo, step.undo}}));
    return list;
}

Json recordJson(const Record& record)
{
    Json json = Json::object({{key::kTime, record.time},
                              {key::kTitle, record.title},
                              {key::kEdits, record.edits},
                              {key::kSteps, textsJson(record.steps)}});
    if (!record.past.empty())
        json.set(key::kPast, pastJson(record.past));
    if (record.file)
        json.set(key::kFile, fileJson(*record.file));
    setText(json, key::kFormat, record.format);
    const Json state = stateJson(record);
    for (const auto& [name, part] : state.members())
        json.set(name, part);
    return json;
}

} // namespace

Json stateJson(const Record& record)
{
    Json json;
    if (record.name)
        json.set(key::kName, *record.name);
    if (record.kind)
        json.set(key::kKind, Json(modelKindName(*record.kind)));
    if (record.architecture)
        json.set(key::kArchitecture, *record.architecture);
    json.set(key::kPayload, record.payload);
    if (!record.functions.empty())
        json.set(key::kFunctions, functionsJson(record.functions));
    if (record.variables)
        json.set(key::kVariables, variablesJson(*record.variables));
    if (!record.tensors.empty())
        json.set(key::kTensors, changedJson(record.tensors));
    if (!record.sameTraining)
        json.set(key::kTraining, record.training ? trainingJson(*record.training) : Json());
    if (!record.slotTensors.empty())
        json.set(key::kSlotTensors, changedJson(record.slotTensors));
    if (record.diagnostics)
        json.set(key::kDiagnostics, diagnosticsJson(*record.diagnostics));
    return json;
}

std::string encodeRecord(const Record& record)
{
    const std::string text = recordJson(record).dump();
    std::string bytes(kMagic);
    appendNumber(bytes, kVersion);
    appendNumber(bytes, sstable::crc32c(asBytes(text)));
    appendNumber(bytes, std::uint64_t{text.size()});
    return bytes + text;
}

} // namespace lw::recovery
