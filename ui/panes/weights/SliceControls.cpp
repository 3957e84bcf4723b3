// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/SliceControls.h"

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

void SliceControls::setShape(const Shape& shape, const std::string& role)
{
    m_shape = shape;
    m_role = role;
    m_axes = SliceAxes::standard(shape);
    build();
}

void SliceControls::retranslate()
{
    build();
}

QString SliceControls::axisName(std::size_t axis) const
{
    const QString length = QString::number(m_shape[axis]);
    const bool kernel = m_shape.size() == 4 && m_role.find("kernel") != std::string::npos;
    if (kernel) {
        const QStringList names = {tr("height"), tr("width"), tr("in"), tr("out")};
        return tr("%1 (%2)").arg(names[static_cast<qsizetype>(axis)], length);
    }
    if (m_shape.size() == 2 && m_role.find("kernel") != std::string::npos)
        return tr("%1 (%2)").arg(axis == 0 ? tr("in") : tr("out"), length);
    return tr("axis %1 (%2)").arg(axis).arg(length);
}

void SliceControls::build()
{
    for (QWidget* widget : m_widgets)
        widget->deleteLater();
    m_widgets.clear();
    while (QLayoutItem* item = m_layout->takeAt(0))
        delete item;
    setVisible(m_shape.size() >= 2);
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
