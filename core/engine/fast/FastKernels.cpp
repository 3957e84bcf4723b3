// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fast/FastKernels.h"

#include <string_view>

namespace lw::engine::fast {

namespace baseline {
extern const FastKernels kKernels;
}
#ifdef LW_FAST_X86
namespace avx2 {
extern const FastKernels kKernels;
}
namespace avx512 {
extern const FastKernels kKernels;
}

static bool hasAvx2()
{
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
}

static bool hasAvx512()
{
    return hasAvx2() && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
           __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0;
}
#endif

const FastKernels* fastKernelsNamed(const char* name)
{
    const std::string_view wanted = name;
    if (wanted == "baseline")
        return &baseline::kKernels;
#ifdef LW_FAST_X86
    if (wanted == "avx2" && hasAvx2())
        return &avx2::kKernels;
    if (wanted == "avx512" && hasAvx512())
        return &avx512::kKernels;
#endif
    return nullptr;
}

const FastKernels& fastKernels()
{
    static const FastKernels& best = []() -> const FastKernels& {
        for (const auto* name : {"avx512", "avx2"})
            if (const auto* kernels = fastKernelsNamed(name))
                return *kernels;
        return baseline::kKernels;
    }();
    return best;
}

} // namespace lw::engine::fast
