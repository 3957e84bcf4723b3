// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Workspace.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QTreeView;

namespace lw::ui {

class ProblemsModel;

/// The dock below: what was found while reading all open models; a click goes to the layer.
class ProblemsPane : public QWidget {
    Q_OBJECT
public:
    explicit ProblemsPane(Workspace* workspace, QWidget* parent = nullptr);
    [[nodiscard]] int count() const;

signals:
    void countChanged(int count);
    /// A class or function of this document's model is to be taught.
    void teachRequested(lw::ui::Document* document, const QString& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void showMenu(const QPoint& place);
    void jump(const QModelIndex& index);
    Workspace* m_workspace;
    ProblemsModel* m_model;
    QTreeView* m_list;
    QLabel* m_nothing;
    QStackedLayout* m_layout;
};

} // namespace lw::ui
