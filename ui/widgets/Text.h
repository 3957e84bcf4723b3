// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/model/Shape.h"

#include <QString>
#include <optional>
#include <string>
#include <string_view>

/// Core's plain strings as what people read, and back.
namespace lw::ui {

/// A text from a file made safe for labels: control characters and bidirectional overrides become visible, long ones
/// are cut.
QString displayText(std::string_view text, std::size_t limit = 200);
/// A name or path of the model as it is, for looking it up again; not for display.
inline QString identityText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
/// A path of the file system.
QString pathText(const std::string& path);
std::string pathBytes(const QString& path);

/// 1,234,567 with the locale's separators.
QString countText(std::uint64_t count);
/// 1.23 M, for narrow places; the full number belongs into the tool tip.
QString shortCountText(std::uint64_t count);
/// 1.2 MiB.
QString bytesText(std::uint64_t bytes);
/// A number of a tensor, six significant digits.
QString numberText(double value);
/// "(None, 28, 28, 1)"; "?" when the rank is unknown.
QString shapeLabel(const std::optional<Shape>& shape);

/// "Damaged file", "Not found": the headline for an error of this kind, translated.
QString errorTitle(ErrorKind kind);
/// One translated sentence about what helps when a file could not be opened; may be empty.
QString errorAdvice(ErrorKind kind);
/// The same when one could not be saved.
QString saveAdvice(ErrorKind kind);
/// Core's own message with the place inside the file, without the path.
QString errorDetail(const Error& error);

} // namespace lw::ui
