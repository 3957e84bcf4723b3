// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/Pane.h"

#include <QMenu>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace lw::ui {

/// The central tab of one document: graph, weights and summary under sub tabs. A pane is made when it is first shown,
/// so that opening paints at once.
class DocumentPage : public QWidget {
    Q_OBJECT
public:
    enum class View { Graph, Weights, Summary };
    explicit DocumentPage(Document* document, QWidget* parent = nullptr);

    [[nodiscard]] Document* document() const { return m_document; }
    [[nodiscard]] Pane* currentPane() const;
    [[nodiscard]] View view() const;
    void setView(View view);
    void focusPane();

signals:
    void paneChanged();
    void failed(const QString& title, const lw::Error& error);
    void notice(const QString& text);
    void peekRequested(const QRect& place);
    void menuRequested(QMenu* menu);
    void partsDropped(const lw::ui::ModelParts& parts, const lw::ui::DropPlace& place);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void showTab(int index);
    void describe();
    void fitFacts();
    Pane* makePane(View view);
    QPointer<Document> m_document;
    QTabBar* m_tabs;
    QLabel* m_facts;
    QString m_factsText;
    QStackedWidget* m_stack;
    Pane* m_panes[3] = {};
};

} // namespace lw::ui
