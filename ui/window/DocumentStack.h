// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/Pane.h"

#include <QHash>
#include <QStackedWidget>
#include <functional>

namespace lw::ui {

/// A dock's content that is one pane for each document, made when it is first shown: the run pane.
class DocumentStack : public QStackedWidget {
    Q_OBJECT
public:
    using Make = std::function<Pane*(Document*, QWidget*)>;
    explicit DocumentStack(Make make, QWidget* parent = nullptr);
    void setDocument(Document* document);
    void remove(Document* document);

signals:
    void made(lw::ui::Pane* pane);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void show(Document* document);
    Make m_make;
    QHash<Document*, Pane*> m_panes;
    QPointer<Document> m_document;
    QWidget* m_empty;
};

} // namespace lw::ui
