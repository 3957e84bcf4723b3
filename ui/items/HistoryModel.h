// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Document.h"

#include <QAbstractListModel>
#include <QPointer>

namespace lw::ui {

/// The states of a document in words, oldest first: row 0 is the model as it was opened, row n the model after its n-th
/// edit. Row numbers are indexes of the undo stack. User interface thread only.
class HistoryModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        IsCurrent = Qt::UserRole, ///< bool: the model as it is now
        IsSaved,                  ///< bool: what the file holds
        IsUndone                  ///< bool: taken back, can be done again
    };
    explicit HistoryModel(QObject* parent = nullptr) : QAbstractListModel(parent) {}

    void setDocument(Document* document);
    [[nodiscard]] Document* document() const { return m_document; }
    /// Row of the present state; -1 without a document.
    [[nodiscard]] int currentRow() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// Texts again, after the language changed.
    void retranslate() { follow(); }

private:
    void follow();
    [[nodiscard]] QString text(int row) const;
    [[nodiscard]] QString hint(int row) const;
    QPointer<Document> m_document;
    int m_rows = 0;
};

} // namespace lw::ui
