// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/run/ImageInput.h"

#include <QString>
#include <QStringList>
#include <cstdint>

namespace lw::ui {

/// Where an input's numbers come from.
enum class InputKind { Normal, Uniform, Integers, Zeros, Ones, File, Image, Text };

/// All that an input is made of, as a value: chosen in the window, made into a tensor in a worker.
struct InputChoice {
    TensorSpec spec;
    InputKind kind = InputKind::Normal;
    std::int64_t samples = 1, length = 1; ///< what unknown dimensions become: the first, and the others
    double low = 0, high = 1;             ///< of Uniform and, both included, of Integers
    std::uint32_t seed = 0;
    QString file;         ///< of File and Image
    QImage image;         ///< of Image, as it was read
    ImageScaling scaling; ///< of Image
    QStringList texts;    ///< of Text: a string a sample
};

/// The tensor that a choice gives. Errors are for people: no file chosen, a file that does not fit. Any thread.
Result<Tensor> makeInput(const InputChoice& choice);

/// The shape of a spec with every unknown dimension made known: the first becomes samples, the others length.
Shape concreteShape(const TensorSpec& spec, std::int64_t samples, std::int64_t length);
/// Generated numbers of the spec's dtype; the same seed gives the same numbers. Invalid when there would be more than
/// 2^31 or low is not below high.
Result<Tensor> generateInput(const InputChoice& choice);
/// A .npy, .npz (the array named after the spec, or the only one) or .csv file (numbers, one sample a line, a line of
/// titles may come first); for strings also .txt, a string a line. An array of the shape of one sample gets a batch
/// dimension; flat samples of the right size are reshaped.
Result<Tensor> readInput(const QString& path, const TensorSpec& spec);

} // namespace lw::ui
