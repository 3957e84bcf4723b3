// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"
#include "ui/document/Selection.h"

#include <QObject>
#include <memory>

namespace lw::ui {

/// An open model: the value, its path and its selection. Panes read model() and refresh from changed(). User interface
/// thread only; workers get a copy of the shared pointer, since a Model that is shared never changes.
class Document : public QObject {
    Q_OBJECT
public:
    Document(std::shared_ptr<const Model> model, QObject* parent = nullptr);

    [[nodiscard]] const Model& model() const { return *m_model; }
    [[nodiscard]] const std::shared_ptr<const Model>& sharedModel() const { return m_model; }
    [[nodiscard]] QString path() const;
    /// Short name for tabs and trees: the file's or folder's name.
    [[nodiscard]] QString title() const;
    [[nodiscard]] Selection& selection() { return m_selection; }

    /// Replaces the model by what its file holds now (reload, save under a new name): it is no longer modified. The
    /// selection is kept where its path still exists.
    void setModel(std::shared_ptr<const Model> model);

    /// True while the model differs from its file. Editing sets it; setModel() takes it back.
    [[nodiscard]] bool isModified() const { return m_modified; }
    void setModified(bool modified);

signals:
    void changed();
    void modifiedChanged(bool modified);

private:
    std::shared_ptr<const Model> m_model;
    Selection m_selection;
    bool m_modified = false;
};

} // namespace lw::ui
