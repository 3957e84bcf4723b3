// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <QString>
#include <QStringList>
#include <numeric>

namespace lw::test {

/// A tensor that counts from first.
inline Tensor counting(const Shape& shape, float first = 0)
{
    std::vector<float> values(*elementCount(shape));
    std::iota(values.begin(), values.end(), first);
    return Tensor::fromVector(shape, std::move(values));
}

/// A model of text: one layer a line, "Dense dense_1 kernel=3,4 bias=4"; a path as name makes it a part of a model
/// "Functional body". Values count on from first.
inline Model makeModel(const char* text, float first = 0)
{
    Model model;
    model.kind = ModelKind::Functional;
    const QStringList lines = QString::fromLatin1(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const QStringList words = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        if (words.size() < 2)
            continue;
        const std::string path = words[1].toStdString();
        Layer layer;
        layer.className = words[0].toStdString();
        layer.name = path.substr(path.rfind('/') + 1);
        if (path.find('/') == std::string::npos)
            model.layers.push_back(layer);
        else
            model.layers.back().layers.push_back(layer);
        for (qsizetype i = 2; i < words.size(); ++i) {
            Variable variable;
            variable.role = words[i].section(QLatin1Char('='), 0, 0).toStdString();
            variable.layer = path;
            variable.path = path + "/" + variable.role;
            Shape shape;
            for (const QString& dim : words[i].section(QLatin1Char('='), 1).split(QLatin1Char(',')))
                shape.push_back(dim.toLongLong());
            variable.tensor = counting(shape, first);
            first += static_cast<float>(variable.tensor.elements());
            model.variables.push_back(variable);
        }
    }
    return model;
}

} // namespace lw::test
