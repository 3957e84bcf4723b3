// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/plan/BatchSplit.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace lw::engine::plan {

namespace {

constexpr std::array kElementwise = {"Abs",          "Acos",        "Acosh",
                                     "Add",          "AddV2",       "Asin",
                                     "Asinh",        "Atan",        "Atan2",
                                     "Atanh",        "BiasAdd",     "Cast",
                                     "Ceil",         "ClipByValue", "Cos",
                                     "Cosh",         "Div",         "DivNoNan",
                                     "Elu",          "Equal",       "Erf",
                                     "Erfc",         "Exp",         "Expm1",
                                     "Floor",        "FloorDiv",    "FloorMod",
                                     "Gelu",         "Greater",     "GreaterEqual",
                                     "HardSigmoid",  "Identity",    "IsFinite",
                                     "IsInf",        "IsNan",       "LeakyRelu",
                                     "Less",         "LessEqual",   "Log",
                                     "Log1p",        "LogicalAnd",  "LogicalNot",
                                     "LogicalOr",    "Maximum",     "Minimum",
                                     "Mish",         "Mul",         "MulNoNan",
                                     "Neg",          "NotEqual",    "OnesLike",
                                     "Pow",          "RealDiv",     "Reciprocal",
                                     "Relu",         "Relu6",       "Round",
                                     "Rsqrt",        "SelectV2",    "Selu",
                                     "Sigmoid",      "Sign",        "Sin",
                                     "Sinh",         "Softplus",    "Softsign",
                                     "Sqrt",         "Square",      "SquaredDifference",
                                     "StopGradient", "Sub",         "Swish",
                                     "Tan",          "Tanh",        "ZerosLike"};
/// Input 0 is computed, the others are constants; the last dimension is what they work along, or none.
constexpr std::array kAlongTheLast = {"Softmax",          "LogSoftmax",       "FusedBatchNorm",
                                      "FusedBatchNormV2", "FusedBatchNormV3", "LayerNorm"};
constexpr std::array kWindows = {"Conv2D",    "Conv3D",   "DepthwiseConv2dNative", "MaxPool", "AvgPool",
                                 "MaxPool3D", "AvgPool3D"};
constexpr std::array kReductions = {"Mean", "Sum", "Max", "Min", "Prod", "Any", "All", "ArgMax", "ArgMin"};
constexpr std::array kReshapes = {"Reshape", "Squeeze", "ExpandDims"};
constexpr std::array kRecurrent = {"LSTM", "GRU", "SimpleRNN"};
constexpr std::array kImages = {"ResizeBilinear", "ResizeNearestNeighbor", "ResizeBicubic",
                                "ResizeArea",     "DepthToSpace",          "SpaceToDepth"};

template <typename List>
bool isOneOf(const List& list, const std::string& name)
{
    return std::any_of(list.begin(), list.end(), [&](const char* each) { return name == each; });
}

/// Asks of one op whether it keeps samples apart, given that its computed inputs lie sample after sample.
class Judge {
public:
    Judge(const PlanIr& ir, const PlanOp& op) : m_ir(ir), m_op(op) {}

    bool judge()
    {
        const auto& name = m_op.op;
        if (isOneOf(kElementwise, name))
            return broadcastsOverRows();
        if (isOneOf(kReshapes, name))
            return computed(0) && othersConstant(); // row-major: whole samples stay whole
        if (isOneOf(kWindows, name))
            return computed(0) && othersConstant() && firstIsOne("strides") && firstIsOne("ksize");
        if (name == "Conv2DBackpropInput" || name == "Conv3DBackpropInputV2")
            return !computed(0) && !computed(1) && computed(2);
        if (isOneOf(kAlongTheLast, name))
            return computed(0) && othersConstant() && rank(0) >= 2 && !m_op.node->boolAttr("is_training") &&
                   axesAttrKeepsFirst();
        if (isOneOf(kReductions, name))
            return computed(0) && axesKeepFirst(1);
        if (isOneOf(kRecurrent, name))
            return recurrent();
        if (name == "Attention")
            return allComputed() && sameFirst();
        if (name == "MatMul" || name.starts_with("BatchMatMul"))
            return product();
        if (name == "ConcatV2")
            return concat();
        if (name == "GatherV2" || name == "ResourceGather" || name == "Gather")
            return gather();
        if (name == "Transpose")
            return computed(0) && firstOf(1) == 0;
        if (name == "Pad" || name == "PadV2" || name == "MirrorPad")
            return computed(0) && othersConstant() && firstOf(1) == 0 && entryOf(1, 1) == 0;
        if (name == "StridedSlice")
            return stridedSlice();
        if (name == "Tile")
            return computed(0) && firstOf(1) == 1;
        if (isOneOf(kImages, name))
            return computed(0) && othersConstant();
        return false;
    }

private:
    const PlanIr& m_ir;
    const PlanOp& m_op;

    [[nodiscard]] const PlanValue& value(std::size_t input) const
    {
        return m_ir.values[static_cast<std::size_t>(m_op.inputs[input])];
    }
    [[nodiscard]] bool computed(std::size_t input) const
    {
        return input < m_op.inputs.size() && !value(input).constant;
    }
    [[nodiscard]] std::size_t rank(std::size_t input) const { return value(input).shape.size(); }
    [[nodiscard]] const Shape* output() const
    {
        for (const auto index : m_op.outputs)
            if (index >= 0)
                return &m_ir.values[static_cast<std::size_t>(index)].shape;
        return nullptr;
    }
    [[nodiscard]] bool allComputed() const
    {
        for (std::size_t i = 0; i < m_op.inputs.size(); ++i)
            if (!computed(i))
                return false;
        return true;
    }
    [[nodiscard]] bool othersConstant() const
    {
        for (std::size_t i = 1; i < m_op.inputs.size(); ++i)
            if (computed(i))
                return false;
        return true;
    }
    /// Computed inputs have as many rows as the first one.
    [[nodiscard]] bool sameFirst() const
    {
        return std::all_of(m_op.inputs.begin(), m_op.inputs.end(), [&](int input) {
            const auto& other = m_ir.values[static_cast<std::size_t>(input)];
            return other.constant || (!other.shape.empty() && other.shape[0] == value(0).shape[0]);
        });
    }
    [[nodiscard]] bool firstIsOne(const char* attr) const
    {
        const auto values = m_op.node->intsAttr(attr);
        return values.empty() || values[0] == 1;
    }
    [[nodiscard]] std::int64_t entryOf(std::size_t input, std::size_t entry) const
    {
        if (input >= m_op.inputs.size() || !value(input).constant || value(input).elements() <= entry)
            return -1;
        const auto& constant = *value(input).constant;
        if (constant.dtype == DType::Int32)
            return constant.as<std::int32_t>()[entry];
        return constant.dtype == DType::Int64 ? constant.as<std::int64_t>()[entry] : -1;
    }
    [[nodiscard]] std::int64_t firstOf(std::size_t input) const { return entryOf(input, 0); }

    [[nodiscard]] bool broadcastsOverRows() const
    {
        const auto* result = output();
        if (!result || result->empty())
            return false;
        for (std::size_t i = 0; i < m_op.inputs.size(); ++i) {
            const auto& shape = value(i).shape;
            if (computed(i)) {
                if (shape.size() != result->size() || shape[0] != (*result)[0])
                    return false;
            } else if (shape.size() >= result->size() && shape[0] != 1) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] bool axesAttrKeepsFirst() const
    {
        const auto axes = m_op.node->intsAttr("axes");
        return std::all_of(axes.begin(), axes.end(), [&](std::int64_t axis) { return keepsFirst(axis, rank(0)); });
    }
    static bool keepsFirst(std::int64_t axis, std::size_t rank)
    {
        return axis > 0 || (axis < 0 && axis > -static_cast<std::int64_t>(rank));
    }
    [[nodiscard]] bool axesKeepFirst(std::size_t input) const
    {
        if (input >= m_op.inputs.size() || computed(input) || value(input).elements() == 0)
            return false;
        if (value(input).dtype != DType::Int32 && value(input).dtype != DType::Int64)
            return false;
        for (std::size_t i = 0; i < value(input).elements(); ++i)
            if (!keepsFirst(entryOf(input, i), rank(0)))
                return false;
        return true;
    }
    [[nodiscard]] bool recurrent() const
    {
        if (!computed(0) || m_op.node->boolAttr("time_major"))
            return false;
        const bool bias = m_op.node->boolAttr("use_bias", true);
        for (std::size_t i = 1; i < m_op.inputs.size(); ++i)
            if (i < (bias ? 4U : 3U) ? computed(i) : !computed(i)) // then states and mask
                return false;
        return sameFirst();
    }
    [[nodiscard]] bool product() const
    {
        const auto* result = output();
        if (!result || m_op.inputs.size() != 2)
            return false;
        const bool matMul = m_op.op == "MatMul";
        if (result->size() < 3)
            return computed(0) && !computed(1) && !m_op.node->boolAttr(matMul ? "transpose_a" : "adj_x");
        return broadcastsOverRows();
    }
    [[nodiscard]] bool concat() const
    {
        const auto axis = m_op.inputs.size() - 1;
        for (std::size_t i = 0; i < axis; ++i)
            if (!computed(i))
                return false;
        return axesKeepFirst(axis) && sameFirst();
    }
    [[nodiscard]] bool gather() const
    {
        return m_op.inputs.size() >= 2 && !computed(0) && computed(1) && rank(1) >= 1 &&
               m_op.node->intAttr("batch_dims") == 0 && (m_op.op != "GatherV2" || firstOf(2) == 0);
    }
    [[nodiscard]] bool stridedSlice() const
    {
        const auto* result = output();
        const auto touches = [&](const char* mask) { return (m_op.node->intAttr(mask) & 1) != 0; };
        return result && !result->empty() && computed(0) && othersConstant() && (*result)[0] == value(0).shape[0] &&
               m_op.node->intAttr("ellipsis_mask") == 0 && !touches("new_axis_mask") && !touches("shrink_axis_mask") &&
               firstOf(3) == 1;
    }
};

bool sameBytes(const Value& a, const Value& b)
{
    return a.dtype == b.dtype && a.shape == b.shape &&
           (a.data == b.data || std::memcmp(a.data, b.data, a.byteSize()) == 0);
}

/// A constant that only says how large the result is.
bool isShapeArgument(const PlanOp& op, std::size_t input)
{
    return (op.op == "Reshape" && input == 1) ||
           ((op.op == "Conv2DBackpropInput" || op.op == "Conv3DBackpropInputV2") && input == 0);
}

bool sameInput(const PlanIr& part, const PlanOp& partOp, const PlanIr& whole, const PlanOp& wholeOp, std::size_t i)
{
    const auto& a = part.values[static_cast<std::size_t>(partOp.inputs[i])];
    const auto& b = whole.values[static_cast<std::size_t>(wholeOp.inputs[i])];
    if (a.constant.has_value() != b.constant.has_value())
        return false;
    if (!a.constant)
        return partOp.inputs[i] == wholeOp.inputs[i];
    return isShapeArgument(wholeOp, i) || sameBytes(*a.constant, *b.constant);
}

} // namespace

std::int64_t batchOf(const PlanIr& ir)
{
    std::int64_t batch = 0;
    for (const auto input : ir.inputs) {
        const auto& shape = ir.values[static_cast<std::size_t>(input)].shape;
        if (shape.empty() || (batch != 0 && shape[0] != batch))
            return 0;
        batch = shape[0];
    }
    return batch;
}

bool samplesAreIndependent(const PlanIr& ir)
{
    const auto batch = batchOf(ir);
    if (batch < 2)
        return false;
    const auto wholeSamples = [&](int index) {
        const auto& value = ir.values[static_cast<std::size_t>(index)];
        return !value.constant && !value.shape.empty() && value.shape[0] % batch == 0;
    };
    for (const auto& op : ir.ops) {
        if (!Judge(ir, op).judge())
            return false;
        for (const auto output : op.outputs)
            if (output >= 0 && !wholeSamples(output))
                return false;
    }
    return std::all_of(ir.outputs.begin(), ir.outputs.end(), wholeSamples);
}

bool isPartOf(const PlanIr& part, const PlanIr& whole)
{
    const auto few = batchOf(part), many = batchOf(whole);
    if (few < 1 || part.ops.size() != whole.ops.size() || part.values.size() != whole.values.size() ||
        part.inputs != whole.inputs || part.outputs != whole.outputs)
        return false;
    for (std::size_t i = 0; i < part.values.size(); ++i) {
        const auto &a = part.values[i], &b = whole.values[i];
        if (a.constant.has_value() != b.constant.has_value() || a.dtype != b.dtype)
            return false;
        if (!a.constant &&
            (a.shape.size() != b.shape.size() || a.shape.empty() || a.shape[0] * many != b.shape[0] * few ||
             !std::equal(a.shape.begin() + 1, a.shape.end(), b.shape.begin() + 1)))
            return false;
    }
    for (std::size_t k = 0; k < part.ops.size(); ++k) {
        const auto &a = part.ops[k], &b = whole.ops[k];
        if (a.op != b.op || a.inputs.size() != b.inputs.size() || a.outputs != b.outputs)
            return false;
        for (std::size_t i = 0; i < a.inputs.size(); ++i)
            if (!sameInput(part, a, whole, b, i))
                return false;
    }
    return true;
}

std::int64_t samplesAtATime(const PlanIr& ir, int threads)
{
    const auto batch = batchOf(ir);
    if (batch < 2 || batch < threads)
        return 0;
    std::size_t busiest = 1; // bytes of a sample that one op reads and writes
    for (const auto& op : ir.ops) {
        std::size_t bytes = 0;
        for (const auto* list : {&op.inputs, &op.outputs})
            for (const auto index : *list)
                if (index >= 0 && !ir.values[static_cast<std::size_t>(index)].constant)
                    bytes += ir.values[static_cast<std::size_t>(index)].elements() * sizeof(float);
        busiest = std::max(busiest, bytes / static_cast<std::size_t>(batch));
    }
    constexpr std::size_t kCache = std::size_t(2) << 20;
    constexpr std::int64_t kLeast = 4; // weights are read once for so many samples
    const auto most = std::max(kLeast, static_cast<std::int64_t>(kCache / busiest));
    const auto share = (batch + threads - 1) / threads;
    const auto chunks = (share + most - 1) / most;
    return (share + chunks - 1) / chunks;
}

} // namespace lw::engine::plan
