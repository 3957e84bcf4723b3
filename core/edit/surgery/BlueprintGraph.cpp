// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/surgery/Blueprint.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace lw::edit {

namespace {

using CallName = std::pair<std::string, std::size_t>;
using CallSet = std::set<CallName>;

std::unordered_map<std::string_view, const BlueprintPart*> partsByName(const Blueprint& blueprint)
{
    std::unordered_map<std::string_view, const BlueprintPart*> byName;
    for (const BlueprintPart& part : blueprint.parts)
        byName.emplace(part.name, &part);
    return byName;
}

/// The calls that the outputs need.
CallSet neededCalls(const Blueprint& blueprint)
{
    const auto byName = partsByName(blueprint);
    CallSet needed;
    std::vector<CallName> open;
    const auto add = [&](const InboundTensor& tensor) {
        if (needed.emplace(tensor.layer, tensor.node).second)
            open.emplace_back(tensor.layer, tensor.node);
    };
    for (const InboundTensor& output : blueprint.outputs)
        add(output);
    while (!open.empty()) {
        const CallName call = open.back();
        open.pop_back();
        const auto part = byName.find(call.first);
        if (part == byName.end() || call.second >= part->second->calls.size())
            continue;
        for (const InboundTensor& input : part->second->calls[call.second].inputs)
            add(input);
    }
    return needed;
}

/// Adds the calls that read from those that go.
void addReaders(const Blueprint& blueprint, CallSet& going)
{
    std::unordered_map<std::string, std::vector<CallName>> readers;
    for (const BlueprintPart& part : blueprint.parts)
        for (std::size_t n = 0; n < part.calls.size(); ++n)
            for (const InboundTensor& input : part.calls[n].inputs)
                readers[input.layer].emplace_back(part.name, n);
    std::vector<CallName> open(going.begin(), going.end());
    while (!open.empty()) {
        const CallName call = open.back();
        open.pop_back();
        for (const CallName& reader : readers[call.first]) {
            const BlueprintPart& part = blueprint.parts[*blueprint.find(reader.first)];
            const auto& inputs = part.calls[reader.second].inputs;
            const bool reads = std::any_of(inputs.begin(), inputs.end(), [&](const InboundTensor& input) {
                return input.layer == call.first && input.node == call.second;
            });
            if (reads && going.insert(reader).second)
                open.push_back(reader);
        }
    }
}

/// Takes the calls out and numbers those that stay anew.
void eraseCalls(Blueprint& blueprint, const CallSet& going)
{
    std::unordered_map<std::string, std::vector<std::size_t>> numbers;
    for (BlueprintPart& part : blueprint.parts) {
        std::vector<std::size_t>& mine = numbers[part.name];
        std::size_t next = 0;
        for (std::size_t n = 0; n < part.calls.size(); ++n)
            mine.push_back(going.contains({part.name, n}) ? next : next++);
        std::size_t at = 0;
        std::erase_if(part.calls, [&](const BlueprintCall&) { return going.contains({part.name, at++}); });
    }
    const auto renumber = [&](std::vector<InboundTensor>& tensors) {
        for (InboundTensor& tensor : tensors)
            if (const auto found = numbers.find(tensor.layer);
                found != numbers.end() && tensor.node < found->second.size())
                tensor.node = found->second[tensor.node];
    };
    for (BlueprintPart& part : blueprint.parts)
        for (BlueprintCall& call : part.calls)
            renumber(call.inputs);
    std::erase_if(blueprint.inputs, [&](const InboundTensor& input) {
        return going.contains({input.layer, input.node});
    });
    renumber(blueprint.inputs);
    renumber(blueprint.outputs);
    std::unordered_set<std::string_view> emptied;
    for (const auto& [name, node] : going)
        emptied.insert(name);
    std::erase_if(blueprint.parts,
                  [&](const BlueprintPart& part) { return part.calls.empty() && emptied.contains(part.name); });
}

std::optional<BlueprintPlace> locateIn(Blueprint& container, std::string_view path)
{
    for (std::size_t i = 0; i < container.parts.size(); ++i) {
        BlueprintPart& part = container.parts[i];
        if (!path.starts_with(part.name))
            continue;
        const std::string_view rest = path.substr(part.name.size());
        if (rest.empty())
            return BlueprintPlace{&container, i};
        if (rest.front() == '/' && !part.inner.empty())
            if (const auto found = locateIn(part.inner.front(), rest.substr(1)))
                return found;
    }
    return std::nullopt;
}

} // namespace

Result<BlueprintPlace> locate(Blueprint& root, std::string_view path)
{
    if (const auto found = locateIn(root, path))
        return *found;
    const auto slash = path.rfind('/');
    if (slash != std::string_view::npos)
        if (const auto above = locateIn(root, path.substr(0, slash)); above && above->part().inner.empty())
            return unsupported("it is inside of a " + printable(above->part().className(), 60) +
                               ", which can only be changed as a whole")
                .in(std::string(path));
    std::string names;
    for (std::size_t i = 0; i < root.parts.size() && i < 8; ++i)
        names += (names.empty() ? "" : ", ") + printable(root.parts[i].name, 60);
    return notFound("the model has no layer of this name; it begins with " + names).in(std::string(path));
}

void redirect(Blueprint& blueprint, const InboundTensor& from, const InboundTensor& to)
{
    const auto replace = [&](std::vector<InboundTensor>& tensors) {
        for (InboundTensor& tensor : tensors)
            if (tensor == from)
                tensor = to;
    };
    for (BlueprintPart& part : blueprint.parts)
        for (BlueprintCall& call : part.calls)
            replace(call.inputs);
    replace(blueprint.outputs);
}

void prune(Blueprint& blueprint, const Blueprint& before)
{
    const CallSet needed = neededCalls(blueprint);
    CallSet going = neededCalls(before);
    for (auto call = going.begin(); call != going.end();)
        call = needed.contains(*call) ? going.erase(call) : std::next(call);
    addReaders(blueprint, going);
    // What an output needs stays, even when it reads from what was not needed: there is no such thing in a sound graph.
    for (const CallName& call : needed)
        going.erase(call);
    eraseCalls(blueprint, going);
}

void erasePart(Blueprint& blueprint, std::size_t index)
{
    blueprint.parts.erase(blueprint.parts.begin() + static_cast<std::ptrdiff_t>(index));
}

bool isChain(const Blueprint& blueprint)
{
    const auto& parts = blueprint.parts;
    if (parts.empty())
        return true;
    if (blueprint.inputs.size() != 1 || blueprint.outputs.size() != 1 || !parts.front().isInput() ||
        blueprint.outputs.front() != InboundTensor{parts.back().name, 0, 0})
        return false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& calls = parts[i].calls;
        if (calls.size() != 1 || calls.front().inputs.size() != (i == 0 ? 0 : 1))
            return false;
        if (i > 0 && (parts[i].isInput() || calls.front().inputs.front() != InboundTensor{parts[i - 1].name, 0, 0}))
            return false;
    }
    return true;
}

} // namespace lw::edit
