// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <QDialog>

class QPushButton;

namespace lw::ui {

class LayerForm;

/// The settings of a layer that is there, in a form. Use it with open(). User interface thread only.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(int generation, const Layer& layer, QWidget* parent);
    /// What was changed, as setLayerConfig() takes it.
    [[nodiscard]] Json changes() const;

private:
    LayerForm* m_form;
    QPushButton* m_apply;
};

} // namespace lw::ui
