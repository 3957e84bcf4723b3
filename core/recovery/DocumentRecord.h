// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recovery/TensorStore.h"

#include <memory>
#include <string>
#include <vector>

namespace lw::recovery {

/// A document with unsaved edits, as it is at one moment.
struct EditedDocument {
    std::shared_ptr<const Model> model;
    std::shared_ptr<const Model> file; ///< what was read of its file, unchanged; null for a document without a file
    std::string title;
    std::uint64_t edits = 0;
    std::vector<std::string> steps;
};

/// The record of one document while it is edited: written again after edits, removed when there is nothing to lose any
/// more. On disk is always a whole one, the last or the one before. One thread at a time.
class DocumentRecord {
public:
    /// prefix: "FOLDER/NUMBER", of nobody else.
    explicit DocumentRecord(std::string prefix) : m_prefix(std::move(prefix)), m_store(m_prefix) {}

    /// Costs what differs from the file and was not written before. Errors: Io, with the old record in place; Cancelled.
    Result<void> write(const EditedDocument& document, const Progress& progress = {});
    void remove();

private:
    std::string m_prefix;
    TensorStore m_store;
};

} // namespace lw::recovery
