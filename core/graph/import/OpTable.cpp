// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/import/OpTable.h"

#include "core/containers/protobuf/Message.h"
#include "core/containers/protobuf/WireReader.h"
#include "core/graph/import/ProtoValues.h"

#include <algorithm>
#include <framework.pb.h>

namespace lw::graph {

namespace {

using protobuf::WireReader;
using protobuf::WireType;

constexpr std::uint32_t kStrippedOpList = 2; // MetaInfoDef
constexpr std::uint32_t kOp = 1;             // OpList
constexpr std::uint32_t kOpName = 1;         // OpDef
constexpr std::size_t kMostOutputs = 65536;

/// Outputs as "name:attribute" or "name", attribute being a type, or a number before a type ("output:N*T"), or a list
/// of types ("output:[Tout]"). From tensorflow/core/ops.
struct KnownOp {
    std::string_view name, outputs;
};
constexpr KnownOp kKnownOps[] = {
    {"PartitionedCall", "output:[Tout]"},
    {"StatefulPartitionedCall", "output:[Tout]"},
    {"If", "output:[Tout]"},
    {"StatelessIf", "output:[Tout]"},
    {"Case", "output:[Tout]"},
    {"StatelessCase", "output:[Tout]"},
    {"While", "output:[T]"},
    {"StatelessWhile", "output:[T]"},
    {"IdentityN", "output:[T]"},
    {"Split", "output:num_split*T"},
    {"SplitV", "output:num_split*T"},
    {"Unpack", "output:num*T"},
    {"TopKV2", "values:T indices:index_type"},
    {"TopK", "values:T indices"},
    {"Unique", "y:T idx:out_idx"},
    {"UniqueV2", "y:T idx:out_idx"},
    {"UniqueWithCounts", "y:T idx:out_idx count:out_idx"},
    {"Switch", "output_false:T output_true:T"},
    {"Merge", "output:T value_index"},
    {"FusedBatchNorm", "y:T batch_mean:T batch_variance:T reserve_space_1:T reserve_space_2:T"},
    {"FusedBatchNormV2", "y:T batch_mean:U batch_variance:U reserve_space_1:U reserve_space_2:U"},
    {"FusedBatchNormV3", "y:T batch_mean:U batch_variance:U reserve_space_1:U reserve_space_2:U reserve_space_3:U"},
    {"MaxPoolWithArgmax", "output:T argmax:Targmax"},
    {"SoftmaxCrossEntropyWithLogits", "loss:T backprop:T"},
    {"SparseSoftmaxCrossEntropyWithLogits", "loss:T backprop:T"},
    {"BroadcastGradientArgs", "r0:T r1:T"},
    {"DynamicPartition", "outputs:num_partitions*T"},
    {"TensorListPopBack", "output_handle tensor:element_dtype"},
    {"TensorListConcatV2", "tensor:element_dtype lengths"},
    {"NonMaxSuppressionV4", "selected_indices valid_outputs"},
    {"NonMaxSuppressionV5", "selected_indices selected_scores:T valid_outputs"},
    {"CombinedNonMaxSuppression", "nmsed_boxes nmsed_scores nmsed_classes valid_detections"},
    {"Svd", "s:T u:T v:T"},
    {"Qr", "q:T r:T"},
    {"Moments", "mean:T variance:T"},
    {"StringSplit", "indices values shape"},
    {"StringSplitV2", "indices values shape"},
    {"RaggedRange", "rt_nested_splits:Tsplits rt_dense_values:T"},
    {"SparseFillEmptyRows", "output_indices output_values:T empty_row_indicator reverse_index_map"},
    {"LookupTableExportV2", "keys:Tkeys values:Tvalues"},
    {"StatelessRandomGetKeyCounter", "key counter"},
    {"BlockLSTM", "i:T cs:T f:T o:T ci:T co:T h:T"},
    {"CudnnRNNV3", "output:T output_h:T output_c:T reserve_space:T host_reserved"},
};

OpInfo fromKnown(std::string_view outputs)
{
    OpInfo info;
    while (!outputs.empty()) {
        const std::size_t space = outputs.find(' ');
        const std::string_view word = outputs.substr(0, space);
        const std::size_t colon = word.find(':');
        OpOutput output;
        output.name = word.substr(0, colon);
        std::string_view kind = colon == std::string_view::npos ? std::string_view() : word.substr(colon + 1);
        if (kind.starts_with('[')) {
            output.typeListAttr = kind.substr(1, kind.size() - 2);
        } else if (const std::size_t star = kind.find('*'); star != std::string_view::npos) {
            output.numberAttr = kind.substr(0, star);
            output.typeAttr = kind.substr(star + 1);
        } else {
            output.typeAttr = kind;
        }
        info.outputs.push_back(std::move(output));
        outputs = space == std::string_view::npos ? std::string_view() : outputs.substr(space + 1);
    }
    return info;
}

OpInfo fromDefinition(const pb::OpDef& definition)
{
    OpInfo info;
    for (const auto& arg : definition.output_arg())
        info.outputs.push_back(
            {arg.name(), dtypeFromProto(arg.type()), arg.type_attr(), arg.number_attr(), arg.type_list_attr()});
    for (const auto& attr : definition.attr()) {
        if (!attr.has_default_value())
            continue;
        auto value = attrFromProto(attr.default_value());
        if (value)
            info.defaults.emplace_back(attr.name(), std::move(value).value());
    }
    return info;
}

DType typeOf(const OpOutput& output, const Attrs& attrs)
{
    if (output.typeAttr.empty())
        return output.type;
    const auto found = attrs.find(output.typeAttr);
    const DType* type = found == attrs.end() ? nullptr : found->second.as<DType>();
    return type ? *type : output.type;
}

} // namespace

void OpTable::index() const
{
    m_indexed = true;
    WireReader info(m_message);
    for (auto field = info.next(); field && *field; field = info.next()) {
        if (!(*field)->is(kStrippedOpList, WireType::Bytes))
            continue;
        WireReader list((*field)->bytes);
        for (auto op = list.next(); op && *op; op = list.next()) {
            if (!(*op)->is(kOp, WireType::Bytes))
                continue;
            WireReader definition((*op)->bytes);
            const auto name = definition.next();
            if (name && *name && (*name)->is(kOpName, WireType::Bytes))
                m_definitions[(*name)->text()] = (*op)->bytes;
        }
    }
}

const OpInfo& OpTable::find(const std::string& op) const
{
    const std::lock_guard lock(m_mutex);
    if (!m_indexed)
        index();
    const auto known = m_infos.find(op);
    if (known != m_infos.end())
        return known->second;
    OpInfo info;
    const auto definition = m_definitions.find(op);
    pb::OpDef decoded;
    if (definition != m_definitions.end() && protobuf::parse(definition->second, decoded)) {
        info = fromDefinition(decoded);
    } else {
        const auto* row = std::find_if(std::begin(kKnownOps), std::end(kKnownOps),
                                       [&](const KnownOp& known) { return known.name == op; });
        info = fromKnown(row != std::end(kKnownOps) ? row->outputs : ":T");
    }
    return m_infos.emplace(op, std::move(info)).first->second;
}

std::vector<std::size_t> outputSizes(const OpInfo& info, const Attrs& attrs)
{
    std::vector<std::size_t> sizes;
    for (const OpOutput& output : info.outputs) {
        std::size_t size = 1;
        if (!output.numberAttr.empty()) {
            const auto found = attrs.find(output.numberAttr);
            const auto* number = found == attrs.end() ? nullptr : found->second.as<std::int64_t>();
            size = number && *number >= 0 ? std::min(static_cast<std::size_t>(*number), kMostOutputs) : 1;
        } else if (!output.typeListAttr.empty()) {
            const auto found = attrs.find(output.typeListAttr);
            const auto* types = found == attrs.end() ? nullptr : found->second.as<std::vector<DType>>();
            size = types ? types->size() : 0;
        }
        sizes.push_back(size);
    }
    return sizes;
}

std::vector<DType> outputTypes(const OpInfo& info, const Attrs& attrs)
{
    std::vector<DType> types;
    const std::vector<std::size_t> sizes = outputSizes(info, attrs);
    for (std::size_t i = 0; i < sizes.size() && types.size() < kMostOutputs; ++i) {
        if (info.outputs[i].typeListAttr.empty()) {
            types.insert(types.end(), sizes[i], typeOf(info.outputs[i], attrs));
            continue;
        }
        const auto found = attrs.find(info.outputs[i].typeListAttr);
        if (const auto* list = found == attrs.end() ? nullptr : found->second.as<std::vector<DType>>())
            types.insert(types.end(), list->begin(), list->end());
    }
    return types;
}

} // namespace lw::graph
