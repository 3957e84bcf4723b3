// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/SliceControls.h"

#include "ui/panes/weights/KernelLayout.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <algorithm>
#include <climits>

namespace lw::ui {

SliceControls::SliceControls(QWidget* parent) : QWidget(parent), m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(Theme::space(2));
}

void SliceControls::setShape(const Shape& shape, const std::string& role, const std::string& className)
{
    m_shape = shape;
    m_role = role;
    m_className = className;
    m_axes = SliceAxes::standard(shape);
    if (shape.size() >= 4 && kernelAxis(shape, role, className, 0) == KernelAxis::Other) {
        m_axes.row = shape.size() - 2; // only a kernel has its window before its channels
        m_axes.column = shape.size() - 1;
    }
    build();
}

void SliceControls::setOutputShape(const Shape& shape)
{
    m_shape = shape;
    m_role.clear();
    m_className.clear();
    m_axes = SliceAxes::standard(shape);
    if (shape.size() >= 4) { // (samples, height, width, channels)
        m_axes.row = shape.size() - 3;
        m_axes.column = shape.size() - 2;
    }
    build();
}

void SliceControls::retranslate()
{
    build();
}

QString SliceControls::axisName(std::size_t axis) const
{
    const QString length = QString::number(m_shape[axis]);
    switch (kernelAxis(m_shape, m_role, m_className, axis)) {
    case KernelAxis::Depth:
        return tr("depth (%1)").arg(length);
    case KernelAxis::Height:
        return tr("height (%1)").arg(length);
    case KernelAxis::Width:
        return tr("width (%1)").arg(length);
    case KernelAxis::Steps:
        return tr("steps (%1)").arg(length);
    case KernelAxis::Input:
        return tr("in (%1)").arg(length);
    case KernelAxis::Output:
        return tr("out (%1)").arg(length);
    case KernelAxis::Multiplier:
        return tr("multiplier (%1)").arg(length);
    case KernelAxis::Other:
        break;
    }
    return tr("axis %1 (%2)").arg(axis).arg(length);
}

void SliceControls::clear()
{
    for (QWidget* widget : m_widgets)
        widget->deleteLater();
    m_widgets.clear();
    while (QLayoutItem* item = m_layout->takeAt(0))
        delete item;
}

void SliceControls::build()
{
    clear();
    if (m_shape.size() < 2)
        return;
    const auto add = [this](QWidget* widget) {
        m_layout->addWidget(widget);
        m_widgets.push_back(widget);
    };
    const auto axisBox = [&](bool row, const QString& title) {
        auto* label = new QLabel(title, this);
        auto* box = new QComboBox(this);
        label->setBuddy(box);
        for (std::size_t axis = 0; axis < m_shape.size(); ++axis)
            box->addItem(axisName(axis));
        box->setCurrentIndex(static_cast<int>(row ? m_axes.row.value_or(0) : m_axes.column.value_or(0)));
        connect(box, &QComboBox::activated, this,
                [this, row](int axis) { chooseAxis(row, static_cast<std::size_t>(axis)); });
        add(label);
        add(box);
    };
    axisBox(true, tr("Ro&ws"));
    axisBox(false, tr("Co&lumns"));
    for (std::size_t axis = 0; axis < m_shape.size(); ++axis) {
        if (axis == m_axes.row || axis == m_axes.column)
            continue;
        auto* label = new QLabel(axisName(axis), this);
        auto* index = new QSpinBox(this);
        index->setRange(
            0, static_cast<int>(std::min<std::int64_t>(std::max<std::int64_t>(m_shape[axis] - 1, 0), INT_MAX)));
        index->setValue(static_cast<int>(m_axes.fixed[axis]));
        index->setAccessibleName(axisName(axis));
        connect(index, &QSpinBox::valueChanged, this, [this, axis](int value) {
            m_axes.fixed[axis] = value;
            emit changed();
        });
        add(label);
        add(index);
    }
    m_layout->addStretch();
}

void SliceControls::chooseAxis(bool row, std::size_t axis)
{
    auto& chosen = row ? m_axes.row : m_axes.column;
    auto& other = row ? m_axes.column : m_axes.row;
    if (other == axis)
        other = chosen; // the two change places
    chosen = axis;
    build();
    emit changed();
}

} // namespace lw::ui
