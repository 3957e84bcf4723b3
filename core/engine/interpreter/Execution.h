// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/interpreter/Interpreter.h"
#include "core/engine/interpreter/Program.h"
#include "core/engine/ops/HeapAllocator.h"
#include "core/engine/ops/Resources.h"

#include <map>

namespace lw::engine {

using ProgramMap = std::map<std::string, std::unique_ptr<const Program>, std::less<>>;

/// One run: the values of the programs that are being executed, the variables, the depth of calls. Frames are kept and
/// used again, since the body of a loop runs thousands of times. One thread.
class Execution : public FunctionRunner {
public:
    Execution(const ProgramMap& functions, Allocator& allocator, const InterpreterOptions& options,
              const Progress& progress)
        : m_functions(functions), m_allocator(allocator), m_options(options), m_progress(progress)
    {
    }
    Result<std::vector<Value>> call(const std::string& function, std::vector<Value> arguments) override;
    /// times may be null.
    Result<std::vector<Value>> execute(const Program& program, std::vector<Value> arguments,
                                       std::vector<NodeTime>* times);

private:
    struct Frame {
        std::vector<Value> slots, arguments, results;
    };
    class FrameLoan;

    Result<void> runSteps(const Program& program, Frame& frame, std::vector<NodeTime>* times);
    Result<void> runStep(const Program& program, const Step& step, Frame& frame);

    const ProgramMap& m_functions;
    Allocator& m_allocator;
    const InterpreterOptions& m_options;
    const Progress& m_progress;
    ResourceStore m_resources;
    std::map<const Program*, std::vector<std::unique_ptr<Frame>>> m_spareFrames;
    std::size_t m_depth = 0;
    std::uint64_t m_counter = 0; ///< of executed steps: makes every random op draw other numbers
};

} // namespace lw::engine
