// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#define LW_FAST_NAMESPACE baseline
#define LW_FAST_NAME "baseline"
#include "core/engine/fast/FastKernels.inl"
