// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Text.h"

#include "ui/widgets/CoreWords.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>

#include <array>
#include <cmath>

namespace lw::ui {

QString displayText(std::string_view text, std::size_t limit)
{
    return identityText(printable(text, limit));
}

QString pathText(const std::string& path)
{
    return QFile::decodeName(QByteArray::fromStdString(path));
}

std::string pathBytes(const QString& path)
{
    return QFile::encodeName(path).toStdString();
}

QString countText(std::uint64_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

QString shortCountText(std::uint64_t count)
{
    static constexpr std::array kUnits = {"", " k", " M", " G", " T"};
    auto value = static_cast<double>(count);
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < kUnits.size()) {
        value /= 1000;
        ++unit;
    }
    if (unit == 0)
        return countText(count);
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return QLocale().toString(value, 'f', decimals) + QLatin1String(kUnits.at(unit));
}

QString bytesText(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), bytes < 1024 ? 0 : 1, QLocale::DataSizeIecFormat);
}

QString numberText(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value < 0 ? QStringLiteral("-Infinity") : QStringLiteral("Infinity");
    return QString::number(value, 'g', 6);
}

QString shapeLabel(const std::optional<Shape>& shape)
{
    return shape ? QString::fromStdString(shapeText(*shape)) : QStringLiteral("?");
}

QString errorTitle(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
        return QCoreApplication::translate("lw::ui::Errors", "Not found");
    case ErrorKind::Corrupt:
        return QCoreApplication::translate("lw::ui::Errors", "The file is damaged");
    case ErrorKind::Unsupported:
        return QCoreApplication::translate("lw::ui::Errors", "Not supported");
    case ErrorKind::Invalid:
        return QCoreApplication::translate("lw::ui::Errors", "That is not possible");
    case ErrorKind::Io:
        return QCoreApplication::translate("lw::ui::Errors", "The system could not read or write");
    case ErrorKind::Cancelled:
        return QCoreApplication::translate("lw::ui::Errors", "Cancelled");
    }
    return {};
}

QString errorAdvice(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
        return QCoreApplication::translate("lw::ui::Errors", "It may have been moved, renamed or deleted.");
    case ErrorKind::Corrupt:
        return QCoreApplication::translate(
            "lw::ui::Errors", "It may have been cut short while it was copied or downloaded: fetch it again.");
    case ErrorKind::Unsupported:
        return QCoreApplication::translate(
            "lw::ui::Errors", "Layerwright opens Keras .h5 and .keras files, SavedModel folders, TensorFlow "
                              "checkpoints and architecture JSON.");
    case ErrorKind::Io:
        return QCoreApplication::translate("lw::ui::Errors", "Check permissions and free space, then try again.");
    case ErrorKind::Invalid:
    case ErrorKind::Cancelled:
        return {};
    }
    return {};
}

QString saveAdvice(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Io:
    case ErrorKind::NotFound:
        return QCoreApplication::translate("lw::ui::Errors",
                                           "Nothing was changed on disk. Check permissions and free space, or save "
                                           "somewhere else.");
    case ErrorKind::Unsupported:
        return QCoreApplication::translate("lw::ui::Errors",
                                           "Nothing was changed on disk. Another format may hold it.");
    case ErrorKind::Corrupt:
        return QCoreApplication::translate(
            "lw::ui::Errors", "Nothing was changed on disk. A part of the opened file cannot be read any more.");
    case ErrorKind::Invalid:
        return QCoreApplication::translate("lw::ui::Errors", "Nothing was changed on disk.");
    case ErrorKind::Cancelled:
        break;
    }
    return {};
}

QString errorDetail(const Error& error)
{
    QString text = coreText(error.message);
    if (!error.where.inner.empty())
        text = displayText(error.where.inner) + QStringLiteral(": ") + text;
    if (error.where.offset)
        text =
            QCoreApplication::translate("lw::ui::Errors", "%1 (at byte %2)").arg(text, countText(*error.where.offset));
    return text;
}

} // namespace lw::ui
