// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/model/Tensor.h"

#include <QString>
#include <functional>

class QWidget;

namespace lw::ui {

/// Asks where and writes the tensor as .npy in a task. done gets the path, or why it was not written; it is not called
/// when the user cancels or the parent goes. The suggestion is a name such as "conv_1/kernel".
void saveArray(QWidget* parent, const Tensor& tensor, const QString& suggestion,
               std::function<void(Result<QString>)> done);
/// The same without asking.
void writeArray(QWidget* parent, const Tensor& tensor, const QString& path, std::function<void(Result<QString>)> done);

} // namespace lw::ui
