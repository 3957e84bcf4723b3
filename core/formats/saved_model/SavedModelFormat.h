// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/Format.h"
#include "core/formats/checkpoint/Bundle.h"
#include "core/formats/saved_model/SavedModelParts.h"
#include "core/graph/import/ImportedProgram.h"
#include "core/keras/ObjectTree.h"

namespace lw::formats {

/// The traced program of a SavedModel, and what is needed to write the folder again.
class SavedModelPayload : public graph::ImportedProgram, public keras::ObjectSource {
public:
    SavedModelPayload(std::shared_ptr<const SavedModelParts> parts, graph::ProgramSources sources)
        : ImportedProgram(std::move(sources)), m_parts(std::move(parts))
    {
    }
    [[nodiscard]] const SavedModelParts& parts() const { return *m_parts; }
    /// Layers and variables by their attributes; not the lists and functions that Keras hangs on every layer.
    [[nodiscard]] Result<keras::ObjectTree> objects(const Model& model) const override;

private:
    std::shared_ptr<const SavedModelParts> m_parts;
};

/// SavedModel folders of TensorFlow 1 and 2; also named by their saved_model.pb.
int sniffSavedModel(const Probe& probe);
/// Structure, signatures, variables (lazily), training state; functions stay undecoded in the payload, which is a
/// graph::TracedProgram. A folder without variables/ opens; its tensors fail when they are read.
Result<Model> readSavedModel(const Probe& probe, const Progress& progress);
/// Of a model that was read from a SavedModel all files are copied as they are; when weights changed, variables/ is
/// written anew under the same keys. All others are written from nothing (write/FreshWriter.h).
Result<void> writeSavedModel(const Model& model, const std::string& path, const SaveOptions& options,
                             Diagnostics& diagnostics, const Progress& progress);

} // namespace lw::formats
