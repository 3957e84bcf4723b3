// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#ifdef _OPENMP
#include <omp.h>
#endif

namespace lw::engine::fast {

/// Sets how many threads parallelFor and oneDNN use when called from this thread; 0: one per physical core.
void setThreads(int threads);
/// How many threads that asks for.
int threadsFor(int threads);
/// How many that are now.
int threadCount();
/// Physical cores that this process may use.
int physicalCores();

/// Calls body(begin, end) for parts of [0, count) on the thread team; itemCost in elements or the like decides whether
/// waking the team pays at all.
template <typename Body>
void parallelFor(std::int64_t count, std::int64_t itemCost, const Body& body)
{
#ifdef _OPENMP
    constexpr std::int64_t kWorthATeam = 16384;
    const int team = omp_in_parallel() ? 1 : omp_get_max_threads();
    if (team > 1 && count > 1 && count * itemCost >= kWorthATeam) {
#pragma omp parallel num_threads(team)
        {
            const std::int64_t threads = omp_get_num_threads(), index = omp_get_thread_num();
            const std::int64_t begin = count * index / threads, end = count * (index + 1) / threads;
            if (begin < end)
                body(begin, end);
        }
        return;
    }
#endif
    (void)itemCost;
    if (count > 0)
        body(std::int64_t(0), count);
}

} // namespace lw::engine::fast
