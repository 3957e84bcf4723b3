// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/Selection.h"

namespace lw::ui {

void Selection::clear()
{
    set(Kind::None, {}, {});
}

void Selection::selectLayer(const QString& path)
{
    set(Kind::Layer, path, path);
}

void Selection::selectVariable(const QString& path, const QString& layerPath)
{
    set(Kind::Variable, path, layerPath);
}

void Selection::selectOperator(const QString& function, const QString& node)
{
    set(Kind::Operator, function + QLatin1Char('/') + node, {});
}

void Selection::set(Kind kind, const QString& path, const QString& layerPath)
{
    if (kind == m_kind && path == m_path && layerPath == m_layerPath)
        return;
    m_kind = kind;
    m_path = path;
    m_layerPath = layerPath;
    emit changed();
}

} // namespace lw::ui
