// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Document.h"
#include "ui/widgets/Toast.h"

#include <QPointer>

namespace lw::ui {

/// The toast after an edit: says what was done and takes it back on request. Once the edit has been taken back another
/// way, or its document is closed, the toast goes. User interface thread only.
class UndoToast : public Toast {
    Q_OBJECT
public:
    using Toast::Toast;

    /// For the edit that was applied to the document last.
    void tell(Document* document, const QString& text);
    /// What it says is not about this document: then it goes.
    void setInFront(const Document* document);

private:
    void follow(int index);
    QPointer<Document> m_document;
    int m_index = 0; ///< of the undo stack, just after the edit
};

} // namespace lw::ui
