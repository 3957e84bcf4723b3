// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <functional>
#include <stop_token>

namespace lw {

/// How a long function reports and is stopped. Passed by const reference; the callback may be called from the worker's
/// thread, cheaply and often; done and total are in the function's own unit (bytes, layers), total 0 when unknown.
struct Progress {
    std::stop_token stop;
    std::function<void(std::uint64_t done, std::uint64_t total)> report;

    void operator()(std::uint64_t done, std::uint64_t total) const
    {
        if (report)
            report(done, total);
    }
    /// LW_TRY(progress.check()); at every step that may take more than a few milliseconds.
    [[nodiscard]] Result<void> check() const
    {
        return stop.stop_requested() ? Result<void>(cancelled()) : Result<void>();
    }
};

} // namespace lw
