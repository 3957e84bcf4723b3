// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CoreWords.h"

#include "ui/widgets/Text.h"

#include <optional>
#include <vector>

namespace lw::ui {

namespace {

constexpr int kDepth = 3; ///< messages within messages

/// A sentence cut at its placeholders: parts[0] %1 parts[1] %2 ... They stand in order in core's sentences.
std::vector<std::string_view> partsOf(std::string_view sentence)
{
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t at = sentence.find('%'); at != std::string_view::npos; at = sentence.find('%', begin)) {
        parts.push_back(sentence.substr(begin, at - begin));
        begin = at + 2;
    }
    parts.push_back(sentence.substr(begin));
    return parts;
}

/// What stands at the placeholders, or nothing when the message is not this sentence.
std::optional<std::vector<std::string_view>> match(std::string_view message, std::string_view sentence)
{
    const std::vector<std::string_view> parts = partsOf(sentence);
    std::vector<std::string_view> values;
    if (!message.starts_with(parts.front()))
        return std::nullopt;
    std::size_t at = parts.front().size();
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const bool last = i + 1 == parts.size();
        std::size_t end = message.find(parts[i], at);
        if (last && parts[i].empty())
            end = message.size();
        else if (last && message.size() >= at + parts[i].size() && message.ends_with(parts[i]))
            end = message.size() - parts[i].size();
        if (end == std::string_view::npos || (last && end + parts[i].size() != message.size()))
            return std::nullopt;
        values.push_back(message.substr(at, end - at));
        at = end + parts[i].size();
    }
    return at == message.size() ? std::optional(values) : std::nullopt;
}

QString filled(const QString& sentence, const QStringList& values)
{
    QString text;
    for (qsizetype i = 0; i < sentence.size(); ++i) {
        const qsizetype index = sentence[i] == u'%' && i + 1 < sentence.size() ? sentence[i + 1].digitValue() - 1 : -1;
        if (index < 0 || index >= values.size()) {
            text += sentence[i];
            continue;
        }
        text += values[index];
        ++i;
    }
    return text;
}

QString translated(std::string_view message, std::size_t limit, int depth)
{
    // The sentence with the most of its own words is the most exact one.
    const char* best = nullptr;
    std::vector<std::string_view> values;
    std::size_t own = 0;
    for (const char* sentence : coreSentences()) {
        auto found = match(message, sentence);
        std::size_t words = std::string_view(sentence).size() - 2 * (found ? found->size() : 0);
        if (!found || words <= own)
            continue;
        best = sentence;
        values = std::move(*found);
        own = words;
    }
    if (!best)
        return displayText(message, limit);
    QStringList shown;
    for (const std::string_view value : values)
        shown << (depth > 0 ? translated(value, limit, depth - 1) : displayText(value, limit));
    for (const WindowSentence& sentence : windowSentences())
        if (std::string_view(sentence.core) == best)
            best = sentence.window;
    return filled(QCoreApplication::translate("lw::ui::Core", best), shown);
}

} // namespace

QString coreText(std::string_view message, std::size_t limit)
{
    return translated(message, limit, kDepth);
}

} // namespace lw::ui
