// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Document.h"

#include <QWidget>

class QLabel;
class QListView;
class QStackedLayout;

namespace lw::ui {

class HistoryModel;

/// The dock below: what was done to the current document, in words. A click, or Enter, goes to that state, as far back
/// or forth as it is; where the file stands is marked. User interface thread only.
class HistoryPane : public QWidget {
    Q_OBJECT
public:
    explicit HistoryPane(QWidget* parent = nullptr);
    void setDocument(Document* document);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void follow();
    void goTo(const QModelIndex& index);
    HistoryModel* m_model;
    QListView* m_list;
    QLabel* m_nothing;
    QStackedLayout* m_layout;
};

} // namespace lw::ui
