// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphPicture.h"

#include "ui/widgets/Text.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

namespace lw::ui {

namespace {

constexpr double kMargin = 24;
constexpr double kLongestSide = 16'000, kMostPixels = 160e6;

void paintWhole(QPainter& painter, const GraphDrawing& drawing, const GraphPainter::Frame& style, double scale,
                bool vector)
{
    const QRectF page = drawing.bounds.adjusted(-kMargin, -kMargin, kMargin, kMargin);
    painter.scale(scale, scale);
    painter.translate(-page.topLeft());
    painter.fillRect(page, Theme::color(ColorRole::Canvas, style.dark));
    GraphPainter::Frame frame = style;
    frame.area = page;
    frame.scale = vector ? 1 : scale;
    frame.vector = true;
    GraphPainter().paint(painter, drawing, {}, frame);
}

/// "Sans Serif" is a name of this desktop only; elsewhere the picture must not fall back to a font with serifs.
QByteArray withFallbackFont(QByteArray svg)
{
    const QByteArray key = "font-family=\"";
    for (auto at = svg.indexOf(key); at >= 0; at = svg.indexOf(key, at)) {
        at = svg.indexOf('"', at + key.size());
        if (at < 0)
            break;
        svg.insert(at, ", sans-serif");
    }
    return svg;
}

QByteArray asSvg(const GraphDrawing& drawing, const QString& title, QSizeF size, const GraphPainter::Frame& style)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setTitle(title);
    generator.setResolution(96);
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF(QPointF(), size));
    QPainter painter(&generator);
    paintWhole(painter, drawing, style, 1, true);
    painter.end();
    return withFallbackFont(buffer.data());
}

QByteArray asPdf(const GraphDrawing& drawing, const QString& title, QSizeF size, const GraphPainter::Frame& style)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Layerwright"));
    writer.setResolution(96);
    // A PDF page may be 14,400 points long; longer drawings are scaled down.
    const double scale = std::min(1.0, 14'000 / (std::max(size.width(), size.height()) * 0.75));
    writer.setPageMargins(QMarginsF());
    writer.setPageSize(QPageSize(size * 0.75 * scale, QPageSize::Point, {}, QPageSize::ExactMatch));
    QPainter painter(&writer);
    paintWhole(painter, drawing, style, scale, true);
    painter.end();
    return buffer.data();
}

QByteArray asPng(const GraphDrawing& drawing, QSizeF size, const GraphPainter::Frame& style)
{
    const double scale = std::min({2.0, kLongestSide / size.width(), kLongestSide / size.height(),
                                   std::sqrt(kMostPixels / (size.width() * size.height()))});
    QImage image((size * scale).toSize().expandedTo(QSize(1, 1)), QImage::Format_RGB32);
    if (image.isNull())
        return {};
    QPainter painter(&image);
    paintWhole(painter, drawing, style, scale, false);
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

Result<void> saveGraphPicture(const GraphDrawing& drawing, const QString& title, const QString& path,
                              const GraphPainter::Frame& style)
{
    const QSizeF size = drawing.bounds.size() + QSizeF(2 * kMargin, 2 * kMargin);
    const QByteArray bytes =
        path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)   ? asSvg(drawing, title, size, style)
        : path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive) ? asPdf(drawing, title, size, style)
                                                                     : asPng(drawing, size, style);
    QSaveFile file(path);
    if (bytes.isEmpty() || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return ioError(file.errorString().toStdString()).at(pathBytes(path));
    return {};
}

} // namespace lw::ui
