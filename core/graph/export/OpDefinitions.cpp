// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/export/OpDefinitions.h"

#include <unordered_map>

namespace lw::graph {

namespace {

/// "name:KIND" of inputs and outputs, KIND being a type attribute ("T"), a fixed type ("=int32"), a number of tensors
/// ("N*T"), or a list of types ("[Tin]"); and attributes with their kinds, "?" after those that have a default.
struct Row {
    std::string_view name, inputs, outputs, attributes;
    bool stateful;
};

// clang-format off
constexpr Row kRows[] = {
    {"Abs", "x:T", "y:T", "T:type", false},
    {"Acos", "x:T", "y:T", "T:type", false},
    {"Acosh", "x:T", "y:T", "T:type", false},
    {"AddN", "inputs:N*T", "sum:T", "N:int T:type", false},
    {"AddV2", "x:T y:T", "z:T", "T:type", false},
    {"AdjustContrastv2", "images:T contrast_factor:=float32", "output:T", "T:type?", false},
    {"AdjustHue", "images:T delta:=float32", "output:T", "T:type?", false},
    {"AdjustSaturation", "images:T scale:=float32", "output:T", "T:type?", false},
    {"All", "input:=bool reduction_indices:Tidx", "output:=bool", "keep_dims:bool? Tidx:type?", false},
    {"Angle", "input:T", "output:Tout", "T:type? Tout:type?", false},
    {"Any", "input:=bool reduction_indices:Tidx", "output:=bool", "keep_dims:bool? Tidx:type?", false},
    {"ApproximateEqual", "x:T y:T", "z:=bool", "T:type tolerance:float?", false},
    {"ArgMax", "input:T dimension:Tidx", "output:output_type", "T:type Tidx:type? output_type:type?", false},
    {"ArgMin", "input:T dimension:Tidx", "output:output_type", "T:type Tidx:type? output_type:type?", false},
    {"AsString", "input:T", "output:=string", "T:type precision:int? scientific:bool? shortest:bool? width:int? fill:string?", false},
    {"Asin", "x:T", "y:T", "T:type", false},
    {"Asinh", "x:T", "y:T", "T:type", false},
    {"Assert", "condition:=bool data:[T]", "", "T:list(type) summarize:int?", true},
    {"AssignAddVariableOp", "resource:=resource value:dtype", "", "dtype:type", true},
    {"AssignSubVariableOp", "resource:=resource value:dtype", "", "dtype:type", true},
    {"AssignVariableOp", "resource:=resource value:dtype", "", "dtype:type validate_shape:bool?", true},
    {"Atan", "x:T", "y:T", "T:type", false},
    {"Atan2", "y:T x:T", "z:T", "T:type", false},
    {"Atanh", "x:T", "y:T", "T:type", false},
    {"AvgPool", "value:T", "output:T", "ksize:list(int) strides:list(int) padding:string data_format:string? T:type", false},
    {"AvgPool3D", "input:T", "output:T", "ksize:list(int) strides:list(int) padding:string data_format:string? T:type", false},
    {"BatchMatMulV2", "x:T y:T", "output:T", "T:type adj_x:bool? adj_y:bool? grad_x:bool? grad_y:bool?", false},
    {"BatchToSpaceND", "input:T block_shape:Tblock_shape crops:Tcrops", "output:T", "T:type Tblock_shape:type? Tcrops:type?", false},
    {"BesselI0e", "x:T", "y:T", "T:type", false},
    {"BesselI1e", "x:T", "y:T", "T:type", false},
    {"BiasAdd", "value:T bias:T", "output:T", "T:type data_format:string?", false},
    {"Bincount", "arr:=int32 size:=int32 weights:T", "bins:T", "T:type", false},
    {"Bitcast", "input:T", "output:type", "T:type type:type", false},
    {"BitwiseAnd", "x:T y:T", "z:T", "T:type", false},
    {"BitwiseOr", "x:T y:T", "z:T", "T:type", false},
    {"BitwiseXor", "x:T y:T", "z:T", "T:type", false},
    {"BroadcastArgs", "s0:T s1:T", "r0:T", "T:type?", false},
    {"BroadcastTo", "input:T shape:Tidx", "output:T", "T:type Tidx:type?", false},
    {"Bucketize", "input:T", "output:=int32", "T:type boundaries:list(float)", false},
    {"Cast", "x:SrcT", "y:DstT", "SrcT:type DstT:type Truncate:bool?", false},
    {"Ceil", "x:T", "y:T", "T:type", false},
    {"Cholesky", "input:T", "output:T", "T:type", false},
    {"ClipByValue", "t:T clip_value_min:T clip_value_max:T", "output:T", "T:type", false},
    {"Complex", "real:T imag:T", "out:Tout", "T:type? Tout:type?", false},
    {"ComplexAbs", "x:T", "y:Tout", "T:type? Tout:type?", false},
    {"ConcatV2", "values:N*T axis:Tidx", "output:T", "N:int T:type Tidx:type?", false},
    {"Conj", "input:T", "output:T", "T:type?", false},
    {"Const", "", "output:dtype", "value:tensor dtype:type", false},
    {"Conv2D", "input:T filter:T", "output:T", "T:type strides:list(int) use_cudnn_on_gpu:bool? padding:string explicit_paddings:list(int)? data_format:string? dilations:list(int)?", false},
    {"Conv2DBackpropInput", "input_sizes:=int32 filter:T out_backprop:T", "output:T", "T:type strides:list(int) use_cudnn_on_gpu:bool? padding:string explicit_paddings:list(int)? data_format:string? dilations:list(int)?", false},
    {"Conv3D", "input:T filter:T", "output:T", "T:type strides:list(int) padding:string data_format:string? dilations:list(int)?", false},
    {"Conv3DBackpropInputV2", "input_sizes:Tshape filter:T out_backprop:T", "output:T", "T:type strides:list(int) padding:string data_format:string? dilations:list(int)? Tshape:type?", false},
    {"Cos", "x:T", "y:T", "T:type", false},
    {"Cosh", "x:T", "y:T", "T:type", false},
    {"CropAndResize", "image:T boxes:=float32 box_ind:=int32 crop_size:=int32", "crops:=float32", "T:type method:string? extrapolation_value:float?", false},
    {"Cross", "a:T b:T", "product:T", "T:type", false},
    {"Cumprod", "x:T axis:Tidx", "out:T", "exclusive:bool? reverse:bool? T:type Tidx:type?", false},
    {"Cumsum", "x:T axis:Tidx", "out:T", "exclusive:bool? reverse:bool? T:type Tidx:type?", false},
    {"CumulativeLogsumexp", "x:T axis:Tidx", "out:T", "exclusive:bool? reverse:bool? T:type Tidx:type?", false},
    {"DenseBincount", "input:Tidx size:Tidx weights:T", "output:T", "Tidx:type T:type binary_output:bool?", false},
    {"DepthToSpace", "input:T", "output:T", "T:type block_size:int data_format:string?", false},
    {"DepthwiseConv2dNative", "input:T filter:T", "output:T", "T:type strides:list(int) padding:string explicit_paddings:list(int)? data_format:string? dilations:list(int)?", false},
    {"Digamma", "x:T", "y:T", "T:type", false},
    {"Dilation2D", "input:T filter:T", "output:T", "T:type strides:list(int) rates:list(int) padding:string", false},
    {"Div", "x:T y:T", "z:T", "T:type", false},
    {"DivNoNan", "x:T y:T", "z:T", "T:type", false},
    {"DynamicPartition", "data:T partitions:=int32", "outputs:num_partitions*T", "num_partitions:int T:type", false},
    {"DynamicStitch", "indices:N*=int32 data:N*T", "merged:T", "N:int T:type", false},
    {"Einsum", "inputs:N*T", "output:T", "equation:string N:int T:type", false},
    {"Elu", "features:T", "activations:T", "T:type", false},
    {"Equal", "x:T y:T", "z:=bool", "T:type incompatible_shape_error:bool?", false},
    {"Erf", "x:T", "y:T", "T:type", false},
    {"Erfc", "x:T", "y:T", "T:type", false},
    {"Erfinv", "x:T", "y:T", "T:type", false},
    {"Exp", "x:T", "y:T", "T:type", false},
    {"ExpandDims", "input:T dim:Tdim", "output:T", "T:type Tdim:type?", false},
    {"Expm1", "x:T", "y:T", "T:type", false},
    {"ExtractImagePatches", "images:T", "patches:T", "ksizes:list(int) strides:list(int) rates:list(int) T:type padding:string", false},
    {"FFT", "input:Tcomplex", "output:Tcomplex", "Tcomplex:type?", false},
    {"FFT2D", "input:Tcomplex", "output:Tcomplex", "Tcomplex:type?", false},
    {"Fill", "dims:index_type value:T", "output:T", "T:type index_type:type?", false},
    {"Floor", "x:T", "y:T", "T:type", false},
    {"FloorDiv", "x:T y:T", "z:T", "T:type", false},
    {"FloorMod", "x:T y:T", "z:T", "T:type", false},
    {"FusedBatchNormV3", "x:T scale:U offset:U mean:U variance:U", "y:T batch_mean:U batch_variance:U reserve_space_1:U reserve_space_2:U reserve_space_3:U", "T:type U:type epsilon:float? exponential_avg_factor:float? data_format:string? is_training:bool?", false},
    {"GatherNd", "params:Tparams indices:Tindices", "output:Tparams", "Tparams:type Tindices:type bad_indices_policy:string?", false},
    {"GatherV2", "params:Tparams indices:Tindices axis:Taxis", "output:Tparams", "batch_dims:int? Tparams:type Tindices:type Taxis:type", false},
    {"Greater", "x:T y:T", "z:=bool", "T:type", false},
    {"GreaterEqual", "x:T y:T", "z:=bool", "T:type", false},
    {"HSVToRGB", "images:T", "output:T", "T:type?", false},
    {"HashTableV2", "", "table_handle:=resource", "container:string? shared_name:string? use_node_name_sharing:bool? key_dtype:type value_dtype:type", true},
    {"HistogramFixedWidth", "values:T value_range:T nbins:=int32", "out:dtype", "T:type dtype:type?", false},
    {"IFFT", "input:Tcomplex", "output:Tcomplex", "Tcomplex:type?", false},
    {"IFFT2D", "input:Tcomplex", "output:Tcomplex", "Tcomplex:type?", false},
    {"IRFFT", "input:Tcomplex fft_length:=int32", "output:Treal", "Treal:type? Tcomplex:type?", false},
    {"Identity", "input:T", "output:T", "T:type", false},
    {"IdentityN", "input:[T]", "output:[T]", "T:list(type)", false},
    {"If", "cond:Tcond input:[Tin]", "output:[Tout]", "Tcond:type Tin:list(type) Tout:list(type) then_branch:func else_branch:func output_shapes:list(shape)?", true},
    {"Igamma", "a:T x:T", "z:T", "T:type", false},
    {"Igammac", "a:T x:T", "z:T", "T:type", false},
    {"Imag", "input:T", "output:Tout", "T:type? Tout:type?", false},
    {"ImageProjectiveTransformV3", "images:dtype transforms:=float32 output_shape:=int32 fill_value:=float32", "transformed_images:dtype", "dtype:type interpolation:string fill_mode:string?", false},
    {"InTopKV2", "predictions:=float32 targets:T k:T", "precision:=bool", "T:type?", false},
    {"Inv", "x:T", "y:T", "T:type", false},
    {"Invert", "x:T", "y:T", "T:type", false},
    {"InvertPermutation", "x:T", "y:T", "T:type?", false},
    {"IsFinite", "x:T", "y:=bool", "T:type", false},
    {"IsInf", "x:T", "y:=bool", "T:type", false},
    {"IsNan", "x:T", "y:=bool", "T:type", false},
    {"L2Loss", "t:T", "output:T", "T:type", false},
    {"LeakyRelu", "features:T", "activations:T", "alpha:float? T:type?", false},
    {"LeftShift", "x:T y:T", "z:T", "T:type", false},
    {"Less", "x:T y:T", "z:=bool", "T:type", false},
    {"LessEqual", "x:T y:T", "z:=bool", "T:type", false},
    {"Lgamma", "x:T", "y:T", "T:type", false},
    {"LinSpace", "start:T stop:T num:Tidx", "output:T", "T:type Tidx:type?", false},
    {"Log", "x:T", "y:T", "T:type", false},
    {"Log1p", "x:T", "y:T", "T:type", false},
    {"LogSoftmax", "logits:T", "logsoftmax:T", "T:type", false},
    {"LogicalAnd", "x:=bool y:=bool", "z:=bool", "", false},
    {"LogicalNot", "x:=bool", "y:=bool", "", false},
    {"LogicalOr", "x:=bool y:=bool", "z:=bool", "", false},
    {"LookupTableFindV2", "table_handle:=resource keys:Tin default_value:Tout", "values:Tout", "Tin:type Tout:type", true},
    {"LookupTableImportV2", "table_handle:=resource keys:Tin values:Tout", "", "Tin:type Tout:type", true},
    {"LookupTableSizeV2", "table_handle:=resource", "size:=int64", "", true},
    {"MatMul", "a:T b:T", "product:T", "transpose_a:bool? transpose_b:bool? T:type grad_a:bool? grad_b:bool?", false},
    {"MatrixBandPart", "input:T num_lower:Tindex num_upper:Tindex", "band:T", "T:type Tindex:type?", false},
    {"MatrixDeterminant", "input:T", "output:T", "T:type", false},
    {"MatrixDiagPartV3", "input:T k:=int32 padding_value:T", "diagonal:T", "T:type align:string?", false},
    {"MatrixDiagV3", "diagonal:T k:=int32 num_rows:=int32 num_cols:=int32 padding_value:T", "output:T", "T:type align:string?", false},
    {"MatrixInverse", "input:T", "output:T", "adjoint:bool? T:type", false},
    {"MatrixSetDiagV3", "input:T diagonal:T k:=int32", "output:T", "T:type align:string?", false},
    {"Max", "input:T reduction_indices:Tidx", "output:T", "keep_dims:bool? T:type Tidx:type?", false},
    {"MaxPool", "input:T", "output:T", "T:type? ksize:list(int) strides:list(int) padding:string explicit_paddings:list(int)? data_format:string?", false},
    {"MaxPool3D", "input:T", "output:T", "ksize:list(int) strides:list(int) padding:string data_format:string? T:type", false},
    {"Maximum", "x:T y:T", "z:T", "T:type", false},
    {"Mean", "input:T reduction_indices:Tidx", "output:T", "keep_dims:bool? T:type Tidx:type?", false},
    {"MergeV2Checkpoints", "checkpoint_prefixes:=string destination_prefix:=string", "", "delete_old_dirs:bool? allow_missing_files:bool?", true},
    {"Min", "input:T reduction_indices:Tidx", "output:T", "keep_dims:bool? T:type Tidx:type?", false},
    {"Minimum", "x:T y:T", "z:T", "T:type", false},
    {"MirrorPad", "input:T paddings:Tpaddings", "output:T", "T:type Tpaddings:type? mode:string", false},
    {"Mod", "x:T y:T", "z:T", "T:type", false},
    {"Mul", "x:T y:T", "z:T", "T:type", false},
    {"MulNoNan", "x:T y:T", "z:T", "T:type", false},
    {"Ndtri", "x:T", "y:T", "T:type", false},
    {"Neg", "x:T", "y:T", "T:type", false},
    {"NextAfter", "x1:T x2:T", "output:T", "T:type?", false},
    {"NoOp", "", "", "", false},
    {"NotEqual", "x:T y:T", "z:=bool", "T:type incompatible_shape_error:bool?", false},
    {"OneHot", "indices:TI depth:=int32 on_value:T off_value:T", "output:T", "axis:int? T:type TI:type?", false},
    {"OnesLike", "x:T", "y:T", "T:type", false},
    {"Pack", "values:N*T", "output:T", "N:int T:type axis:int?", false},
    {"Pad", "input:T paddings:Tpaddings", "output:T", "T:type Tpaddings:type?", false},
    {"PadV2", "input:T paddings:Tpaddings constant_values:T", "output:T", "T:type Tpaddings:type?", false},
    {"PartitionedCall", "args:[Tin]", "output:[Tout]", "Tin:list(type) Tout:list(type) f:func config:string? config_proto:string? executor_type:string?", false},
    {"Placeholder", "", "output:dtype", "dtype:type shape:shape?", false},
    {"PlaceholderWithDefault", "input:dtype", "output:dtype", "dtype:type shape:shape", false},
    {"Polygamma", "a:T x:T", "z:T", "T:type", false},
    {"Pow", "x:T y:T", "z:T", "T:type", false},
    {"PreventGradient", "input:T", "output:T", "T:type message:string?", false},
    {"Prod", "input:T reduction_indices:Tidx", "output:T", "keep_dims:bool? T:type Tidx:type?", false},
    {"Qr", "input:T", "q:T r:T", "full_matrices:bool? T:type", false},
    {"RFFT", "input:Treal fft_length:=int32", "output:Tcomplex", "Treal:type? Tcomplex:type?", false},
    {"RGBToHSV", "images:T", "output:T", "T:type?", false},
    {"RaggedTensorToTensor", "shape:Tshape values:T default_value:T row_partition_tensors:num_row_partition_tensors*Tindex", "result:T", "T:type Tindex:type Tshape:type num_row_partition_tensors:int row_partition_types:list(string)", false},
    {"RandomStandardNormal", "shape:T", "output:dtype", "seed:int? seed2:int? dtype:type T:type", true},
    {"RandomUniform", "shape:T", "output:dtype", "seed:int? seed2:int? dtype:type T:type", true},
    {"RandomUniformInt", "shape:T minval:Tout maxval:Tout", "output:Tout", "seed:int? seed2:int? Tout:type T:type", true},
    {"Range", "start:Tidx limit:Tidx delta:Tidx", "output:Tidx", "Tidx:type?", false},
    {"Rank", "input:T", "output:=int32", "T:type", false},
    {"ReadVariableOp", "resource:=resource", "value:dtype", "dtype:type", true},
    {"Real", "input:T", "output:Tout", "T:type? Tout:type?", false},
    {"RealDiv", "x:T y:T", "z:T", "T:type", false},
    {"Reciprocal", "x:T", "y:T", "T:type", false},
    {"Relu", "features:T", "activations:T", "T:type", false},
    {"Relu6", "features:T", "activations:T", "T:type", false},
    {"Reshape", "tensor:T shape:Tshape", "output:T", "T:type Tshape:type?", false},
    {"ResizeArea", "images:T size:=int32", "resized_images:=float32", "T:type align_corners:bool?", false},
    {"ResizeBicubic", "images:T size:=int32", "resized_images:=float32", "T:type align_corners:bool? half_pixel_centers:bool?", false},
    {"ResizeBilinear", "images:T size:=int32", "resized_images:=float32", "T:type align_corners:bool? half_pixel_centers:bool?", false},
    {"ResizeNearestNeighbor", "images:T size:=int32", "resized_images:T", "T:type align_corners:bool? half_pixel_centers:bool?", false},
    {"ResourceGather", "resource:=resource indices:Tindices", "output:dtype", "batch_dims:int? validate_indices:bool? dtype:type Tindices:type", true},
    {"RestoreV2", "prefix:=string tensor_names:=string shape_and_slices:=string", "tensors:[dtypes]", "dtypes:list(type)", true},
    {"ReverseSequence", "input:T seq_lengths:Tlen", "output:T", "seq_dim:int batch_dim:int? T:type Tlen:type?", false},
    {"ReverseV2", "tensor:T axis:Tidx", "output:T", "Tidx:type? T:type", false},
    {"RightShift", "x:T y:T", "z:T", "T:type", false},
    {"Rint", "x:T", "y:T", "T:type", false},
    {"Roll", "input:T shift:Tshift axis:Taxis", "output:T", "T:type Tshift:type Taxis:type", false},
    {"Round", "x:T", "y:T", "T:type", false},
    {"Rsqrt", "x:T", "y:T", "T:type", false},
    {"SaveV2", "prefix:=string tensor_names:=string shape_and_slices:=string tensors:[dtypes]", "", "dtypes:list(type)", true},
    {"ScaleAndTranslate", "images:T size:=int32 scale:=float32 translation:=float32", "resized_images:=float32", "T:type kernel_type:string? antialias:bool?", false},
    {"ScatterNd", "indices:Tindices updates:T shape:Tindices", "output:T", "T:type Tindices:type bad_indices_policy:string?", false},
    {"SegmentSum", "data:T segment_ids:Tindices", "output:T", "T:type Tindices:type", false},
    {"Select", "condition:=bool t:T e:T", "output:T", "T:type", false},
    {"SelectV2", "condition:=bool t:T e:T", "output:T", "T:type", false},
    {"SelfAdjointEigV2", "input:T", "e:T v:T", "compute_v:bool? T:type", false},
    {"Selu", "features:T", "activations:T", "T:type", false},
    {"Shape", "input:T", "output:out_type", "T:type out_type:type?", false},
    {"ShapeN", "input:N*T", "output:N*out_type", "N:int T:type out_type:type?", false},
    {"ShardedFilename", "basename:=string shard:=int32 num_shards:=int32", "filename:=string", "", false},
    {"Sigmoid", "x:T", "y:T", "T:type", false},
    {"Sign", "x:T", "y:T", "T:type", false},
    {"Sin", "x:T", "y:T", "T:type", false},
    {"Sinh", "x:T", "y:T", "T:type", false},
    {"Size", "input:T", "output:out_type", "T:type out_type:type?", false},
    {"Slice", "input:T begin:Index size:Index", "output:T", "T:type Index:type", false},
    {"Softmax", "logits:T", "softmax:T", "T:type", false},
    {"Softplus", "features:T", "activations:T", "T:type", false},
    {"Softsign", "features:T", "activations:T", "T:type", false},
    {"SpaceToBatchND", "input:T block_shape:Tblock_shape paddings:Tpaddings", "output:T", "T:type Tblock_shape:type? Tpaddings:type?", false},
    {"SpaceToDepth", "input:T", "output:T", "T:type block_size:int data_format:string?", false},
    {"SparseCross", "indices:N*=int64 values:[sparse_types] shapes:N*=int64 dense_inputs:[dense_types]", "output_indices:=int64 output_values:out_type output_shape:=int64", "N:int hashed_output:bool num_buckets:int hash_key:int sparse_types:list(type) dense_types:list(type) out_type:type internal_type:type", false},
    {"Split", "split_dim:=int32 value:T", "output:num_split*T", "num_split:int T:type", false},
    {"SplitV", "value:T size_splits:Tlen split_dim:=int32", "output:num_split*T", "num_split:int T:type Tlen:type?", false},
    {"Sqrt", "x:T", "y:T", "T:type", false},
    {"Square", "x:T", "y:T", "T:type", false},
    {"SquaredDifference", "x:T y:T", "z:T", "T:type", false},
    {"Squeeze", "input:T", "output:T", "T:type squeeze_dims:list(int)?", false},
    {"StatefulPartitionedCall", "args:[Tin]", "output:[Tout]", "Tin:list(type) Tout:list(type) f:func config:string? config_proto:string? executor_type:string?", true},
    {"StatelessIf", "cond:Tcond input:[Tin]", "output:[Tout]", "Tcond:type Tin:list(type) Tout:list(type) then_branch:func else_branch:func output_shapes:list(shape)?", false},
    {"StatelessRandomUniformV2", "shape:Tshape key:=uint64 counter:=uint64 alg:=int32", "output:dtype", "dtype:type? Tshape:type?", false},
    {"StatelessWhile", "input:[T]", "output:[T]", "T:list(type) cond:func body:func output_shapes:list(shape)? parallel_iterations:int?", false},
    {"StaticRegexFullMatch", "input:=string", "output:=bool", "pattern:string", false},
    {"StaticRegexReplace", "input:=string", "output:=string", "pattern:string rewrite:string replace_global:bool?", false},
    {"StopGradient", "input:T", "output:T", "T:type", false},
    {"StridedSlice", "input:T begin:Index end:Index strides:Index", "output:T", "T:type Index:type begin_mask:int? end_mask:int? ellipsis_mask:int? new_axis_mask:int? shrink_axis_mask:int?", false},
    {"StringFormat", "inputs:[T]", "output:=string", "T:list(type) template:string? placeholder:string? summarize:int?", false},
    {"StringJoin", "inputs:N*=string", "output:=string", "N:int separator:string?", false},
    {"StringLower", "input:=string", "output:=string", "encoding:string?", false},
    {"StringNGrams", "data:=string data_splits:Tsplits", "ngrams:=string ngrams_splits:Tsplits", "separator:string ngram_widths:list(int) left_pad:string right_pad:string pad_width:int preserve_short_sequences:bool Tsplits:type?", false},
    {"StringSplitV2", "input:=string sep:=string", "indices:=int64 values:=string shape:=int64", "maxsplit:int?", false},
    {"StringToHashBucketFast", "input:=string", "output:=int64", "num_buckets:int", false},
    {"StringToHashBucketStrong", "input:=string", "output:=int64", "num_buckets:int key:list(int)", false},
    {"StringUpper", "input:=string", "output:=string", "encoding:string?", false},
    {"Sub", "x:T y:T", "z:T", "T:type", false},
    {"Sum", "input:T reduction_indices:Tidx", "output:T", "keep_dims:bool? T:type Tidx:type?", false},
    {"Svd", "input:T", "s:T u:T v:T", "compute_uv:bool? full_matrices:bool? T:type", false},
    {"Tan", "x:T", "y:T", "T:type", false},
    {"Tanh", "x:T", "y:T", "T:type", false},
    {"TensorListElementShape", "input_handle:=variant", "element_shape:shape_type", "shape_type:type", false},
    {"TensorListFromTensor", "tensor:element_dtype element_shape:shape_type", "output_handle:=variant", "element_dtype:type shape_type:type", false},
    {"TensorListGetItem", "input_handle:=variant index:=int32 element_shape:Tshape", "item:element_dtype", "element_dtype:type Tshape:type?", false},
    {"TensorListLength", "input_handle:=variant", "length:=int32", "", false},
    {"TensorListReserve", "element_shape:shape_type num_elements:=int32", "handle:=variant", "element_dtype:type shape_type:type", false},
    {"TensorListSetItem", "input_handle:=variant index:=int32 item:element_dtype", "output_handle:=variant", "element_dtype:type resize_if_index_out_of_bounds:bool?", false},
    {"TensorListStack", "input_handle:=variant element_shape:=int32", "tensor:element_dtype", "element_dtype:type num_elements:int?", false},
    {"TensorScatterUpdate", "tensor:T indices:Tindices updates:T", "output:T", "T:type Tindices:type bad_indices_policy:string?", false},
    {"Tile", "input:T multiples:Tmultiples", "output:T", "T:type Tmultiples:type?", false},
    {"TopKV2", "input:T k:Tk", "values:T indices:index_type", "sorted:bool? T:type Tk:type? index_type:type?", false},
    {"Transpose", "x:T perm:Tperm", "y:T", "T:type Tperm:type?", false},
    {"TruncateDiv", "x:T y:T", "z:T", "T:type", false},
    {"TruncateMod", "x:T y:T", "z:T", "T:type", false},
    {"TruncatedNormal", "shape:T", "output:dtype", "seed:int? seed2:int? dtype:type T:type", true},
    {"UnicodeDecode", "input:=string", "row_splits:Tsplits char_values:=int32", "input_encoding:string errors:string? replacement_char:int? replace_control_characters:bool? Tsplits:type?", false},
    {"UnicodeEncode", "input_values:=int32 input_splits:Tsplits", "output:=string", "errors:string? output_encoding:string replacement_char:int? Tsplits:type?", false},
    {"Unique", "x:T", "y:T idx:out_idx", "T:type out_idx:type?", false},
    {"UniqueV2", "x:T axis:Taxis", "y:T idx:out_idx", "T:type Taxis:type? out_idx:type?", false},
    {"Unpack", "value:T", "output:num*T", "num:int T:type axis:int?", false},
    {"UnsortedSegmentSum", "data:T segment_ids:Tindices num_segments:Tnumsegments", "output:T", "T:type Tindices:type Tnumsegments:type?", false},
    {"VarHandleOp", "", "resource:=resource", "container:string? shared_name:string? debug_name:string? dtype:type shape:shape allowed_devices:list(string)?", true},
    {"Where", "input:T", "index:=int64", "T:type?", false},
    {"While", "input:[T]", "output:[T]", "T:list(type) cond:func body:func output_shapes:list(shape)? parallel_iterations:int?", true},
    {"Xdivy", "x:T y:T", "z:T", "T:type", false},
    {"Xlogy", "x:T y:T", "z:T", "T:type", false},
    {"ZerosLike", "x:T", "y:T", "T:type", false},
};
// clang-format on

template <typename Visit>
void forEachWord(std::string_view text, Visit visit)
{
    while (!text.empty()) {
        const std::size_t space = text.find(' ');
        const std::string_view word = text.substr(0, space);
        const std::size_t colon = word.find(':');
        visit(word.substr(0, colon), word.substr(colon + 1));
        text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    }
}

std::vector<OpArgument> arguments(std::string_view text)
{
    std::vector<OpArgument> result;
    forEachWord(text, [&](std::string_view name, std::string_view kind) {
        OpArgument argument;
        argument.name = name;
        if (const std::size_t star = kind.find('*'); star != std::string_view::npos) {
            argument.numberAttr = kind.substr(0, star);
            kind = kind.substr(star + 1);
        }
        if (kind.starts_with('['))
            argument.typeListAttr = kind.substr(1, kind.size() - 2);
        else if (kind.starts_with('='))
            argument.type = dtypeFromName(kind.substr(1)).value_or(DType::Invalid);
        else
            argument.typeAttr = kind;
        result.push_back(argument);
    });
    return result;
}

OpDefinition definition(const Row& row)
{
    OpDefinition result{row.name, arguments(row.inputs), arguments(row.outputs), {}, row.stateful};
    forEachWord(row.attributes, [&](std::string_view name, std::string_view kind) {
        const bool optional = kind.ends_with('?');
        result.attributes.push_back({name, optional ? kind.substr(0, kind.size() - 1) : kind, optional});
    });
    return result;
}

} // namespace

const OpDefinition* findOpDefinition(std::string_view op)
{
    static const auto table = [] {
        std::unordered_map<std::string_view, OpDefinition> definitions;
        for (const Row& row : kRows)
            definitions.emplace(row.name, definition(row));
        return definitions;
    }();
    const auto found = table.find(op);
    return found == table.end() ? nullptr : &found->second;
}

} // namespace lw::graph
