// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/LayerOrder.h"

#include "core/keras/Dialect.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <unordered_map>

namespace lw::edit {

namespace {

constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

/// Objects by key: Keras flattens arguments so (tf.nest, optree).
Json sorted(const Json& json)
{
    if (json.isArray()) {
        Json result = json;
        for (Json& item : result.items())
            item = sorted(Json(item));
        return result;
    }
    if (!json.isObject() || json["class_name"].toText() == "__keras_tensor__")
        return json;
    std::map<std::string, Json> members;
    for (const auto& [key, value] : json.members())
        members.emplace(key, sorted(value));
    Json result = Json::object();
    for (auto& [key, value] : members)
        result.set(key, std::move(value));
    return result;
}

class Order {
public:
    explicit Order(const Blueprint& blueprint) : m_blueprint(blueprint)
    {
        std::size_t calls = 0;
        for (std::size_t i = 0; i < blueprint.parts.size(); ++i) {
            m_byName.emplace(blueprint.parts[i].name, i);
            m_firstCall.push_back(calls);
            calls += blueprint.parts[i].calls.size();
            m_partOf.resize(calls, i);
        }
        m_state.resize(calls, State::New);
        m_met.resize(blueprint.parts.size(), kNowhere);
    }

    /// Indices of the parts, as they are to stand.
    std::vector<std::size_t> run()
    {
        for (const InboundTensor& output : m_blueprint.outputs)
            walk(output);
        std::vector<std::size_t> depths = depthsOfParts();
        for (const InboundTensor& input : m_blueprint.inputs)
            if (const auto part = m_byName.find(input.layer);
                part != m_byName.end() && m_met[part->second] == kNowhere) {
                depths[part->second] = 0; // read by nothing: before all others of its depth
                m_met[part->second] = 0;
                m_unread.push_back(part->second);
            }
        std::vector<std::size_t> order(m_blueprint.parts.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto rank = [&](std::size_t part) {
            const bool unread = std::find(m_unread.begin(), m_unread.end(), part) != m_unread.end();
            return std::pair(unread ? 0 : 1, m_met[part]);
        };
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            if ((m_met[a] == kNowhere) != (m_met[b] == kNowhere))
                return m_met[b] == kNowhere;
            if (m_met[a] == kNowhere)
                return false;
            return depths[a] != depths[b] ? depths[a] > depths[b] : rank(a) < rank(b);
        });
        return order;
    }

private:
    enum class State : char { New, Open, Done };
    struct Frame {
        std::size_t call;
        std::vector<std::size_t> inputs;
        std::size_t next = 0;
    };

    [[nodiscard]] std::size_t callOf(const InboundTensor& tensor) const
    {
        const auto part = m_byName.find(tensor.layer);
        if (part == m_byName.end() || tensor.node >= m_blueprint.parts[part->second].calls.size())
            return kNowhere;
        return m_firstCall[part->second] + tensor.node;
    }

    [[nodiscard]] std::vector<std::size_t> inputsOf(std::size_t call) const
    {
        const BlueprintPart& part = m_blueprint.parts[m_partOf[call]];
        const BlueprintCall& made = part.calls[call - m_firstCall[m_partOf[call]]];
        std::vector<std::size_t> calls;
        const auto add = [&](const InboundTensor& tensor) {
            if (const std::size_t read = callOf(tensor); read != kNowhere)
                calls.push_back(read);
        };
        if (m_blueprint.generation == 2 || made.inputs.size() < 2 || made.read.size() != made.inputs.size()) {
            for (const InboundTensor& input : made.inputs)
                add(input);
            return calls;
        }
        keras::visitTensorReferences(sorted(made.arguments), [&](const keras::TensorReference& reference) {
            for (std::size_t i = 0; i < made.read.size(); ++i)
                if (made.read[i].layer == reference.layer &&
                    static_cast<std::int64_t>(made.read[i].node) == reference.node &&
                    static_cast<std::int64_t>(made.read[i].tensor) == reference.tensor)
                    return add(made.inputs[i]);
        });
        return calls;
    }

    void enter(std::size_t call, std::vector<Frame>& open)
    {
        if (m_state[call] != State::New)
            return; // done, or a cycle that the reader of the architecture reports
        m_state[call] = State::Open;
        if (std::size_t& met = m_met[m_partOf[call]]; met == kNowhere)
            met = m_count++;
        open.push_back({call, inputsOf(call)});
    }

    /// Back from an output, calls behind all that they read.
    void walk(const InboundTensor& output)
    {
        std::vector<Frame> open;
        if (const std::size_t call = callOf(output); call != kNowhere)
            enter(call, open);
        while (!open.empty()) {
            if (Frame& frame = open.back(); frame.next < frame.inputs.size()) {
                enter(frame.inputs[frame.next++], open);
                continue;
            }
            m_state[open.back().call] = State::Done;
            m_done.push_back(open.back().call);
            open.pop_back();
        }
    }

    /// A layer lies as deep as its deepest call; a call, deeper than all that reads it.
    [[nodiscard]] std::vector<std::size_t> depthsOfParts() const
    {
        std::vector<std::size_t> calls(m_state.size(), 0), parts(m_blueprint.parts.size(), 0);
        for (auto call = m_done.rbegin(); call != m_done.rend(); ++call) {
            std::size_t& part = parts[m_partOf[*call]];
            part = calls[*call] = std::max(calls[*call], part);
            for (const std::size_t input : inputsOf(*call))
                calls[input] = std::max(calls[input], calls[*call] + 1);
        }
        return parts;
    }

    const Blueprint& m_blueprint;
    std::unordered_map<std::string_view, std::size_t> m_byName;
    std::vector<std::size_t> m_firstCall, m_partOf; ///< by part; by call
    std::vector<State> m_state;                     ///< by call
    std::vector<std::size_t> m_met;                 ///< by part: when the walk came to it first
    std::vector<std::size_t> m_done, m_unread;
    std::size_t m_count = 0;
};

} // namespace

std::vector<std::size_t> orderOfKeras(const Blueprint& blueprint)
{
    if (blueprint.kind != ModelKind::Sequential)
        return Order(blueprint).run();
    std::vector<std::size_t> order(blueprint.parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

} // namespace lw::edit
