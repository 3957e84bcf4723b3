// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/Edit.h"
#include "ui/document/Selection.h"

#include <QDateTime>
#include <QObject>
#include <QUndoStack>
#include <memory>
#include <vector>

namespace lw::ui {

/// A step that was made before, and the model after it.
struct PastStep {
    QString text;
    QDateTime time;
    std::shared_ptr<const Model> model;
    std::string sentence = {}; ///< as EditCommand has it
};

/// An open model: the value, its path and its selection. Panes read model() and refresh from changed(). User interface
/// thread only; workers get a copy of the shared pointer, since a Model that is shared never changes.
class Document : public QObject {
    Q_OBJECT
public:
    Document(std::shared_ptr<const Model> model, QObject* parent = nullptr);
    ~Document() override;

    [[nodiscard]] const Model& model() const { return *m_model; }
    [[nodiscard]] const std::shared_ptr<const Model>& sharedModel() const { return m_model; }
    /// The model as its file has it, without the edits: what was opened, read again or saved last. Null for a document
    /// that no file has yet.
    [[nodiscard]] const std::shared_ptr<const Model>& fileModel() const { return m_fileModel; }
    [[nodiscard]] QString path() const;
    /// Short name for tabs and trees: the file's or folder's name, or what beUnsaved() gave it.
    [[nodiscard]] QString title() const;
    [[nodiscard]] Selection& selection() { return m_selection; }

    /// The model is in no file yet: it is modified, also after everything was undone, until setModel() comes from one.
    void beUnsaved(const QString& title);

    /// Replaces the model by what its file holds now (reload, save under a new name): it is no longer modified. The
    /// selection is kept where its path still exists. Undo steps stay, and act on the new model.
    void setModel(std::shared_ptr<const Model> model);

    /// Changes the model by an edit that can be undone; text names it in the history ("Freeze dense_1"); sentence is what
    /// core calls it, where the text is that in the user's language. An edit that does not apply changes nothing. Cheap:
    /// weights are shared.
    Result<void> apply(const edit::Edit& edit, const QString& text, const std::string& sentence = {});
    /// Makes steps again that were made before, one after another; they can be undone like others.
    void replay(const std::vector<PastStep>& steps);
    /// The edits of this document. Menus and the history pane read it. Undo and redo select what was selected then,
    /// when it comes back by that or nothing else is left of the selection.
    [[nodiscard]] QUndoStack* undoStack() { return &m_undoStack; }

    /// True while the model differs from its file. Editing sets it; setModel() takes it back.
    [[nodiscard]] bool isModified() const { return m_modified; }
    void setModified(bool modified);

signals:
    void changed();
    void modifiedChanged(bool modified);

private:
    /// What was selected, to be found again.
    struct Place {
        Selection::Kind kind = Selection::Kind::None;
        QString path, layerPath;
    };
    /// before: what was selected then.
    void push(const QString& text, const std::string& sentence, std::shared_ptr<const edit::Edit> inverse,
              const QDateTime& time, const Place& before);
    [[nodiscard]] Place place() const;
    void turn(std::shared_ptr<const Model> model, const Place& then);
    void replace(std::shared_ptr<const Model> model);
    void setFileModel(const std::shared_ptr<const Model>& model);
    std::shared_ptr<const Model> m_model, m_fileModel;
    Selection m_selection;
    QUndoStack m_undoStack;
    QString m_unsavedTitle;
    bool m_modified = false;
};

} // namespace lw::ui
