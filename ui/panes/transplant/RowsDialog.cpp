// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/RowsDialog.h"

#include "ui/panes/transplant/TransplantTableModel.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;
using Column = TransplantTableModel::Column;

void RowsDialog::ask(TransplantTableModel* table, const QModelIndex& place, QWidget* parent)
{
    (new RowsDialog(table, place, parent))->open();
}

RowsDialog::RowsDialog(TransplantTableModel* table, const QModelIndex& place, QWidget* parent)
    : QDialog(parent), m_table(table), m_place(place), m_rows(new QLineEdit(this)), m_state(new QLabel(this)),
      m_alike(new QCheckBox(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Chosen rows"));
    const auto cell = [&](Column column) { return place.siblingAtColumn(static_cast<int>(column)).data().toString(); };
    auto* moves = new QLabel(
        u"%1 %2 → %3 %4"_s.arg(cell(Column::From), cell(Column::FromShape), cell(Column::To), cell(Column::ToShape)),
        this);
    moves->setTextFormat(Qt::PlainText);
    moves->setFont(Theme::current().font(Theme::TextStyle::Strong));
    auto* label = new QLabel(tr("&Classes to take, in the order of the target, counted from 0:"), this);
    label->setBuddy(m_rows);
    m_rows->setPlaceholderText(tr("for example 0-4, 7"));
    m_rows->setMinimumWidth(420);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_use = buttons->addButton(tr("Take them"), QDialogButtonBox::AcceptRole);
    m_use->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::space(5), Theme::space(5), Theme::space(5), Theme::space(4));
    column->setSpacing(Theme::space(3));
    column->addWidget(moves);
    column->addWidget(label);
    column->addWidget(m_rows);
    column->addWidget(m_state);
    column->addWidget(m_alike);
    column->addWidget(buttons);
    m_alike->setObjectName(u"alike"_s);
    m_alike->setChecked(true);
    QStringList rows;
    for (const std::int64_t row : table->entriesFor(place.row()))
        rows << QString::number(row);
    m_rows->setText(rows.join(u", "_s));
    connect(buttons, &QDialogButtonBox::accepted, this, &RowsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &RowsDialog::reject);
    connect(m_rows, &QLineEdit::textChanged, this, &RowsDialog::check);
    connect(table, &QAbstractItemModel::modelReset, this, &RowsDialog::reject); // the row may be another now
    check();
}

void RowsDialog::check()
{
    const edit::TransplantPlan& plan = m_table->plan();
    const edit::Move& move = plan.moves()[static_cast<std::size_t>(m_place.row())];
    const auto rows = rowList(m_rows->text());
    QString problem;
    if (!rows)
        problem = m_rows->text().trimmed().isEmpty() ? u" "_s : tr("Numbers and ranges with commas between them");
    else if (const auto fit = edit::checkFit({edit::FitKind::TakeRows, *rows}, plan.from(move)->tensor.shape(),
                                             plan.to(move)->tensor.shape());
             !fit)
        problem = coreText(fit.error().message);
    m_use->setEnabled(problem.isEmpty());
    m_state->setText(problem.isEmpty() ? tr("%n row(s) are taken", nullptr, static_cast<int>(rows->size())) : problem);
    QStringList others;
    for (const int row : problem.isEmpty() ? m_table->rowsLike(m_place.row(), *rows) : std::vector<int>())
        others << m_table->index(row, static_cast<int>(Column::To)).data().toString().section(u'/', -1);
    m_alike->setVisible(!others.isEmpty());
    m_alike->setText(tr("The same for %1 of the layer").arg(others.join(u", "_s)));
    QPalette palette = m_state->palette();
    palette.setColor(QPalette::WindowText,
                     Theme::current().color(problem.isEmpty() ? ColorRole::TextMuted : ColorRole::Error));
    m_state->setPalette(palette);
}

void RowsDialog::accept()
{
    const auto rows = rowList(m_rows->text());
    if (m_place.isValid() && rows) {
        const std::vector<int> others =
            m_alike->isHidden() || !m_alike->isChecked() ? std::vector<int>() : m_table->rowsLike(m_place.row(), *rows);
        for (const int row : others)
            m_table->setData(m_table->index(row, static_cast<int>(Column::Rule)), m_rows->text(),
                             TransplantTableModel::RuleRole);
        m_table->setData(m_place, m_rows->text(), TransplantTableModel::RuleRole);
    }
    QDialog::accept();
}

} // namespace lw::ui
