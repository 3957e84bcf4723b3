// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/SliceGrid.h"

#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kLargestCopy = 1'000'000; ///< cells; more would freeze every program that pastes them
}

SliceGrid::SliceGrid(QWidget* parent) : QTableView(parent)
{
    setModel(&m_model);
    setFrameShape(QFrame::NoFrame);
    setFont(Theme::current().font(Theme::TextStyle::Mono));
    verticalHeader()->setDefaultSectionSize(Theme::space(6));
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    horizontalHeader()->setDefaultSectionSize(Theme::space(24));
    horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(&m_model, &QAbstractItemModel::modelReset, this,
            [this] { horizontalHeader()->setStretchLastSection(m_model.hasStrings()); });
    connect(&Theme::current(), &Theme::changed, &m_model, &SliceTableModel::applyTheme);
}

void SliceGrid::copy()
{
    QRect cells(0, 0, m_model.columnCount(), m_model.rowCount());
    if (selectionModel()->hasSelection()) {
        cells = {};
        for (const QItemSelectionRange& range : selectionModel()->selection())
            cells |= QRect(QPoint(range.left(), range.top()), QPoint(range.right(), range.bottom()));
    }
    const qint64 count = static_cast<qint64>(cells.width()) * cells.height();
    if (count > kLargestCopy) {
        emit notice(tr("That is too much for the clipboard; select a part, or save as .npy"));
        return;
    }
    QString text;
    for (int row = cells.top(); row <= cells.bottom(); ++row)
        for (int column = cells.left(); column <= cells.right(); ++column)
            text += m_model.index(row, column).data(SliceTableModel::CopyRole).toString() +
                    (column < cells.right() ? u'\t' : u'\n');
    QGuiApplication::clipboard()->setText(text);
    emit notice(tr("Copied %n value(s)", nullptr, static_cast<int>(count)));
}

void SliceGrid::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace lw::ui
