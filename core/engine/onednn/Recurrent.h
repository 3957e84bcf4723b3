// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/onednn/Primitive.h"

namespace lw::engine::onednn {

enum class RecurrentKind { Lstm, Gru, GruResetAfter, Simple };

/// A whole recurrent layer over (batch, time, features), or (time, batch, features). Weights in Keras' gate order: LSTM
/// i, f, c, o; GRU z, r, h. Activations are oneDNN's own: tanh and sigmoid (Simple: tanh or relu).
struct RecurrentSpec {
    RecurrentKind kind = RecurrentKind::Lstm;
    std::int64_t batch = 0, time = 0, features = 0, units = 0;
    bool timeMajor = false;
    bool backwards = false;    ///< from the last step to the first; the sequence still lies in the order of the input
    bool initialState = false; ///< inputs 1 (h) and, for Lstm, 2 (c) are read
    bool reluActivation = false;
    const float* kernel = nullptr;          ///< (features, gates * units)
    const float* recurrentKernel = nullptr; ///< (units, gates * units)
    const float* bias = nullptr;            ///< (gates * units), reset_after (2, gates * units), or null
};

/// outputs: 0 the sequence, 1 the last h, 2 the last c (Lstm only).
Result<Primitive> makeRecurrent(const RecurrentSpec& spec);

} // namespace lw::engine::onednn
