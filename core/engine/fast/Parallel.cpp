// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/fast/Parallel.h"

#include <fstream>
#include <sched.h>
#include <set>
#include <string>

namespace lw::engine::fast {

/// Sibling threads of one core name the same list in sysfs.
int physicalCores()
{
    static const int cores = [] {
        cpu_set_t allowed;
        CPU_ZERO(&allowed);
        if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
            return 1;
        std::set<std::string> groups;
        for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
            if (!CPU_ISSET(cpu, &allowed))
                continue;
            std::ifstream file("/sys/devices/system/cpu/cpu" + std::to_string(cpu) + "/topology/thread_siblings_list");
            std::string siblings;
            if (!std::getline(file, siblings))
                siblings = std::to_string(cpu);
            groups.insert(siblings);
        }
        return groups.empty() ? 1 : static_cast<int>(groups.size());
    }();
    return cores;
}

int threadsFor(int threads)
{
#ifdef _OPENMP
    return threads > 0 ? threads : physicalCores();
#else
    (void)threads;
    return 1;
#endif
}

void setThreads(int threads)
{
#ifdef _OPENMP
    const int wanted = threadsFor(threads);
    if (omp_get_max_threads() != wanted)
        omp_set_num_threads(wanted);
#else
    (void)threads;
#endif
}

int threadCount()
{
#ifdef _OPENMP
    return omp_get_max_threads();
#else
    return 1;
#endif
}

} // namespace lw::engine::fast
