// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/dialect/OperationTable.h"

#include <string>
#include <unordered_map>

namespace lw::keras {
namespace {

// TensorFlow's signatures: tensorflow/python/ops; those of Keras: keras/src/ops/{numpy,nn,core,math,linalg}.py. Where
// two rows have a class or a function in common, the first is the way back.
constexpr OperationRow kRows[] = {
    // clang-format off
    {"math.add", "numpy", "Add", "y", ""},
    {"math.subtract", "numpy", "Subtract", "y", ""},
    {"math.multiply", "numpy", "Multiply", "y", ""},
    {"math.truediv", "numpy", "TrueDivide", "y", ""},
    {"math.divide", "numpy", "Divide", "y", ""},
    {"math.floordiv", "numpy", "FloorDivide", "y", ""},
    {"compat.v1.floor_div", "numpy", "FloorDivide", "y", ""},
    {"math.pow", "numpy", "Power", "y", ""},
    {"math.maximum", "numpy", "Maximum", "y", ""},
    {"math.minimum", "numpy", "Minimum", "y", ""},
    {"math.floormod", "numpy", "Mod", "y", ""},
    {"math.mod", "numpy", "Mod", "y", ""},
    {"math.greater", "numpy", "Greater", "y", ""},
    {"math.greater_equal", "numpy", "GreaterEqual", "y", ""},
    {"math.less", "numpy", "Less", "y", ""},
    {"math.less_equal", "numpy", "LessEqual", "y", ""},
    {"math.equal", "numpy", "Equal", "y", ""},
    {"math.not_equal", "numpy", "NotEqual", "y", ""},
    {"math.logical_and", "numpy", "LogicalAnd", "y", ""},
    {"math.logical_or", "numpy", "LogicalOr", "y", ""},
    {"math.logical_xor", "numpy", "LogicalXor", "y", ""},
    {"math.logical_not", "numpy", "LogicalNot", "", ""},
    {"math.atan2", "numpy", "Arctan2", "x", ""},
    {"linalg.matmul", "numpy", "Matmul", "b", ""},
    {"math.negative", "numpy", "Negative", "", ""},
    {"math.abs", "numpy", "Absolute", "", ""},
    {"math.exp", "numpy", "Exp", "", ""},
    {"math.expm1", "numpy", "Expm1", "", ""},
    {"math.log", "numpy", "Log", "", ""},
    {"math.log1p", "numpy", "Log1p", "", ""},
    {"math.sqrt", "numpy", "Sqrt", "", ""},
    {"math.rsqrt", "math", "Rsqrt", "", ""},
    {"math.square", "numpy", "Square", "", ""},
    {"math.reciprocal", "numpy", "Reciprocal", "", ""},
    {"math.sin", "numpy", "Sin", "", ""},
    {"math.cos", "numpy", "Cos", "", ""},
    {"math.tan", "numpy", "Tan", "", ""},
    {"math.asin", "numpy", "Arcsin", "", ""},
    {"math.acos", "numpy", "Arccos", "", ""},
    {"math.atan", "numpy", "Arctan", "", ""},
    {"math.sinh", "numpy", "Sinh", "", ""},
    {"math.cosh", "numpy", "Cosh", "", ""},
    {"math.tanh", "numpy", "Tanh", "", ""},
    {"math.erf", "math", "Erf", "", ""},
    {"math.floor", "numpy", "Floor", "", ""},
    {"math.ceil", "numpy", "Ceil", "", ""},
    {"math.round", "numpy", "Round", "", ""},
    {"math.sign", "numpy", "Sign", "", ""},
    {"math.is_nan", "numpy", "Isnan", "", ""},
    {"math.is_finite", "numpy", "Isfinite", "", ""},
    {"zeros_like", "numpy", "ZerosLike", "", ""},
    {"ones_like", "numpy", "OnesLike", "", ""},
    {"nn.relu", "nn", "Relu", "", ""},
    {"nn.relu6", "nn", "Relu6", "", ""},
    {"math.sigmoid", "nn", "Sigmoid", "", ""},
    {"math.softplus", "nn", "Softplus", "", ""},
    {"nn.softsign", "nn", "Softsign", "", ""},
    {"nn.selu", "nn", "Selu", "", ""},
    {"nn.elu", "nn", "Elu", "", "alpha=1.0"},
    {"nn.silu", "nn", "Silu", "", ""},
    {"nn.swish", "nn", "Silu", "", ""},
    {"nn.gelu", "nn", "Gelu", "", "approximate=false"},
    {"nn.leaky_relu", "nn", "LeakyRelu", "", "alpha>negative_slope=0.2"},
    {"nn.softmax", "nn", "Softmax", "", "axis=-1"},
    {"nn.log_softmax", "nn", "LogSoftmax", "", "axis=-1"},
    {"math.reduce_mean", "numpy", "Mean", "", "axis=null, keepdims=false"},
    {"math.reduce_sum", "numpy", "Sum", "", "axis=null, keepdims=false"},
    {"math.reduce_max", "numpy", "Max", "", "axis=null, keepdims=false"},
    {"math.reduce_min", "numpy", "Min", "", "axis=null, keepdims=false"},
    {"math.reduce_prod", "numpy", "Prod", "", "axis=null, keepdims=false"},
    {"math.reduce_any", "numpy", "Any", "", "axis=null, keepdims=false"},
    {"math.reduce_all", "numpy", "All", "", "axis=null, keepdims=false"},
    {"math.reduce_std", "numpy", "Std", "", "axis=null, keepdims=false"},
    {"math.reduce_variance", "numpy", "Var", "", "axis=null, keepdims=false"},
    {"math.reduce_logsumexp", "math", "Logsumexp", "", "axis=null, keepdims=false"},
    {"math.argmax", "numpy", "Argmax", "", "axis=0"},
    {"math.argmin", "numpy", "Argmin", "", "axis=0"},
    {"math.cumsum", "numpy", "Cumsum", "", "axis=0"},
    {"reshape", "numpy", "Reshape", "", "shape>newshape=null"},
    {"transpose", "numpy", "Transpose", "", "perm>axes=null"},
    {"expand_dims", "numpy", "ExpandDims", "", "axis=null"},
    {"squeeze", "numpy", "Squeeze", "", "axis=null"},
    {"concat", "numpy", "Concatenate", "", "axis=0"},
    {"stack", "numpy", "Stack", "", "axis=0"},
    {"tile", "numpy", "Tile", "", "multiples>repeats=null"},
    {"reverse", "numpy", "Flip", "", "axis=null"},
    {"roll", "numpy", "Roll", "", "shift=null, axis=null"},
    {"clip_by_value", "numpy", "Clip", "", "clip_value_min>x_min=null, clip_value_max>x_max=null"},
    {"where", "numpy", "Where", "x,y", ""},
    {"gather", "numpy", "Take", "indices", "axis=null"},
    {"split", "numpy", "Split", "", "num_or_size_splits>indices_or_sections=null, axis=0"},
    {"cast", "core", "Cast", "", "dtype=\"float32\""},
    {"one_hot", "nn", "OneHot", "", "depth>num_classes=null, axis=-1"},
    {"norm", "linalg", "Norm", "", "axis=null, keepdims=false"},
    {"stop_gradient", "core", "StopGradient", "", ""},
    // clang-format on
};

std::string_view lastPart(std::string_view function)
{
    return function.substr(function.rfind('.') + 1);
}

} // namespace

std::span<const OperationRow> operationTable()
{
    return kRows;
}

const OperationRow* findByFunction(std::string_view function)
{
    static const auto index = [] {
        std::unordered_map<std::string_view, const OperationRow*> rows;
        for (const OperationRow& row : kRows)
            rows.emplace(lastPart(row.function), &row);
        return rows;
    }();
    const auto found = index.find(lastPart(function));
    return found == index.end() ? nullptr : found->second;
}

const OperationRow* findByClass(std::string_view className)
{
    static const auto index = [] {
        std::unordered_map<std::string_view, const OperationRow*> rows;
        for (const OperationRow& row : kRows)
            rows.emplace(row.className, &row);
        return rows;
    }();
    const auto found = index.find(className);
    return found == index.end() ? nullptr : found->second;
}

} // namespace lw::keras
