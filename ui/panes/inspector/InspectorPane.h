// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/items/InspectorFacts.h"

#include <QPointer>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace lw::ui {

/// The dock on the right: what is selected in the current document, or the document itself. User interface thread only.
class InspectorPane : public QWidget {
    Q_OBJECT
public:
    explicit InspectorPane(QWidget* parent = nullptr);
    void setDocument(Document* document);

signals:
    /// A class or function of the current document's model is to be taught.
    void teachRequested(const QString& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void addHead(QVBoxLayout* page, const InspectorFacts& facts);
    void addSection(QVBoxLayout* page, const FactSection& section);
    void addTeaching(QVBoxLayout* page, const InspectorFacts& facts);
    void addWeights(QVBoxLayout* page, const InspectorFacts& facts);
    QPointer<Document> m_document;
    QScrollArea* m_scroll;
    bool m_pending = false;
    void refreshSoon();
};

} // namespace lw::ui
