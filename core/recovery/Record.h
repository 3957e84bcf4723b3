// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MappedFile.h"
#include "core/model/Model.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Unsaved edits over a crash: a record of every changed document lies below the user's state folder, and the next
/// start offers it. A record holds what differs from the document's file, and names the rest by its place in that file,
/// so that one changed bias of a model of gigabytes costs a few kilobytes.
namespace lw::recovery {

/// Bytes in one of the files of values beside a record, with their CRC-32C.
struct StoredBytes {
    std::uint32_t store = 0, checksum = 0;
    std::uint64_t offset = 0, length = 0;
};

/// Where the values of a variable are found again.
struct Values {
    enum class Kind {
        File,     ///< in the document's file: the variable of this path
        FileSlot, ///< the same, among the optimizer's variables
        Stored,   ///< beside the record
        None,     ///< the variable had none
        Lost,     ///< they could not be read when the record was made; text says why
    };
    Kind kind = Kind::None;
    DType dtype = DType::Invalid;
    Shape shape;
    std::string text;
    StoredBytes stored;
};

struct RecordedVariable {
    Variable variable; ///< without its tensor
    Values values;
};

/// Other values of a variable that the file has.
struct ChangedValues {
    std::string path;
    Values values;
};

struct RecordedTraining {
    TrainingState state; ///< without its variables
    std::vector<RecordedVariable> slotVariables;
};

/// A custom layer of the edited model whose traced function is in the file, a SavedModel.
struct RecordedFunction {
    std::string layer;                                          ///< its path in the edited model
    std::string from; ///< its path in the file; empty when the function is of another model, and is lost in a crash
    std::vector<std::pair<std::string, std::string>> variables; ///< key in the file -> path in the edited model
    bool ownKeys = true;                                        ///< as graph::LayerFunction has it
};

/// The file that was edited, as it was then.
struct RecordedFile {
    std::string path; ///< absolute
    std::string format;
    std::optional<FileStamp> stamp;
};

/// A step that led to a state of the model: what it was called, and how it is taken back.
struct RecordedStep {
    std::string text;
    std::int64_t time = 0; ///< when it was made, in milliseconds since 1970
    Json undo;             ///< a jsonDelta() that turns the stateJson() after it into the one before it
};

/// What was edited, when, and what differs from the file; parts that are missing are as the file has them. A document
/// without a file has all parts. A plain value.
struct Record {
    std::int64_t time = 0; ///< when it was written, in milliseconds since 1970
    std::string title;     ///< of the document
    std::uint64_t edits = 0;
    std::vector<std::string> steps; ///< what the last edits were called, the newest last
    std::vector<RecordedStep> past; ///< the steps that can be taken back one by one; the newest last
    std::optional<RecordedFile> file;
    std::string format; ///< of a document without a file: what it is meant to become

    std::optional<std::string> name;
    std::optional<ModelKind> kind;           ///< only where no architecture tells
    std::optional<Json> architecture;        ///< with it, layers and borders of the model
    bool payload = true;                     ///< what the format kept of the file still belongs to the model
    std::vector<RecordedFunction> functions; ///< without the payload: what is still of use of the file's functions
    std::optional<std::vector<RecordedVariable>> variables;
    std::vector<ChangedValues> tensors; ///< of the file's variables; empty when there are variables
    bool sameTraining = true;           ///< the training state is the file's, but for slotTensors
    std::optional<RecordedTraining> training;
    std::vector<ChangedValues> slotTensors;
    std::optional<Diagnostics> diagnostics;
};

/// Names of a record's files: prefix is "FOLDER/NUMBER".
std::string recordPath(const std::string& prefix);
std::string storePath(const std::string& prefix, std::uint32_t store);
inline constexpr std::string_view kRecordSuffix = ".edits", kStoreSuffix = ".values";

/// The most files of values of one record; then all are put into a new one.
inline constexpr std::uint32_t kMostStores = 32;
/// The most steps that are kept one by one, and the most bytes of values of theirs beside those of the newest state.
inline constexpr std::size_t kMostPast = 100;
inline constexpr std::uint64_t kMostPastBytes = std::uint64_t{256} << 20;
/// The most bytes of what the steps say themselves; it is all written with every record.
inline constexpr std::size_t kMostPastText = std::size_t{8} << 20;
/// Values begin at multiples of this, so that whatever computes may read them in place.
inline constexpr std::uint64_t kValuesAlignment = 64;

/// Whether it can be recovered only with the file at hand.
bool needsFile(const Record& record);
/// Whether the model is what the file holds.
bool isAsFile(const Record& record);

/// The part of a record that is the state of the model: all but what was edited when, and how it came to be.
Json stateJson(const Record& record);
/// The record of the model as it was before a step. Corrupt when the step does not fit.
Result<Record> stateBefore(const Record& after, const RecordedStep& step);

/// The bytes of a record's file: a header with version and checksum, then JSON.
std::string encodeRecord(const Record& record);
/// Trusts nothing. Corrupt for what is cut, flipped or no record; Unsupported for the record of another version.
Result<Record> decodeRecord(ByteSpan bytes);
/// The same with a file.
Result<Record> readRecord(const std::string& path);

} // namespace lw::recovery
