// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layout/Outline.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

namespace lw::layout {

namespace {

constexpr std::size_t kMaxPeriod = 160; ///< layers in one block
constexpr std::size_t kFar = 256;       ///< connections over more items than this count as equal
constexpr std::size_t kMaxCut = 2;      ///< values that may pass from one block to the next
constexpr int kMaxRounds = 8;

std::uint64_t mix(std::uint64_t seed, std::uint64_t value)
{
    seed ^= value + 0x9e3779b97f4a7c15ULL + (seed << 6) + (seed >> 2);
    return seed * 0xff51afd7ed558ccdULL;
}

std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL; // FNV-1a: the same in every run, unlike std::hash
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

/// A direct child of the scope.
struct Item {
    std::int32_t child = 0;     ///< node, or ~group
    std::uint64_t identity = 0; ///< what it is, without its connections
};

struct Run {
    std::size_t start, period, repeats;
};

class RepeatFinder {
public:
    RepeatFinder(Outline& outline, std::int32_t scope) : m_outline(outline), m_scope(scope) {}

    std::size_t run()
    {
        collectItems();
        if (!sortItems())
            return 0;
        std::size_t made = 0;
        for (int round = 0; round < kMaxRounds && m_items.size() >= 5; ++round) {
            measure();
            auto runs = findRuns(true);
            if (runs.empty())
                runs = findRuns(false);
            if (runs.empty())
                break;
            for (auto at = runs.rbegin(); at != runs.rend(); ++at)
                makeStack(*at);
            made += runs.size();
        }
        return made;
    }

private:
    std::int32_t& groupOf(std::int32_t child)
    {
        return child >= 0 ? m_outline.nodes[static_cast<std::size_t>(child)].group
                          : m_outline.groups[static_cast<std::size_t>(~child)].parent;
    }
    [[nodiscard]] const Card& cardOf(std::int32_t child) const
    {
        return child >= 0 ? m_outline.nodes[static_cast<std::size_t>(child)].card
                          : m_outline.groups[static_cast<std::size_t>(~child)].card;
    }

    /// Children in the order of the file; a group stands where its first node does.
    void collectItems()
    {
        std::vector<bool> seen(m_outline.groups.size());
        for (std::size_t node = 0; node < m_outline.nodes.size(); ++node) {
            auto child = static_cast<std::int32_t>(node);
            while (groupOf(child) != m_scope && groupOf(child) >= 0)
                child = ~groupOf(child);
            if (groupOf(child) != m_scope)
                continue;
            if (child < 0) {
                if (seen[static_cast<std::size_t>(~child)])
                    continue;
                seen[static_cast<std::size_t>(~child)] = true;
            }
            const Card& card = cardOf(child);
            m_items.push_back({child, mix(hashOf(card.className), hashOf(card.detail))});
        }
    }

    void indexNodes()
    {
        std::unordered_map<std::int32_t, std::uint32_t> indexOf;
        for (std::uint32_t index = 0; index < m_items.size(); ++index)
            indexOf[m_items[index].child] = index;
        m_itemOf.assign(m_outline.nodes.size(), ~0U);
        for (std::size_t node = 0; node < m_outline.nodes.size(); ++node)
            for (auto child = static_cast<std::int32_t>(node);; child = ~groupOf(child)) {
                if (const auto found = indexOf.find(child); found != indexOf.end()) {
                    m_itemOf[node] = found->second;
                    break;
                }
                if (groupOf(child) < 0)
                    break;
            }
    }

    /// Blocks are intervals of a topological order, so that folding them never makes a cycle. False when there is none.
    bool sortItems()
    {
        indexNodes();
        std::vector<std::vector<std::uint32_t>> out(m_items.size());
        std::vector<std::uint32_t> missing(m_items.size(), 0);
        for (const OutlineEdge& edge : m_outline.edges) {
            const auto from = m_itemOf[edge.from], to = m_itemOf[edge.to];
            if (from == ~0U || to == ~0U || from == to)
                continue;
            out[from].push_back(to);
            ++missing[to];
        }
        std::set<std::uint32_t> ready; // smallest first: stays close to the order of the file
        for (std::uint32_t item = 0; item < m_items.size(); ++item)
            if (missing[item] == 0)
                ready.insert(item);
        std::vector<Item> sorted;
        while (!ready.empty()) {
            const std::uint32_t item = *ready.begin();
            ready.erase(ready.begin());
            sorted.push_back(m_items[item]);
            for (const std::uint32_t to : out[item])
                if (--missing[to] == 0)
                    ready.insert(to);
        }
        if (sorted.size() != m_items.size())
            return false;
        m_items = std::move(sorted);
        return true;
    }

    /// Tokens (what an item is and how far above its inputs stand) and cuts (values that pass between neighbours).
    void measure()
    {
        indexNodes();
        const std::size_t count = m_items.size();
        std::vector<std::vector<std::uint64_t>> reaches(count);
        std::vector<std::uint32_t> lastReader(m_outline.nodes.size(), 0);
        for (const OutlineEdge& edge : m_outline.edges) {
            const auto from = m_itemOf[edge.from], to = m_itemOf[edge.to];
            if (from == ~0U || to == ~0U || from >= to)
                continue;
            reaches[to].push_back(std::min<std::uint64_t>(to - from, kFar));
            lastReader[edge.from] = std::max(lastReader[edge.from], to);
        }
        m_tokens.assign(count, 0);
        for (std::size_t item = 0; item < count; ++item) {
            std::sort(reaches[item].begin(), reaches[item].end());
            m_tokens[item] = m_items[item].identity;
            for (const std::uint64_t reach : reaches[item])
                m_tokens[item] = mix(m_tokens[item], reach);
        }
        std::vector<std::int64_t> change(count + 1, 0);
        for (std::size_t node = 0; node < lastReader.size(); ++node)
            if (lastReader[node] > 0) {
                ++change[m_itemOf[node] + 1];
                --change[lastReader[node] + 1];
            }
        m_cut.assign(count + 1, 0);
        std::int64_t passing = 0;
        for (std::size_t item = 0; item <= count; ++item) {
            passing += change[item];
            m_cut[item] = static_cast<std::size_t>(passing);
        }
    }

    [[nodiscard]] static bool worthwhile(std::size_t period, std::size_t repeats, bool clear)
    {
        if (clear)
            return period >= 4 && repeats >= 3;
        return (period >= 5 && repeats >= 2) || (period >= 2 && repeats >= 3) || (period == 1 && repeats >= 5);
    }

    /// Whether a block of this size is made of smaller ones that are all the same, such as four of a chain of equal layers.
    [[nodiscard]] static bool repeatsSooner(const std::vector<std::vector<std::uint32_t>>& equal, std::size_t item,
                                            std::size_t period)
    {
        for (std::size_t part = 1; part <= period / 2; ++part)
            if (period % part == 0 && equal[part][item] >= equal[period][item] + period - part)
                return true;
        return false;
    }

    /// Clear runs first, the smallest block that repeats; else whatever covers most.
    std::vector<Run> findRuns(bool clear)
    {
        const std::size_t count = m_items.size();
        const std::size_t periods = std::min(kMaxPeriod, count / 2);
        std::vector<std::vector<std::uint32_t>> equal(periods + 1); // per period: how long items repeat from here
        for (std::size_t period = 1; period <= periods; ++period) {
            equal[period].assign(count + 1, 0);
            for (std::size_t item = count - period; item-- > 0;)
                equal[period][item] = m_tokens[item] == m_tokens[item + period] ? equal[period][item + 1] + 1 : 0;
        }
        std::vector<Run> runs;
        for (std::size_t item = 0; item < count;) {
            Run best{item, 0, 0};
            for (std::size_t period = 1; period <= periods; ++period) {
                const std::size_t length = equal[period][item];
                if (!worthwhile(period, length / period + 1, clear) || (clear && repeatsSooner(equal, item, period)))
                    continue;
                const Run run = bestPhase(item, period, length, clear);
                if (run.repeats * run.period <= best.repeats * best.period)
                    continue;
                best = run;
                if (clear)
                    break;
            }
            if (best.repeats == 0) {
                ++item;
                continue;
            }
            runs.push_back(best);
            item = best.start + best.period * best.repeats;
        }
        return runs;
    }

    /// Whether a block that begins here would tear apart what belongs together, such as a convolution and its
    /// normalisation.
    [[nodiscard]] bool tears(std::size_t item) const
    {
        using keras::Category;
        const Category next = cardOf(m_items[item].child).category;
        const Category before = item == 0 ? Category::Input : cardOf(m_items[item - 1].child).category;
        if (next == Category::Activation || next == Category::Merging || next == Category::Regularization ||
            next == Category::Pooling)
            return true;
        return next == Category::Normalization && (before == Category::Convolution || before == Category::Core);
    }

    /// Where blocks begin: where the fewest values pass from one to the next.
    [[nodiscard]] Run bestPhase(std::size_t item, std::size_t period, std::size_t length, bool clear) const
    {
        Run best{item, period, 0};
        std::size_t bestCut = 2 * kMaxCut + 2;
        for (std::size_t shift = 0; shift < period && shift <= length; ++shift) {
            const std::size_t repeats = (length - shift) / period + 1;
            if (!worthwhile(period, repeats, clear))
                break;
            const std::size_t passing = m_cut[item + shift + period]; // between the first two blocks
            if (passing > kMaxCut)
                continue;
            const std::size_t cut = 2 * passing + (tears(item + shift) ? 1 : 0);
            if (cut < bestCut || (cut == bestCut && repeats > best.repeats)) {
                bestCut = cut;
                best = {item + shift, period, repeats};
            }
        }
        return best;
    }

    std::int32_t addGroup(GroupKind kind, std::int32_t parent, std::size_t first, std::size_t count)
    {
        OutlineGroup group;
        group.kind = kind;
        group.parent = parent;
        group.card.category = keras::Category::Model;
        for (std::size_t item = first; item < first + count; ++item) {
            const std::int32_t child = m_items[item].child;
            const Card& card = cardOf(child);
            group.leaves += child >= 0 ? 1 : m_outline.groups[static_cast<std::size_t>(~child)].leaves;
            group.card.parameters += card.parameters;
            group.card.trainableParameters += card.trainableParameters;
            group.card.known = group.card.known && card.known;
            group.card.shape = card.shape;
            group.card.hasShape = card.hasShape;
        }
        group.card.title = titleOf(first, count);
        group.card.className = classesOf(first, count);
        m_outline.groups.push_back(std::move(group));
        return static_cast<std::int32_t>(m_outline.groups.size() - 1);
    }

    /// What the names have in common up to a separator: "conv2_block1"; empty when that says nothing.
    [[nodiscard]] std::string titleOf(std::size_t first, std::size_t count) const
    {
        std::string common = cardOf(m_items[first].child).title;
        for (std::size_t item = first + 1; item < first + count; ++item) {
            const std::string& title = cardOf(m_items[item].child).title;
            const auto [a, b] = std::mismatch(common.begin(), common.end(), title.begin(), title.end());
            common.erase(a, common.end());
        }
        const std::size_t separator = common.find_last_of("_/.");
        if (separator == std::string::npos)
            return {};
        common.resize(separator);
        return common;
    }

    /// The classes inside, each once, the most telling first: "Conv2D, BatchNormalization, …".
    [[nodiscard]] std::string classesOf(std::size_t first, std::size_t count) const
    {
        std::vector<std::string> classes;
        for (std::size_t item = first; item < first + count; ++item) {
            const std::string& name = cardOf(m_items[item].child).className;
            if (!name.empty() && std::find(classes.begin(), classes.end(), name) == classes.end())
                classes.push_back(name);
        }
        std::string text;
        for (std::size_t index = 0; index < classes.size() && index < 4; ++index)
            text += (index == 0 ? "" : ", ") + classes[index];
        return classes.size() > 4 ? text + ", …" : text;
    }

    void makeStack(const Run& run)
    {
        const std::int32_t stack = addGroup(GroupKind::Stack, m_scope, run.start, run.period * run.repeats);
        m_outline.groups[static_cast<std::size_t>(stack)].repeats = static_cast<std::uint32_t>(run.repeats);
        std::uint64_t identity = mix(hashOf("stack"), run.repeats);
        for (std::size_t item = run.start; item < run.start + run.period; ++item)
            identity = mix(identity, m_items[item].identity);
        for (std::size_t repeat = 0; repeat < run.repeats; ++repeat) {
            const std::size_t first = run.start + repeat * run.period;
            const std::int32_t block = run.period == 1 ? stack : addGroup(GroupKind::Block, stack, first, run.period);
            m_outline.groups[static_cast<std::size_t>(block)].index = static_cast<std::uint32_t>(repeat);
            for (std::size_t item = first; item < first + run.period; ++item)
                groupOf(m_items[item].child) = block;
        }
        const auto begin = m_items.begin() + static_cast<std::ptrdiff_t>(run.start);
        *begin = {~stack, identity};
        m_items.erase(begin + 1, begin + static_cast<std::ptrdiff_t>(run.period * run.repeats));
    }

    Outline& m_outline;
    std::int32_t m_scope;
    std::vector<Item> m_items;
    std::vector<std::uint32_t> m_itemOf; ///< per node
    std::vector<std::uint64_t> m_tokens;
    std::vector<std::size_t> m_cut; ///< before each item
};

} // namespace

std::size_t groupRepeatedBlocks(Outline& outline, std::int32_t scope)
{
    return RepeatFinder(outline, scope).run();
}

} // namespace lw::layout
