// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/InputForm.h"

#include "ui/surgery/ArgumentEditor.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr DType kDtypes[] = {DType::Float32, DType::Float16, DType::Int32, DType::Int64,
                             DType::UInt8,   DType::Bool,    DType::String};

} // namespace

std::optional<Shape> shapeFromText(const QString& text)
{
    QString list = text.trimmed();
    static const QRegularExpression times(u"(?<=[0-9e\\s])[x\u00d7](?=[0-9N\\s])"_s); // 28x28x1, as the graph has it
    list.replace(times, u","_s);
    if (list.isEmpty() || list == u"()"_s)
        return Shape{};
    if (!list.startsWith(u'(') && !list.startsWith(u'['))
        list = u'(' + list + u')';
    const auto dims = argumentFromText(list);
    if (!dims)
        return std::nullopt;
    Shape shape;
    const Json one = Json::array({*dims}); // "(3)" is the number itself
    for (const Json& dim : dims->isArray() ? dims->items() : one.items()) {
        if (!dim.isNull() && (!dim.isInteger() || dim.toInt() < 1))
            return std::nullopt;
        shape.push_back(dim.isNull() ? kUnknownDim : dim.toInt());
    }
    return shape;
}

InputForm::InputForm(QWidget* parent)
    : QWidget(parent), m_shape(new QLineEdit(parent)), m_dtype(new QComboBox(parent)), m_meaning(new QLabel(parent))
{
    hide(); // only its rows are seen
    m_shape->setObjectName(u"shape"_s);
    m_shape->setText(u"28, 28, 1"_s);
    m_shape->setToolTip(tr("Without the batch; None where any size goes"));
    m_dtype->setObjectName(u"dtype"_s);
    m_dtype->hide(); // until its row is added
    m_meaning->setForegroundRole(QPalette::PlaceholderText);
    for (const DType dtype : kDtypes)
        m_dtype->addItem(identityText(dtypeName(dtype)), static_cast<int>(dtype));
    connect(m_shape, &QLineEdit::textChanged, this, &InputForm::refresh);
    refresh();
}

void InputForm::addRows(QFormLayout* form)
{
    addShapeRows(form);
    form->addRow(tr("&Type"), m_dtype);
    m_dtype->show();
}

void InputForm::addShapeRows(QFormLayout* form)
{
    form->addRow(tr("Input &shape"), m_shape);
    form->addRow(QString(), m_meaning);
}

void InputForm::setShape(const Shape& shape)
{
    QStringList dims;
    for (const std::int64_t dim : shape)
        dims << (dim == kUnknownDim ? u"None"_s : QString::number(dim));
    m_shape->setText(dims.join(u", "_s));
    m_shape->selectAll();
    m_shape->setFocus();
    refresh(); // also when the text is the same
}

void InputForm::refresh()
{
    const auto now = shape();
    if (now) {
        Shape batch{kUnknownDim};
        batch.insert(batch.end(), now->begin(), now->end());
        m_meaning->setText(tr("A batch is %1").arg(identityText(shapeText(batch))));
    } else {
        m_meaning->setText(tr("Write sizes such as 28, 28, 1; None where any size goes"));
    }
    emit changed();
}

std::optional<Shape> InputForm::shape() const
{
    return shapeFromText(m_shape->text());
}

DType InputForm::dtype() const
{
    return static_cast<DType>(m_dtype->currentData().toInt());
}

} // namespace lw::ui
