// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/OptionBox.h"

#include <QComboBox>
#include <QSignalBlocker>

namespace lw::ui {

void refill(QComboBox* box, const QList<Option>& options)
{
    const QSignalBlocker quiet(box);
    const QVariant before = box->currentData();
    box->clear();
    for (const Option& option : options)
        box->addItem(option.text, option.data);
    if (!choose(box, before))
        box->setCurrentIndex(box->count() > 0 ? 0 : -1);
}

bool choose(QComboBox* box, const QVariant& data)
{
    const int index = data.isValid() ? box->findData(data) : -1;
    if (index >= 0)
        box->setCurrentIndex(index);
    return index >= 0;
}

} // namespace lw::ui
