// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/AboutDialog.h"

#include "ui/widgets/Theme.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>

namespace lw::ui {

using namespace Qt::StringLiterals;

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("About Layerwright"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::space(6), Theme::space(6), Theme::space(6), Theme::space(4));
    layout->setSpacing(Theme::space(4));
    auto* head = new QHBoxLayout;
    head->setSpacing(Theme::space(4));
    auto* logo = new QLabel(this);
    logo->setPixmap(QIcon(u":/icons/layerwright.svg"_s).pixmap(64, 64));
    head->addWidget(logo);
    auto* name = new QLabel(u"Layerwright"_s, this);
    name->setFont(Theme::current().font(Theme::TextStyle::Title));
    auto* version = new QLabel(tr("Version %1").arg(QCoreApplication::applicationVersion()), this);
    auto* words = new QVBoxLayout;
    words->addWidget(name);
    words->addWidget(version);
    head->addLayout(words, 1);
    layout->addLayout(head);
    auto* text = new QLabel(this);
    text->setWordWrap(true);
    text->setMinimumWidth(420);
    text->setText(tr("A workbench for Keras and TensorFlow models. It works without a network, without Python and "
                     "without TensorFlow, "
                     "and never runs code that a file contains.\n\nFree software under the GNU General Public License, "
                     "version 3 or later. "
                     "Made with Qt, oneDNN, HDF5, QCustomPlot and libzip."));
    layout->addWidget(text);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace lw::ui
