// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "ui/document/Document.h"
#include "ui/document/ModelParts.h"

#include <QMenu>
#include <QPointer>
#include <QWidget>

namespace lw::ui {

/// A visible part of one document: the graph, the weights, the summary, the run. What every pane can be asked by the
/// window's menus; the defaults do nothing. A pane reads document()->model(), refreshes from Document::changed, follows
/// and sets document()->selection(), and never outlives its document. It retranslates in retranslate() and takes
/// colours anew in applyTheme(); both are called for it. User interface thread only.
class Pane : public QWidget {
    Q_OBJECT
public:
    explicit Pane(Document* document, QWidget* parent = nullptr);

    [[nodiscard]] Document* document() const { return m_document; }

    enum class Zoom { In, Out, Actual, Fit };
    [[nodiscard]] virtual bool canZoom() const { return false; }
    virtual void zoom(Zoom) {}

    [[nodiscard]] virtual bool canFind() const { return false; }
    /// Edit > Find: puts the cursor into the pane's search field.
    virtual void find() {}

    [[nodiscard]] virtual bool canCopy() const { return false; }
    /// Edit > Copy while the pane has the focus and no text field takes it.
    virtual void copy() {}

    [[nodiscard]] virtual bool canExportPicture() const { return false; }
    /// File > Export picture: asks where and writes SVG, PNG or PDF.
    virtual void exportPicture() {}

signals:
    /// Something the user asked for failed; the window shows it in its message bar. Never used for Cancelled.
    void failed(const QString& title, const lw::Error& error);
    /// A short confirmation ("Copied 3 rows") for the status bar.
    void notice(const QString& text);
    /// Space: a quick look at the first weight of what is selected, beside this rectangle of the screen.
    void peekRequested(const QRect& place);
    /// Parts of a model were dropped on this one.
    void partsDropped(const lw::ui::ModelParts& parts, const lw::ui::DropPlace& place);
    /// A context menu of the selection is about to be shown: others may add what can be done with it.
    void menuRequested(QMenu* menu);
    /// What the pane can do has changed (canZoom and the others).
    void capabilitiesChanged();

protected:
    virtual void retranslate() {}
    virtual void applyTheme() {}
    void changeEvent(QEvent* event) override;

private:
    QPointer<Document> m_document;
};

} // namespace lw::ui
