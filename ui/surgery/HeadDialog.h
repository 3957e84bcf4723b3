// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <string>

class QComboBox;
class QSpinBox;

namespace lw::ui {

/// Asks for the new head of a model: how many units, which activation. Use it with open(). User interface thread only.
class HeadDialog : public QDialog {
    Q_OBJECT
public:
    explicit HeadDialog(QWidget* parent);
    [[nodiscard]] int units() const;
    [[nodiscard]] std::string activation() const;

private:
    QSpinBox* m_units;
    QComboBox* m_activation;
};

} // namespace lw::ui
