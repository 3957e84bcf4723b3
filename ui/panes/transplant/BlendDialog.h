// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/blend/BlendPlan.h"
#include "ui/document/Workspace.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QSlider;
class QTableWidget;

namespace lw::ui {

/// Blends the weights of open models into one of them: the rule, the models, how much, and other amounts for single
/// layers. Changes nothing until it is accepted. Deletes itself when it closes. User interface thread only.
class BlendDialog : public QDialog {
    Q_OBJECT
public:
    /// At least two models must be open.
    BlendDialog(Workspace* workspace, Document* into, QWidget* parent);

    void setRule(edit::BlendKind kind);
    void setAmount(double amount);

public slots:
    void accept() override;

signals:
    /// The user accepted; count variables change.
    void applied(lw::ui::Document* into, const lw::edit::Edit& edit, int count);

private:
    void makeModels(Workspace* workspace, Document* into);
    void makeAmount();
    void chooseRule();
    void fillOthers();
    void chooseFitting();
    void fillLayers();
    void summarize();
    [[nodiscard]] QString wrongAmount() const;
    [[nodiscard]] edit::BlendKind kind() const;
    [[nodiscard]] Document* chosen(const QComboBox* box) const;
    [[nodiscard]] std::vector<std::shared_ptr<const Model>> models() const;
    [[nodiscard]] edit::BlendOptions options() const;

    Workspace* m_workspace;
    QComboBox *m_into, *m_rule, *m_match, *m_second, *m_third;
    QLabel *m_secondName, *m_thirdName, *m_othersName, *m_amountName, *m_formula, *m_summary;
    QFormLayout* m_form = nullptr;
    QListWidget* m_others; ///< of rules that take any number: ticked ones, in their order
    QSlider* m_slider;
    QDoubleSpinBox* m_amount;
    QTableWidget* m_layers;
    QPushButton* m_apply = nullptr;
};

} // namespace lw::ui
