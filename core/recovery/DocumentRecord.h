// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/Edit.h"
#include "core/recovery/TensorStore.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace lw::recovery {

/// One step of editing, and how it is taken back.
struct EditedStep {
    std::string text;
    std::int64_t time = 0; ///< when it was made, in milliseconds since 1970
    std::shared_ptr<const edit::Edit> undo;
};

/// A document with unsaved edits, as it is at one moment.
struct EditedDocument {
    std::shared_ptr<const Model> model;
    std::shared_ptr<const Model> file; ///< what was read of its file, unchanged; null for a document without a file
    std::string title;
    std::uint64_t edits = 0;
    std::vector<std::string> steps;
    std::vector<EditedStep> past = {}; ///< the last steps, as far as they are to be kept one by one; the newest last
};

/// The record of one document while it is edited: written again after edits, removed when there is nothing to lose any
/// more. On disk is always a whole one, the last or the one before. One thread at a time.
class DocumentRecord {
public:
    /// prefix: "FOLDER/NUMBER", of nobody else.
    explicit DocumentRecord(std::string prefix, std::uint64_t mostPastBytes = kMostPastBytes)
        : m_prefix(std::move(prefix)), m_mostPastBytes(mostPastBytes), m_store(m_prefix)
    {
    }

    /// Costs what differs from the file and was not written before. Steps whose values are more than mostPastBytes
    /// together are not kept one by one, nor those before them. Errors: Io, with the old record in place; Cancelled.
    Result<void> write(const EditedDocument& document, const Progress& progress = {});
    void remove();

private:
    /// A step as it stands in the record.
    struct KeptStep {
        std::shared_ptr<const edit::Edit> undo;
        RecordedStep step;
        std::size_t textBytes = 0;   ///< of the step in the record
        std::vector<Tensor> tensors; ///< that the state before it needs
        std::vector<Values> places;  ///< of these
    };
    struct States;

    void alignSteps(const EditedDocument& document);
    void limitSteps(States& states);
    [[nodiscard]] std::vector<Tensor> allTensors(const States& states) const;
    [[nodiscard]] bool samePlaces(const std::vector<Values>& places) const;
    void limitText();
    Record takeStates(const EditedDocument& document, const States& states, std::span<const Values> places);

    std::string m_prefix;
    std::uint64_t m_mostPastBytes;
    TensorStore m_store;
    std::shared_ptr<const Model> m_file; ///< that the kept steps are told against
    std::vector<KeptStep> m_steps;       ///< the oldest first
};

} // namespace lw::recovery
