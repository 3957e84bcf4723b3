// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <span>
#include <string_view>

/// Core writes its messages in English, with names and numbers in them. Here they become sentences of the user's
/// language: a message is matched with the sentences that have a translation, and what stood at %1, %2 is put into it.
namespace lw::ui {

/// The message in the user's language where its sentence is known, else as it is; safe for labels. A message within
/// the message ("The weight cannot be read: ...") is translated too.
QString coreText(std::string_view message, std::size_t limit = 400);

/// The known sentences, English, with %1 to %9 for what varies.
std::span<const char* const> coreSentences();

/// A sentence of core that names what only the command line has, and what the window says instead; the placeholders are
/// the same.
struct WindowSentence {
    const char *core, *window;
};
std::span<const WindowSentence> windowSentences();

} // namespace lw::ui
