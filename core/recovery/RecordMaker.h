// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recovery/Record.h"

#include <span>
#include <vector>

namespace lw::recovery {

/// The record of one state of a document: what differs from its file. It is made at once, but for the places of the
/// values that must be stored, which are put in when they are known. Keeps the tensors alive, not the model.
class RecordMaker {
public:
    /// file: null for a document without one.
    RecordMaker(const Model& model, const Model* file);

    /// The tensors that no file has, as they come in the record.
    [[nodiscard]] const std::vector<Tensor>& toStore() const { return m_toStore; }
    /// The record, without what is known of the document only (title, steps).
    /// places: as many as toStore(), in its order.
    [[nodiscard]] Record filled(std::span<const Values> places) const;

private:
    std::vector<Tensor> m_toStore; ///< first: the record is made with it
    Record m_record;
};

} // namespace lw::recovery
