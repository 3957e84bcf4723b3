// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/surgery/Surgery.h"

#include <QDialog>
#include <string>

class QComboBox;
class QSpinBox;

namespace lw::ui {

/// Asks for the new head of a model: how many units, which activation, and, where the model has a head, whether this one
/// takes its place. Says which layer that is about.
/// Use it with open(). User interface thread only.
class HeadDialog : public QDialog {
    Q_OBJECT
public:
    /// place: of edit::headPlace(); of an error, the edit tells.
    HeadDialog(const Result<edit::HeadPlace>& place, QWidget* parent);
    [[nodiscard]] int units() const;
    [[nodiscard]] std::string activation() const;
    [[nodiscard]] bool isBehind() const; ///< although there is a head already

private:
    QSpinBox* m_units;
    QComboBox *m_activation, *m_where;
};

} // namespace lw::ui
