// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Operations beside TensorFlow's own that lowering emits, because the engine runs them much faster whole. Weights are
/// inputs; shapes are row-major. "activation" attributes are Keras names ("tanh", "sigmoid", "relu", "linear", ...).
///
/// LSTM  inputs: x (batch, time, features) [time-major when time_major], kernel (features, 4u), recurrent_kernel (u, 4u),
///       bias (4u) or absent per use_bias, then initial_h (batch, u), initial_c (batch, u) when has_initial_state, then mask
///       (batch, time) bool when has_mask. Gate order of Keras: i, f, c, o. attrs: units int, activation, recurrent_activation text,
///       return_sequences, go_backwards, time_major, use_bias, zero_output_for_mask, has_initial_state, has_mask bool;
///       hard_sigmoid_slope float: what "hard_sigmoid" means among the activations (0.2 when absent).
///       outputs: 0 sequence (or last output when not return_sequences), 1 last h, 2 last c.
/// GRU   the same with 3u, gate order z, r, h; reset_after bool: bias is then (2, 3u). outputs: 0 sequence or last, 1 last h.
/// SimpleRNN  the same with u. outputs: 0 sequence or last, 1 last h.
/// Attention  (scaled dot product) inputs: query (batch, heads, Tq, d), key (batch, heads, Tk, d), value (batch, heads, Tk, dv),
///       then mask (broadcastable to (batch, heads, Tq, Tk), bool, true = keep) when has_mask. attrs: scale float,
///       causal bool, has_mask bool. outputs: 0 context (batch, heads, Tq, dv), 1 weights when return_weights.
/// LayerNorm  inputs: x, gamma, beta (either may be absent: has_gamma, has_beta). attrs: axes ints (negative), epsilon float,
///       rms bool. Statistics over axes. output 0: like x.
/// Gelu  attr approximate bool.  HardSigmoid (Keras 2: clip(0.2 x + 0.5, 0, 1); attr slope float, 1/6 for Keras 3).
/// Swish = x * sigmoid(x).  Mish.
/// VocabularyIndex  inputs: keys, vocabulary (n) of their type (string or integer). output 0: where each key stands, -1 when nowhere; int64.
///
/// A step whose mask is false repeats the last output (zeros before the first; always zeros with zero_output_for_mask) and keeps
/// the states. A row of Attention in which nothing is kept gives equal weights to all keys.
///
/// TensorFlow's own ops that lowering emits (x is NHWC, weights are Const):
/// products      MatMul, BatchMatMulV2 (also of a rank-n x and a rank-2 Const: a Dense layer on sequences), BiasAdd, Einsum
/// convolution   Conv2D (groups: filter depth divides channels), Conv3D, DepthwiseConv2dNative, Conv2DBackpropInput,
///               Conv3DBackpropInputV2 (the output shape is a Pack with the batch taken by Shape), 1-D ones by ExpandDims and Squeeze
/// pooling       MaxPool, AvgPool, MaxPool3D, AvgPool3D (strides and ksize of full rank; EXPLICIT never), Mean and Max for global ones
/// normalising   FusedBatchNormV3 (rank 4, is_training false), otherwise Mul and AddV2 with folded constants; LayerNorm
/// element-wise  AddV2 Sub Mul RealDiv Maximum Minimum Pow FloorDiv FloorMod SquaredDifference Abs Neg Sign Exp Expm1 Log Log1p
///               Sqrt Rsqrt Square Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh Erf Floor Ceil Round Relu Relu6 LeakyRelu Elu
///               Selu Softplus Softsign Tanh Sigmoid Softmax LogSoftmax ClipByValue Cast SelectV2 Equal NotEqual Less LessEqual
///               Greater GreaterEqual LogicalAnd LogicalOr LogicalNot
/// structure     Reshape Transpose ExpandDims Squeeze ConcatV2 Pack Unpack Split SplitV Tile Pad PadV2 MirrorPad StridedSlice Slice GatherV2
///               ReverseV2 BroadcastTo Fill Shape Range OneHot Bucketize DenseBincount Identity ZerosLike OnesLike
/// reductions    Mean Sum Max Min Prod Any All ArgMax ArgMin Cumsum
/// images        ResizeBilinear, ResizeNearestNeighbor, ResizeBicubic, ResizeArea (half_pixel_centers)
/// random        RandomUniform, RandomStandardNormal (only for training)

namespace lw::graph {

inline constexpr const char* kCompositeOps[] = {"LSTM", "GRU",  "SimpleRNN", "Attention",
                                                "LayerNorm", "Gelu", "HardSigmoid", "Swish", "Mish", "VocabularyIndex"};

} // namespace lw::graph
