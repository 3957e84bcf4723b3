// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QVariant>

class QComboBox;

namespace lw::ui {

/// An entry of a drop-down list: what it says and what it stands for.
struct Option {
    QString text;
    QVariant data;
};

/// Fills a drop-down list anew, for another language or other choices, without a signal; what was chosen stays chosen
/// where it still exists, else the first entry is.
void refill(QComboBox* box, const QList<Option>& options);
/// Chooses the entry that stands for data; false when there is none.
bool choose(QComboBox* box, const QVariant& data);

} // namespace lw::ui
