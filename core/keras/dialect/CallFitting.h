// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lw::keras {

/// Names of the positional arguments of a layer's call, the first included (layers of Keras 3).
std::span<const std::string_view> positionalNames(std::string_view className);
/// Whether further tensors of a list are the initial state (LSTM, Bidirectional, ConvLSTM2D, ...).
bool takesInitialState(std::string_view className);

} // namespace lw::keras
