// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ByteReader.h"
#include "core/base/Checksum.h"
#include "core/base/JsonDelta.h"
#include "core/containers/sstable/Crc32c.h"
#include "core/recovery/Record.h"
#include "core/recovery/RecordFormat.h"

#include <unordered_set>

namespace lw::recovery {

namespace {

constexpr std::size_t kMostDims = 64, kLongestMessage = 4000;
constexpr std::uint64_t kMostElements = std::uint64_t{1} << 56; // so that their bytes can be counted

Error wrong(const char* what, const char* key)
{
    return corrupt(std::string("the record has ") + what).in(key);
}

/// A member that must be a text.
Result<std::string> text(const Json& json, const char* key)
{
    const Json* found = json.find(key);
    if (found == nullptr || !found->isString())
        return wrong("no text here", key);
    return found->toText();
}

Result<std::uint64_t> count(const Json& json, const char* key, std::uint64_t most)
{
    const Json* found = json.find(key);
    if (found == nullptr || !found->isInteger() || found->toInt() < 0 ||
        static_cast<std::uint64_t>(found->toInt()) > most)
        return wrong("no number here, or one out of range", key);
    return static_cast<std::uint64_t>(found->toInt());
}

Result<std::vector<std::string>> texts(const Json& json, const char* key)
{
    std::vector<std::string> list;
    for (const Json& item : json[key].items()) {
        if (!item.isString())
            return wrong("something that is no text", key);
        list.push_back(item.toText());
    }
    return list;
}

/// Names and places for people and for looking up; empty when they are missing.
std::string optionalText(const Json& json, const char* key)
{
    return json[key].toText();
}

Result<StoredBytes> readStored(const Json& json)
{
    constexpr std::uint64_t kMost = std::uint64_t{1} << 62;
    StoredBytes stored;
    LW_ASSIGN(const std::uint64_t store, count(json, key::kStore, UINT32_MAX));
    LW_ASSIGN(stored.offset, count(json, key::kOffset, kMost));
    LW_ASSIGN(stored.length, count(json, key::kLength, kMost));
    LW_ASSIGN(const std::uint64_t checksum, count(json, key::kChecksum, UINT32_MAX));
    stored.store = static_cast<std::uint32_t>(store);
    stored.checksum = static_cast<std::uint32_t>(checksum);
    if (stored.offset % kValuesAlignment != 0)
        return wrong("values at an odd place", key::kOffset);
    return stored;
}

Result<Values> readValues(const Json& json)
{
    Values values;
    const auto dtype = dtypeFromName(json[key::kDtype].toText());
    const bool none = !json.contains(key::kFrom) && !json.contains(key::kFromSlot) && !json.contains(key::kStore) &&
                      !json.contains(key::kLost);
    if (!dtype && !none)
        return wrong("an unknown type of numbers", key::kDtype);
    values.dtype = dtype.value_or(DType::Invalid);
    if (json[key::kShape].size() > kMostDims)
        return wrong("too many dimensions", key::kShape);
    for (const Json& dim : json[key::kShape].items()) {
        if (!dim.isInteger())
            return wrong("a dimension that is no number", key::kShape);
        values.shape.push_back(dim.toInt());
    }
    LW_ASSIGN(const std::uint64_t elements, elementCount(values.shape));
    if (elements > kMostElements)
        return wrong("more elements than a tensor can have", key::kShape);
    if (json.contains(key::kFrom)) {
        values.kind = Values::Kind::File;
        LW_ASSIGN(values.text, text(json, key::kFrom));
    } else if (json.contains(key::kFromSlot)) {
        values.kind = Values::Kind::FileSlot;
        LW_ASSIGN(values.text, text(json, key::kFromSlot));
    } else if (json.contains(key::kStore)) {
        values.kind = Values::Kind::Stored;
        LW_ASSIGN(values.stored, readStored(json));
    } else if (json.contains(key::kLost)) {
        values.kind = Values::Kind::Lost;
        LW_ASSIGN(values.text, text(json, key::kLost));
    }
    return values;
}

Result<std::vector<RecordedVariable>> readVariables(const Json& list)
{
    std::vector<RecordedVariable> variables;
    std::unordered_set<std::string> paths;
    for (const Json& json : list.items()) {
        RecordedVariable entry;
        Variable& variable = entry.variable;
        LW_ASSIGN(variable.path, text(json, key::kPath));
        if (!paths.insert(variable.path).second)
            return corrupt("the record has two variables of this name").in(variable.path);
        variable.name = optionalText(json, key::kName);
        variable.key = optionalText(json, key::kKey);
        variable.layer = optionalText(json, key::kLayer);
        variable.role = optionalText(json, key::kRole);
        variable.trainable = json[key::kTrainable].toBool(true);
        auto values = readValues(json[key::kValues]);
        if (!values)
            return values.error().in(variable.path);
        entry.values = std::move(*values);
        variables.push_back(std::move(entry));
    }
    return variables;
}

Result<std::vector<ChangedValues>> readChanged(const Json& list)
{
    std::vector<ChangedValues> changes;
    for (const Json& json : list.items()) {
        ChangedValues change;
        LW_ASSIGN(change.path, text(json, key::kPath));
        auto values = readValues(json[key::kValues]);
        if (!values)
            return values.error().in(change.path);
        change.values = std::move(*values);
        changes.push_back(std::move(change));
    }
    return changes;
}

Result<RecordedTraining> readTraining(const Json& json)
{
    RecordedTraining training;
    TrainingState& state = training.state;
    LW_ASSIGN(state.optimizerClass, text(json, key::kOptimizer));
    state.optimizerConfig = json[key::kConfig];
    state.loss = json[key::kLoss];
    state.metrics = json[key::kMetrics];
    state.weightedMetrics = json[key::kWeightedMetrics];
    state.lossWeights = json[key::kLossWeights];
    state.compileConfig = json[key::kCompile];
    if (json.contains(key::kIterations)) {
        if (!json[key::kIterations].isInteger())
            return wrong("no number here", key::kIterations);
        state.iterations = json[key::kIterations].toInt();
    }
    LW_ASSIGN(training.slotVariables, readVariables(json[key::kSlots]));
    return training;
}

Result<std::vector<RecordedFunction>> readFunctions(const Json& list)
{
    std::vector<RecordedFunction> functions;
    for (const Json& json : list.items()) {
        RecordedFunction function;
        LW_ASSIGN(function.layer, text(json, key::kLayer));
        LW_ASSIGN(function.from, text(json, key::kOrigin));
        for (const Json& variable : json[key::kVariables].items()) {
            LW_ASSIGN(std::string inFile, text(variable, key::kKey));
            LW_ASSIGN(std::string path, text(variable, key::kPath));
            function.variables.emplace_back(std::move(inFile), std::move(path));
        }
        function.ownKeys = json[key::kOwnKeys].toBool(true);
        functions.push_back(std::move(function));
    }
    return functions;
}

Result<Diagnostics> readDiagnostics(const Json& list)
{
    Diagnostics diagnostics;
    for (const Json& json : list.items()) {
        Diagnostic entry;
        LW_ASSIGN(const std::uint64_t severity, count(json, key::kSeverity, static_cast<int>(Severity::Error)));
        entry.severity = static_cast<Severity>(severity);
        LW_ASSIGN(const std::string message, text(json, key::kMessage));
        entry.message = printable(message, kLongestMessage);
        entry.subject = optionalText(json, key::kSubject);
        entry.code = optionalText(json, key::kCode);
        LW_ASSIGN(const std::uint64_t times, count(json, key::kCount, UINT32_MAX));
        entry.count = times;
        LW_ASSIGN(entry.arguments, texts(json, key::kArguments));
        for (std::string& argument : entry.arguments)
            argument = printable(argument, kLongestMessage);
        diagnostics.add(std::move(entry));
    }
    return diagnostics;
}

Result<RecordedFile> readFile(const Json& json)
{
    RecordedFile file;
    LW_ASSIGN(file.path, text(json, key::kPath));
    if (!file.path.starts_with('/') || file.path.find('\0') != std::string::npos)
        return wrong("no absolute path", key::kPath);
    LW_ASSIGN(file.format, text(json, key::kFormat));
    if (const Json& stamp = json[key::kStamp]; !stamp.isNull()) {
        for (std::size_t i = 0; i < 4; ++i)
            if (!stamp.at(i).isInteger())
                return wrong("no stamp of the file", key::kStamp);
        const auto number = [&](std::size_t i) { return static_cast<std::uint64_t>(stamp.at(i).toInt()); };
        file.stamp = FileStamp{number(0), number(1), number(2), stamp.at(3).toInt()};
    }
    return file;
}

Result<ModelKind> readKind(const std::string& name)
{
    for (const ModelKind kind :
         {ModelKind::Sequential, ModelKind::Functional, ModelKind::Subclassed, ModelKind::Graph, ModelKind::Weights})
        if (modelKindName(kind) == name)
            return kind;
    return wrong("an unknown kind of model", key::kKind);
}

Result<void> readHead(const Json& json, Record& record)
{
    if (!json.isObject())
        return corrupt("the record is no object");
    LW_ASSIGN(const std::uint64_t time, count(json, key::kTime, INT64_MAX));
    record.time = static_cast<std::int64_t>(time);
    LW_ASSIGN(record.title, text(json, key::kTitle));
    LW_ASSIGN(record.edits, count(json, key::kEdits, UINT32_MAX));
    LW_ASSIGN(record.steps, texts(json, key::kSteps));
    record.format = optionalText(json, key::kFormat);
    if (json.contains(key::kFile)) {
        LW_ASSIGN(record.file, readFile(json[key::kFile]));
    }
    return {};
}

Result<std::vector<RecordedStep>> readPast(const Json& list)
{
    std::vector<RecordedStep> past;
    if (list.size() > kMostPast)
        return wrong("more steps than a record has", key::kPast);
    for (const Json& json : list.items()) {
        RecordedStep step;
        LW_ASSIGN(step.text, text(json, key::kText));
        LW_ASSIGN(const std::uint64_t time, count(json, key::kTime, INT64_MAX));
        step.time = static_cast<std::int64_t>(time);
        step.undo = json[key::kUndo];
        past.push_back(std::move(step));
    }
    return past;
}

Result<Record> readState(const Json& json, Record record)
{
    if (json.contains(key::kName)) {
        LW_ASSIGN(record.name, text(json, key::kName));
    }
    if (json.contains(key::kKind)) {
        LW_ASSIGN(record.kind, readKind(json[key::kKind].toText()));
    }
    if (json.contains(key::kArchitecture))
        record.architecture = json[key::kArchitecture];
    record.payload = json[key::kPayload].toBool(false);
    LW_ASSIGN(record.functions, readFunctions(json[key::kFunctions]));
    if (json.contains(key::kVariables)) {
        LW_ASSIGN(record.variables, readVariables(json[key::kVariables]));
    }
    LW_ASSIGN(record.tensors, readChanged(json[key::kTensors]));
    record.sameTraining = !json.contains(key::kTraining);
    if (json[key::kTraining].isObject()) {
        LW_ASSIGN(record.training, readTraining(json[key::kTraining]));
    }
    LW_ASSIGN(record.slotTensors, readChanged(json[key::kSlotTensors]));
    if (json.contains(key::kDiagnostics)) {
        LW_ASSIGN(record.diagnostics, readDiagnostics(json[key::kDiagnostics]));
    }
    return record;
}

Result<Record> readBody(const Json& json)
{
    Record record;
    LW_TRY(readHead(json, record));
    LW_ASSIGN(record.past, readPast(json[key::kPast]));
    return readState(json, std::move(record));
}

} // namespace

Result<Record> stateBefore(const Record& after, const RecordedStep& step)
{
    LW_ASSIGN(const Json state, applyDelta(stateJson(after), step.undo));
    Record record;
    record.file = after.file;
    record.format = after.format;
    return readState(state, std::move(record));
}

Result<Record> decodeRecord(ByteSpan bytes)
{
    ByteReader reader(bytes);
    const auto magic = reader.text(kMagic.size());
    if (!magic.ok() || *magic != kMagic)
        return corrupt("this is no record of unsaved edits");
    LW_ASSIGN(const std::uint32_t version, reader.number<std::uint32_t>());
    if (version != kVersion)
        return unsupported("the record was written by another version of Layerwright (format " +
                           std::to_string(version) + ")");
    LW_ASSIGN(const std::uint32_t checksum, reader.number<std::uint32_t>());
    LW_ASSIGN(const std::uint64_t length, reader.number<std::uint64_t>());
    if (length != reader.remaining() || length > kLongestRecord)
        return corrupt("the record says that it is " + std::to_string(length) + " bytes long, and has " +
                       std::to_string(reader.remaining()));
    LW_ASSIGN(const std::string_view text, reader.text(length));
    if (!sameChecksum(checksum, sstable::crc32c(asBytes(text))))
        return corrupt("the record does not have the checksum that it was written with");
    LW_ASSIGN(const Json json, Json::parse(text));
    return readBody(json);
}

Result<Record> readRecord(const std::string& path)
{
    LW_ASSIGN(const auto file, MappedFile::open(path));
    auto record = decodeRecord(file->bytes());
    if (!record)
        return record.error().at(path);
    return record;
}

} // namespace lw::recovery
