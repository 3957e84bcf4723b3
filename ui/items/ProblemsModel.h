// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Workspace.h"

#include <QAbstractTableModel>
#include <vector>

namespace lw::ui {

/// What was found while reading, of all open documents, errors first. User interface thread only.
class ProblemsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { Message, Subject, Model, Count };

    explicit ProblemsModel(Workspace* workspace, QObject* parent = nullptr);

    [[nodiscard]] Document* document(const QModelIndex& index) const;
    /// Path of the layer or variable that it is about; may be empty.
    [[nodiscard]] QString subject(const QModelIndex& index) const;
    /// The class or function whose definition would solve the problem; empty when that is not it.
    [[nodiscard]] QString teachName(const QModelIndex& index) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// The diagnostic's sentence in the user's language where its code is known, else core's own.
    static QString message(const Diagnostic& diagnostic);
    void rebuild();

private:
    struct Row {
        Document* document;
        Diagnostic diagnostic;
    };
    std::vector<Row> m_rows;
    Workspace* m_workspace;
};

} // namespace lw::ui
