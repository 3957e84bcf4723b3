// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#define LW_FAST_NAMESPACE avx2
#define LW_FAST_NAME "avx2"
#include "core/engine/fast/FastKernels.inl"
