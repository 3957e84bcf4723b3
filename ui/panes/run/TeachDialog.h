// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/graph/objects/CustomObjects.h"
#include "ui/panes/run/ObjectTrial.h"
#include "ui/tasks/Task.h"

#include <QDialog>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace lw::ui {

/// Teaches the program the custom classes and functions of a model, and keeps them for the user: an expression that is
/// checked while it is typed, or a function borrowed from a SavedModel. Also removes, imports and exports definitions.
/// What was typed and not saved stays while other names are looked at, and is asked about when the dialog is closed.
/// User interface thread only.
class TeachDialog final : public QDialog {
    Q_OBJECT
public:
    using Models = std::vector<std::shared_ptr<const Model>>;

    /// Of the open models, the one asked about first; a definition is checked in the first that needs it. There may be
    /// none: then the definitions that there are can be looked at. name is what is taught first; empty for the first
    /// that is needed.
    TeachDialog(Models models, const QString& name, QWidget* parent);

    void reject() override;

private:
    void makeLayout();
    void fillNames();
    void showDefinition();
    void check();
    void showUsers();
    void tryIt();
    void showTrial(const Result<ObjectTrial>& trial);
    void store();
    void borrow();
    void removeDefinition();
    void importFile();
    void exportFile();
    void read();
    bool write();
    void saveDrafts();
    void keepDraft();
    /// Asks in a box of its own, which goes on with what was chosen.
    void ask(const QString& title, const QString& text, const QString& detail, const QString& choice,
             std::function<void()> chosen);
    void take(const graph::CustomObjects& imported, bool replace);
    void say(const QString& text, bool good);
    void underline(std::uint32_t begin, std::uint32_t end);
    [[nodiscard]] std::string currentName() const;
    /// What is in the dialog now, saved or not.
    [[nodiscard]] graph::CustomObject currentObject() const;
    /// The saved expression of the name; empty when there is none.
    [[nodiscard]] QString definedText() const;

    Models m_models;
    std::shared_ptr<const Model> m_model; ///< where the present definition is checked; may be null
    graph::CustomObjects m_objects;
    std::map<std::string, QString> m_drafts; ///< by name: what was typed and is not saved
    std::optional<Error> m_unread;           ///< why the user's definitions could not be read
    QComboBox* m_name;
    QPlainTextEdit* m_text;
    QLabel *m_users, *m_status, *m_source;
    QListWidget *m_names, *m_functions;
    QPushButton *m_try, *m_save, *m_remove;
    QPointer<TaskHandle> m_trial;
};

} // namespace lw::ui
