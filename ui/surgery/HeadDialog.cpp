// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/HeadDialog.h"

#include "ui/surgery/LayerArguments.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

HeadDialog::HeadDialog(const Result<edit::HeadPlace>& place, QWidget* parent)
    : QDialog(parent), m_units(new QSpinBox(this)), m_activation(new QComboBox(this)), m_where(new QComboBox(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New head"));
    m_units->setObjectName(u"units"_s);
    m_units->setRange(1, 1'000'000);
    m_units->setValue(10);
    m_units->selectAll();
    for (const std::string& name : argumentChoices("Dense", "activation"))
        m_activation->addItem(identityText(name));
    m_activation->setCurrentText(u"softmax"_s);
    const QString layer = place ? displayText(place->layer, 60) : QString();
    if (place && place->replaces)
        m_where->addItem(tr("In the place of %1").arg(layer));
    if (place)
        m_where->addItem(tr("Behind %1").arg(layer));
    auto* about = new QLabel(tr("The head is a Dense layer with fresh weights. All others keep theirs; freeze them to train "
                                "only the head."),
                             this);
    about->setWordWrap(true);
    about->setForegroundRole(QPalette::PlaceholderText);
    auto* form = new QFormLayout;
    form->addRow(tr("&Units (classes)"), m_units);
    form->addRow(tr("&Activation"), m_activation);
    form->addRow(tr("&Where"), m_where);
    form->setRowVisible(m_where, place.ok());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(tr("Make the head"), QDialogButtonBox::AcceptRole)->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::space(5), Theme::space(5), Theme::space(5), Theme::space(4));
    layout->setSpacing(Theme::space(4));
    layout->addWidget(about);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(440, 250);
}

int HeadDialog::units() const
{
    return m_units->value();
}

std::string HeadDialog::activation() const
{
    return m_activation->currentText().toStdString();
}

bool HeadDialog::isBehind() const
{
    return m_where->count() > 1 && m_where->currentIndex() == 1;
}

} // namespace lw::ui
