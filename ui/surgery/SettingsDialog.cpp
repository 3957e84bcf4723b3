// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/SettingsDialog.h"

#include "ui/surgery/LayerForm.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw::ui {

SettingsDialog::SettingsDialog(int generation, const Layer& layer, QWidget* parent)
    : QDialog(parent), m_form(new LayerForm(this)), m_apply(new QPushButton(tr("Apply"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Settings of %1 (%2)").arg(displayText(layer.name, 60), displayText(layer.className, 60)));
    m_form->setLayer(generation, layer.className, layer.config.isNull() ? Json::object() : layer.config);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_apply, QDialogButtonBox::AcceptRole);
    m_apply->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::space(4), Theme::space(4), Theme::space(4), Theme::space(4));
    layout->addWidget(m_form, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const auto refresh = [this] {
        const auto changes = m_form->changes();
        m_apply->setEnabled(changes && !changes->members().empty());
    };
    connect(m_form, &LayerForm::changed, this, refresh);
    refresh();
    resize(520, 520);
}

Json SettingsDialog::changes() const
{
    return m_form->changes().value_or(Json::object());
}

} // namespace lw::ui
