// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Activations.h"
#include "core/engine/ops/Families.h"
#include "core/engine/ops/Gemm.h"

#include <algorithm>

/// LSTM, GRU and SimpleRNN of CompositeOps.h. Masks as in Keras (backend.rnn): a masked step keeps the states and
/// repeats the output before it, or gives zeros when zero_output_for_mask.
namespace lw::engine {

namespace {

enum class Cell { Simple, Gru, Lstm };

struct Shapes {
    std::int64_t batch = 0, time = 0, features = 0, units = 0, gates = 1;
    bool timeMajor = false, backwards = false, sequences = false, zeroMasked = false, resetAfter = false;
    std::size_t kernel = 1, recurrent = 2;
    std::size_t bias = 0, hidden = 0, carry = 0, mask = 0; ///< inputs; 0: absent

    /// Row of x, and of the output, of a step; steps are counted in the order of work.
    [[nodiscard]] std::int64_t row(std::int64_t b, std::int64_t t) const
    {
        return timeMajor ? t * batch + b : b * time + t;
    }
    [[nodiscard]] std::int64_t width() const { return gates * units; }
};

Result<Shapes> readShapes(const KernelContext& context, Cell cell)
{
    LW_TRY(requireInputs(context, std::max<std::size_t>(3, context.inputs.size())));
    LW_TRY(requireRank(context, 0, 3));
    const auto& node = context.node;
    Shapes s;
    s.timeMajor = node.boolAttr("time_major");
    s.backwards = node.boolAttr("go_backwards");
    s.sequences = node.boolAttr("return_sequences");
    s.zeroMasked = node.boolAttr("zero_output_for_mask");
    s.resetAfter = node.boolAttr("reset_after", true);
    s.gates = cell == Cell::Lstm ? 4 : cell == Cell::Gru ? 3 : 1;
    const Shape& x = context.inputs[0].shape;
    s.batch = x[s.timeMajor ? 1 : 0];
    s.time = x[s.timeMajor ? 0 : 1];
    s.features = x[2];
    s.units = context.node.intAttr("units");
    std::size_t next = 3;
    if (node.boolAttr("use_bias", true))
        s.bias = next++;
    if (node.boolAttr("has_initial_state")) {
        s.hidden = next++;
        if (cell == Cell::Lstm)
            s.carry = next++;
    }
    if (node.boolAttr("has_mask"))
        s.mask = next++;
    LW_TRY(requireInputs(context, next));
    constexpr std::int64_t kMost = std::int64_t(1) << 32;
    if (s.units < 1 || s.units > kMost)
        return opError(context, "units is not possible");
    const auto expect = [&](std::size_t input, const Shape& wanted) -> Result<void> {
        return context.inputs[input].shape == wanted
                   ? Result<void>()
                   : opError(context, "input " + std::to_string(input) + " must be of shape " + shapeText(wanted));
    };
    LW_TRY(expect(1, {s.features, s.width()}));
    LW_TRY(expect(2, {s.units, s.width()}));
    if (s.bias != 0)
        LW_TRY(expect(s.bias, cell == Cell::Gru && s.resetAfter ? Shape{2, s.width()} : Shape{s.width()}));
    for (const auto state : {s.hidden, s.carry})
        if (state != 0)
            LW_TRY(expect(state, {s.batch, s.units}));
    for (std::size_t i = 1; i < next; ++i)
        if (i != s.mask)
            LW_TRY(requireSameType(context, 0, i));
    if (s.mask != 0) {
        LW_TRY(expect(s.mask, {s.batch, s.time}));
        LW_TRY(requireType(context, s.mask, DType::Bool));
    }
    return s;
}

/// One run of a cell over time. C is float or double.
template <typename C>
struct Recurrence {
    const KernelContext& context;
    const Shapes& s;
    RowActivation<C> activation = nullptr, gateActivation = nullptr;
    const C* recurrent = nullptr;
    const C* bias = nullptr;
    Scratch<C> projected{}; ///< x times kernel plus bias, row by row
    Scratch<C> hidden{}, carry{}, output{}, gates{}, extra{};

    template <typename T>
    Result<void> prepare(Operand<T>& inputs, Operand<T>& kernels, Operand<T>& recurrents, Operand<T>& biases,
                         Operand<T>& states)
    {
        const auto from = [&](std::size_t input) { return reinterpret_cast<const T*>(context.inputs[input].data); };
        const std::int64_t rows = s.batch * s.time;
        LW_ASSIGN(const C* const x, inputs.prepare(context, from(0), rows, s.features, false));
        LW_ASSIGN(const C* const kernel, kernels.prepare(context, from(1), s.features, s.width(), false));
        LW_ASSIGN(recurrent, recurrents.prepare(context, from(2), s.units, s.width(), false));
        if (s.bias != 0) {
            LW_ASSIGN(bias, biases.prepare(context, from(s.bias), 1,
                                           static_cast<std::int64_t>(context.inputs[s.bias].elements()), false));
        }
        const auto states_ = static_cast<std::uint64_t>(s.batch * s.units);
        LW_ASSIGN(projected, scratch<C>(context, static_cast<std::uint64_t>(rows * s.width())));
        LW_ASSIGN(hidden, scratch<C>(context, states_));
        LW_ASSIGN(carry, scratch<C>(context, states_));
        LW_ASSIGN(output, scratch<C>(context, states_));
        LW_ASSIGN(gates, scratch<C>(context, static_cast<std::uint64_t>(s.batch * s.width())));
        LW_ASSIGN(extra, scratch<C>(context, static_cast<std::uint64_t>(s.batch * s.units)));
        for (std::int64_t r = 0; r < rows; ++r) {
            C* row = projected.get() + r * s.width();
            if (bias != nullptr)
                std::copy_n(bias, s.width(), row);
            if ((r & 255) == 0)
                LW_TRY(context.progress.check());
            multiplyAdd(x + r * s.features, kernel, row, 1, s.features, s.width());
        }
        for (const auto& [input, target] : {std::pair(s.hidden, hidden.get()), std::pair(s.carry, carry.get())}) {
            if (input == 0)
                continue;
            LW_ASSIGN(const C* const state, states.prepare(context, from(input), s.batch, s.units, false));
            std::copy_n(state, states_, target);
        }
        return {};
    }

    void simpleStep(const C* x, std::int64_t b)
    {
        C* h = gates.get() + b * s.units;
        std::copy_n(x, s.units, h);
        multiplyAdd(hidden.get() + b * s.units, recurrent, h, 1, s.units, s.units);
        activation(h, static_cast<std::size_t>(s.units));
    }

    void lstmStep(const C* x, std::int64_t b, C* newCarry)
    {
        const std::int64_t u = s.units;
        C* z = gates.get() + b * s.width();
        std::copy_n(x, s.width(), z);
        multiplyAdd(hidden.get() + b * u, recurrent, z, 1, u, s.width());
        gateActivation(z, static_cast<std::size_t>(u));
        gateActivation(z + u, static_cast<std::size_t>(u));
        activation(z + 2 * u, static_cast<std::size_t>(u));
        gateActivation(z + 3 * u, static_cast<std::size_t>(u));
        const C* old = carry.get() + b * u;
        for (std::int64_t i = 0; i < u; ++i)
            newCarry[i] = z[u + i] * old[i] + z[i] * z[2 * u + i];
        std::copy_n(newCarry, u, z);
        activation(z, static_cast<std::size_t>(u));
        for (std::int64_t i = 0; i < u; ++i)
            z[i] *= z[3 * u + i];
    }

    void gruStep(const C* x, std::int64_t b)
    {
        const std::int64_t u = s.units;
        const C* old = hidden.get() + b * u;
        C* z = gates.get() + b * s.width();
        C* r = z + u;
        C* candidate = r + u;
        C* inner = extra.get() + b * u;
        std::fill_n(z, s.width(), C(0));
        if (s.resetAfter) {
            if (bias != nullptr)
                std::copy_n(bias + s.width(), s.width(), z);
            multiplyAdd(old, recurrent, z, 1, u, s.width());
            std::copy_n(candidate, u, inner);
        } else {
            multiplyAdd(old, recurrent, z, 1, u, s.width()); // the candidate's third is not used
        }
        for (std::int64_t i = 0; i < 2 * u; ++i)
            z[i] += x[i];
        gateActivation(z, static_cast<std::size_t>(u));
        gateActivation(r, static_cast<std::size_t>(u));
        if (s.resetAfter) {
            for (std::int64_t i = 0; i < u; ++i)
                candidate[i] = x[2 * u + i] + r[i] * inner[i];
        } else {
            std::copy_n(x + 2 * u, u, candidate);
            for (std::int64_t k = 0; k < u; ++k)
                for (std::int64_t i = 0; i < u; ++i)
                    candidate[i] += r[k] * old[k] * recurrent[k * s.width() + 2 * u + i];
        }
        activation(candidate, static_cast<std::size_t>(u));
        for (std::int64_t i = 0; i < u; ++i)
            z[i] = z[i] * old[i] + (C(1) - z[i]) * candidate[i];
    }

    /// Steps through time; store(step, b, output row) sees every output.
    template <Cell cell, typename Store>
    Result<void> run(Store&& store)
    {
        const std::int64_t u = s.units;
        const auto* mask = s.mask != 0 ? reinterpret_cast<const std::uint8_t*>(context.inputs[s.mask].data) : nullptr;
        for (std::int64_t step = 0; step < s.time; ++step) {
            LW_TRY(context.progress.check());
            const std::int64_t t = s.backwards ? s.time - 1 - step : step;
            for (std::int64_t b = 0; b < s.batch; ++b) {
                C* out = output.get() + b * u;
                if (mask == nullptr || mask[b * s.time + t] != 0) {
                    const C* x = projected.get() + s.row(b, t) * s.width();
                    if constexpr (cell == Cell::Simple) {
                        simpleStep(x, b);
                    } else if constexpr (cell == Cell::Gru) {
                        gruStep(x, b);
                    } else {
                        lstmStep(x, b, extra.get() + b * u);
                        std::copy_n(extra.get() + b * u, u, carry.get() + b * u);
                    }
                    std::copy_n(gates.get() + b * s.width(), u, hidden.get() + b * u);
                    std::copy_n(hidden.get() + b * u, u, out);
                } else if (s.zeroMasked) {
                    std::fill_n(out, u, C(0));
                }
                store(step, b, out);
            }
        }
        return {};
    }
};

/// hard_sigmoid has two slopes, by the generation of Keras.
std::string activationName(const graph::Node& node, std::string_view attr, std::string_view fallback)
{
    const std::string name = node.textAttr(attr, fallback);
    return name == "hard_sigmoid" && node.floatAttr("hard_sigmoid_slope", 0.2) < 0.19 ? "hard_sigmoid_6" : name;
}

template <Cell cell>
Result<void> recurrent(KernelContext& context)
{
    LW_ASSIGN(const Shapes s, readShapes(context, cell));
    return dispatch(FloatTypes{}, context, context.inputs[0].dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        using C = ComputeType<T>;
        Recurrence<C> recurrence{context, s};
        recurrence.activation = findActivation<C>(activationName(context.node, "activation", "tanh"));
        recurrence.gateActivation = findActivation<C>(activationName(context.node, "recurrent_activation", "sigmoid"));
        if (recurrence.activation == nullptr || recurrence.gateActivation == nullptr)
            return unsupportedForm(context, "activation " + printable(context.node.textAttr("activation", "tanh")) +
                                                " or " +
                                                printable(context.node.textAttr("recurrent_activation", "sigmoid")));
        Operand<T> inputs, kernels, recurrents, biases, states;
        LW_TRY(recurrence.template prepare<T>(inputs, kernels, recurrents, biases, states));
        const Shape whole = s.timeMajor ? Shape{s.time, s.batch, s.units} : Shape{s.batch, s.time, s.units};
        const DType dtype = context.inputs[0].dtype;
        LW_ASSIGN(Value* const y, context.output(0, dtype, s.sequences ? whole : Shape{s.batch, s.units}));
        T* out = reinterpret_cast<T*>(y->data);
        LW_TRY(recurrence.template run<cell>([&](std::int64_t step, std::int64_t b, const C* row) {
            if (s.sequences)
                std::transform(row, row + s.units, out + s.row(b, step) * s.units,
                               [](C x) { return static_cast<T>(x); });
        }));
        const auto put = [&](T* target, const C* from) {
            std::transform(from, from + s.batch * s.units, target, [](C x) { return static_cast<T>(x); });
        };
        if (!s.sequences)
            put(out, recurrence.output.get());
        LW_ASSIGN(Value* const hidden, context.output(1, dtype, {s.batch, s.units}));
        put(reinterpret_cast<T*>(hidden->data), recurrence.hidden.get());
        if (cell == Cell::Lstm) {
            LW_ASSIGN(Value* const carry, context.output(2, dtype, {s.batch, s.units}));
            put(reinterpret_cast<T*>(carry->data), recurrence.carry.get());
        }
        return {};
    });
}

constexpr OpEntry kTable[] = {
    {"GRU", recurrent<Cell::Gru>},
    {"LSTM", recurrent<Cell::Lstm>},
    {"SimpleRNN", recurrent<Cell::Simple>},
};

} // namespace

std::span<const OpEntry> recurrentOps()
{
    return kTable;
}

} // namespace lw::engine
