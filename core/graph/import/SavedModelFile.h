// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Bytes.h"
#include "core/base/MappedFile.h"
#include "core/model/Model.h"

#include <memory>
#include <string>
#include <vector>

namespace lw::graph {

/// One meta graph of a SavedModel: what opening needs is decoded, the rest are views of the mapped file for later
/// (tensorflow/core/protobuf/meta_graph.proto).
struct MetaGraph {
    std::vector<std::string> tags;
    std::string tensorflowVersion;
    ByteSpan info;                       ///< MetaInfoDef; the list of operations in it may be large
    ByteSpan graph;                      ///< GraphDef with the function library
    ByteSpan objects;                    ///< SavedObjectGraph; empty in TensorFlow 1
    ByteSpan saver;                      ///< SaverDef
    std::vector<ByteSpan> signatures;    ///< entries of signature_def
    std::vector<ByteSpan> collections;   ///< entries of collection_def
    std::vector<std::string> assetFiles; ///< file names as stored: never opened
    std::vector<std::string> assetTensors;
};

/// saved_model.pb, mapped and scanned but not decoded: opening a large one touches little of it. Immutable, thread
/// safe.
class SavedModelFile {
public:
    /// Errors: of MappedFile::open; Corrupt with the offset; Unsupported over 2 GiB, which Protocol Buffers cannot
    /// have.
    static Result<std::shared_ptr<const SavedModelFile>> open(const std::string& path);

    [[nodiscard]] const MappedFile& file() const { return *m_file; }
    [[nodiscard]] const std::vector<MetaGraph>& metaGraphs() const { return m_metaGraphs; }
    /// The one to show and run: tagged "serve", else the first. Corrupt never: there is at least one.
    [[nodiscard]] const MetaGraph& mainMetaGraph() const;

private:
    SavedModelFile() = default;
    std::shared_ptr<const MappedFile> m_file;
    std::vector<MetaGraph> m_metaGraphs;
};

/// Decoded signatures of a meta graph, in the file's order, with the tensors ("StatefulPartitionedCall:0") that they
/// name.
struct SignatureTensors {
    Signature signature;
    std::vector<std::string> inputTensors, outputTensors; ///< in the order of signature.inputs and .outputs
    std::string method;
};
Result<std::vector<SignatureTensors>> readSignatures(const MetaGraph& metaGraph);

/// A variable of TensorFlow 1's collections "variables" and "trainable_variables".
struct CollectedVariable {
    std::string name; ///< of the variable's node, without ":0"
    bool trainable = true;
};
std::vector<CollectedVariable> readVariableCollections(const MetaGraph& metaGraph);

} // namespace lw::graph
