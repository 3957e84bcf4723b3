// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/graph/GraphPainter.h"

#include <QString>

namespace lw::ui {

/// Writes the whole drawing in full detail; the suffix of the path decides: .svg, .pdf, else PNG. Raster pictures are
/// made smaller where they would pass 16,000 pixels a side. Errors: Io with the system's words. Any thread; the style,
/// of which only theme and fonts matter, is made on the user interface thread.
Result<void> saveGraphPicture(const GraphDrawing& drawing, const QString& title, const QString& path,
                              const GraphPainter::Frame& style);

} // namespace lw::ui
