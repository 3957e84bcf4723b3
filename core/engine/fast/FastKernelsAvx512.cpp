// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#define LW_FAST_NAMESPACE avx512
#define LW_FAST_NAME "avx512"
#include "core/engine/fast/FastKernels.inl"
