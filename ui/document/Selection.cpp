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

QStringList Selection::layers() const
{
    QStringList all = m_beside;
    if (!m_layerPath.isEmpty())
        all.prepend(m_layerPath);
    return all;
}

void Selection::setBeside(const QStringList& layers)
{
    QStringList beside = layers;
    beside.removeAll(m_layerPath);
    beside.removeDuplicates();
    if (beside == m_beside)
        return;
    m_beside = beside;
    emit besideChanged();
}

void Selection::set(Kind kind, const QString& path, const QString& layerPath)
{
    if (kind == m_kind && path == m_path && layerPath == m_layerPath)
        return;
    m_kind = kind;
    m_path = path;
    m_layerPath = layerPath;
    m_beside.clear();
    emit changed();
}

} // namespace lw::ui
