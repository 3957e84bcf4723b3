// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/restore/Compose.h"

#include <QDialog>
#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace lw::ui {

/// Asks which layers and variables of a model make a checkpoint, under which keys, and where it goes; shows the call of
/// tf.train.Checkpoint that reads it. Use it with open(). User interface thread only.
class ComposeDialog : public QDialog {
    Q_OBJECT
public:
    /// prefix: the proposed one. chosen: path of a layer or variable that is ticked at first; may be empty.
    ComposeDialog(std::shared_ptr<const Model> model, const QString& prefix, const QString& chosen, QWidget* parent);

    [[nodiscard]] edit::Composition composition() const;
    [[nodiscard]] QString prefix() const;

private:
    void fill(const QString& chosen);
    void makeLayout();
    void browse();
    void follow(QTreeWidgetItem* item, int column);
    void refresh();
    std::shared_ptr<const Model> m_model;
    QTreeWidget* m_tree;
    QLineEdit* m_prefix;
    QLabel *m_call, *m_problem;
    QPushButton* m_save;
    bool m_following = false;
};

} // namespace lw::ui
