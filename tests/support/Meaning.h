// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QRegularExpression>
#include <QStringList>

namespace lw::test {

/// A variable as text: path (or what else it is to be called), type, shape, whether it is trained, and a digest of its
/// values.
inline QString meaningOf(const Variable& variable, const QString& name = {})
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (variable.tensor.dtype() == DType::String) {
        if (const auto strings = variable.tensor.strings())
            for (const std::string& text : *strings)
                hash.addData(QByteArray::fromStdString(text) + '\0');
    } else if (const auto bytes = variable.tensor.bytes()) {
        hash.addData(QByteArray(reinterpret_cast<const char*>(bytes->span.data()),
                                static_cast<qsizetype>(bytes->span.size())));
    } else {
        hash.addData(QByteArray("unreadable"));
    }
    return QStringLiteral("%1 %2 %3 %4 %5")
        .arg(name.isEmpty() ? QString::fromStdString(variable.path) : name, QString::fromLatin1(dtypeName(variable.tensor.dtype())),
             QString::fromStdString(shapeText(variable.tensor.shape())),
             variable.trainable ? QStringLiteral("trained") : QStringLiteral("frozen"),
             QString::fromLatin1(hash.result().toHex().left(16)));
}

/// What a model's file means, line by line: architecture, every weight bit by bit, and the training state with its
/// optimizer's variables. Equal texts are equal models.
inline QStringList meaningOf(const Model& model)
{
    QStringList lines{QString::fromStdString(model.architecture.dump())};
    for (const Variable& variable : model.variables)
        lines << meaningOf(variable);
    if (!model.training)
        return lines;
    const TrainingState& training = *model.training;
    lines << QString::fromStdString(training.optimizerClass) << QString::fromStdString(training.optimizerConfig.dump())
          << QString::fromStdString(training.loss.dump()) << QString::fromStdString(training.metrics.dump())
          << QString::number(training.iterations.value_or(-1));
    for (const Variable& variable : training.slotVariables) {
        // Where a file has the optimizer's class between, another has not.
        QString name = QString::fromStdString(variable.path);
        name.replace(QRegularExpression(QStringLiteral("^optimizer/[A-Z]\\w*/")), QStringLiteral("optimizer/"));
        lines << meaningOf(variable, name);
    }
    return lines;
}

} // namespace lw::test
