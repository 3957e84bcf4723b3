// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/InputShapeDialog.h"

#include "ui/surgery/InputForm.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

Shape withoutBatch(const std::optional<Shape>& shape)
{
    return shape && !shape->empty() ? Shape(shape->begin() + 1, shape->end()) : Shape();
}

} // namespace

InputShapeDialog::InputShapeDialog(const Model& model, const std::string& selected, QWidget* parent)
    : QDialog(parent), m_which(new QComboBox(this)), m_form(new InputForm(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Input shape"));
    for (const Layer& layer : model.layers)
        if (layer.className == "InputLayer" && !layer.nodes.empty() && !layer.nodes.front().outputShapes.empty())
            m_inputs.push_back({layer.name, withoutBatch(layer.nodes.front().outputShapes.front())});
    if (m_inputs.empty())
        m_inputs.push_back({{}, model.inputs.empty() ? Shape() : withoutBatch(model.inputs.front().shape)});
    m_which->setObjectName(u"input"_s);
    for (const Input& input : m_inputs) {
        m_which->addItem(displayText(input.name, 60));
        if (input.name == selected)
            m_which->setCurrentIndex(m_which->count() - 1);
    }
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(Theme::space(4));
    form->setVerticalSpacing(Theme::space(2));
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    if (m_inputs.size() > 1)
        form->addRow(tr("&Input"), m_which);
    else
        m_which->hide();
    m_form->addShapeRows(form);
    auto* about = new QLabel(tr("Layers keep their weights where they fit the new shape; you are asked where they do not."), this);
    about->setWordWrap(true);
    about->setForegroundRole(QPalette::PlaceholderText);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* change = buttons->addButton(tr("Change"), QDialogButtonBox::AcceptRole);
    change->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::space(5), Theme::space(5), Theme::space(5), Theme::space(4));
    layout->setSpacing(Theme::space(4));
    layout->addWidget(about);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_form, &InputForm::changed, change, [this, change] {
        const auto now = m_form->shape();
        change->setEnabled(now && *now != chosen().shape);
    });
    connect(m_which, &QComboBox::currentIndexChanged, this, &InputShapeDialog::showInput);
    showInput();
    setMinimumWidth(440);
}

const InputShapeDialog::Input& InputShapeDialog::chosen() const
{
    return m_inputs[static_cast<std::size_t>(std::max(0, m_which->currentIndex()))];
}

void InputShapeDialog::showInput()
{
    m_form->setShape(chosen().shape);
}

std::string InputShapeDialog::input() const
{
    return chosen().name;
}

Shape InputShapeDialog::shape() const
{
    return m_form->shape().value_or(Shape());
}

} // namespace lw::ui
