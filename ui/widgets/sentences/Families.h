// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <span>

/// The sentences of core that people meet, as core writes them, by subject. coreSentences() has them all; tst_CoreWords
/// looks each up in core's sources.
namespace lw::ui {

std::span<const char* const> argumentsSentences();
std::span<const char* const> expressionSentences();
std::span<const char* const> openingSentences();
std::span<const char* const> recoverySentences();
std::span<const char* const> runSentences();
std::span<const char* const> savingSentences();
std::span<const char* const> surgerySentences();
std::span<const char* const> transplantSentences();

} // namespace lw::ui
