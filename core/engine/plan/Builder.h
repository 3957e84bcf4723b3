// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/onednn/Primitive.h"
#include "core/engine/plan/PlanIr.h"
#include "core/engine/plan/Step.h"

namespace lw::engine::plan {

using onednn::Layout;

/// Memory of a plan: part of the arena, or fixed (a constant).
struct Buffer {
    std::size_t bytes = 0;
    std::byte* fixed = nullptr;
    std::vector<int> values; ///< all that lie here, one after another or as views
    std::size_t offset = 0;  ///< in the arena, once assigned
};

struct StepRecord {
    std::unique_ptr<Step> step;
    std::vector<int> reads, writes; ///< buffers; writes include scratch memory
    std::string name, op, layer;
    const graph::Node* node = nullptr; ///< that the step is of, in the graph of the plan; none for reordered outputs
    double flops = 0;
};

class Builder;
/// Adds the steps of one op; Unsupported names an op that has no place in a plan.
using BuildOp = Result<void> (*)(Builder&, const PlanOp&);

/// Turns ops into steps, one after another; what the steps of an op are, the function it is given knows (BuildOps.h).
/// It knows in which layouts each value lies, adds reorders where a step wants another one, and lets steps write over
/// inputs that nobody needs any more.
class Builder {
public:
    Builder(const PlanIr& ir, int threads, BuildOp buildOp);

    /// Adds the steps of all ops. Unsupported names the op that has no place in a plan.
    Result<void> build();

    // For the functions that build one kind of op.
    [[nodiscard]] const PlanIr& ir() const { return m_ir; }
    [[nodiscard]] const PlanValue& value(int index) const { return m_ir.values[static_cast<std::size_t>(index)]; }
    [[nodiscard]] const Shape& shape(int index) const { return value(index).shape; }
    [[nodiscard]] bool isConstant(int index) const { return value(index).constant.has_value(); }
    /// The layout in which the value was made.
    [[nodiscard]] Layout layoutOf(int value) const;
    /// The layout, if element-wise loops may run over its bytes as they lie (no padding); otherwise plain.
    [[nodiscard]] Layout flatLayoutOf(int value) const;
    /// The buffer that holds the value in this layout; adds a reorder when there is none yet.
    Result<int> read(int value, const Layout& layout = {});
    /// A new buffer for the value.
    int define(int value, const Layout& layout = {});
    /// The buffer of input, when nobody needs it after this op and the sizes agree; otherwise a new one.
    int defineOver(int value, const Layout& layout, int input, int inputBuffer);
    [[nodiscard]] bool mayOverwrite(int input, int inputBuffer) const;
    /// The value lies where another does, in plain layout: a view.
    void alias(int value, int buffer);
    /// Memory only for the step being added.
    int temporary(std::size_t bytes);
    void add(std::unique_ptr<Step> step, std::vector<int> reads, std::vector<int> writes);
    /// Adds a oneDNN primitive that reads these values and writes these (a temporary where -1); accumulating ones start
    /// from the addend.
    Result<void> addPrimitive(onednn::Primitive primitive, const std::vector<int>& inputs,
                              const std::vector<int>& outputs, const std::vector<Shape>& outputShapes, int addend = -1);

    /// Adds a primitive whose buffers are chosen already.
    void addRaw(onednn::Primitive primitive, std::vector<int> reads, std::vector<int> writes);

    std::vector<Buffer> buffers;
    std::vector<StepRecord> steps;

private:
    struct Place {
        Layout layout;
        int buffer = -1;
    };
    const PlanIr& m_ir;
    const int m_threads;
    const BuildOp m_buildOp;
    const PlanOp* m_op = nullptr;
    std::vector<std::vector<Place>> m_places; ///< by value, the native one first
    std::vector<int> m_remaining;             ///< readers of each value that are not built yet

    int newBuffer(std::size_t bytes, int value);
    Result<void> buildCounted(const PlanOp& op);
    [[nodiscard]] bool formPair(const PlanOp& first, const PlanOp& second) const;
    Result<void> buildPair(const PlanOp& first, const PlanOp& second);
    [[nodiscard]] int readsByThisOp(int value) const;
};

} // namespace lw::engine::plan
