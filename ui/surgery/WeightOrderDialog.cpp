// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/WeightOrderDialog.h"

#include "ui/surgery/WeightOrderModel.h"
#include "ui/widgets/Theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace lw::ui {

WeightOrderDialog::WeightOrderDialog(const Model& before, const Model& after, QWidget* parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Order of the weights"));
    std::vector<edit::OrderedWeight> order = edit::weightOrder(before, after);
    const auto moved = static_cast<int>(edit::movedWeights(order));
    auto* about = new QLabel(tr("HDF5 files list weights layer by layer, in each group those that train first. Files "
                                "that were saved in another order load by name only, or not at all."),
                             this);
    about->setWordWrap(true);
    about->setForegroundRole(QPalette::PlaceholderText);
    auto* said = new QLabel(moved == 0 ? tr("No weight has moved since the model was saved or opened.")
                                       : tr("%n weight(s) moved; they are set in bold.", nullptr, moved),
                            this);
    said->setWordWrap(true);
    auto* model = new WeightOrderModel(this);
    model->setOrder(std::move(order));
    auto* table = new QTableView(this);
    table->setModel(model);
    table->setAccessibleName(windowTitle());
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(Theme::space(6));
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(WeightOrderModel::Weight, QHeaderView::Stretch);
    table->horizontalHeader()->setMinimumSectionSize(Theme::space(18));
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::space(5), Theme::space(5), Theme::space(5), Theme::space(4));
    layout->setSpacing(Theme::space(3));
    layout->addWidget(said);
    layout->addWidget(table, 1);
    layout->addWidget(about);
    layout->addWidget(buttons);
    table->setFocus();
    resize(720, 480);
}

} // namespace lw::ui
