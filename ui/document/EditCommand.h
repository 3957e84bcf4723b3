// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/Edit.h"

#include <QDateTime>
#include <QUndoCommand>
#include <functional>

namespace lw::ui {

/// One undo step: an edit that has been applied, and how to take it back. Each undo or redo makes a new model, so that
/// workers that hold the old one are not disturbed.
class EditCommand : public QUndoCommand {
public:
    using Swap = std::function<void(std::shared_ptr<const Model>)>;
    using Current = std::function<std::shared_ptr<const Model>()>;

    /// inverse takes back the edit that has just been applied; current and swap read and replace the document's model.
    /// sentence: what core calls the edit; empty when the text is not made of one.
    EditCommand(const QString& text, std::string sentence, std::shared_ptr<const edit::Edit> inverse, Current current,
                Swap swap, const QDateTime& time = QDateTime::currentDateTime());

    /// The text in no user's language, where there is one: what is kept, and translated anew.
    [[nodiscard]] std::string sentence() const { return m_sentence.empty() ? text().toStdString() : m_sentence; }

    /// What is done by the next undo, or redo.
    [[nodiscard]] const std::shared_ptr<const edit::Edit>& nextTurn() const { return m_turn; }

    /// When the edit was made, in local time.
    [[nodiscard]] const QDateTime& time() const { return m_time; }
    void undo() override { turn(); }
    void redo() override;

private:
    void turn();
    std::shared_ptr<const edit::Edit> m_turn; ///< undoes or redoes, whichever is next
    Current m_current;
    Swap m_swap;
    QDateTime m_time;
    std::string m_sentence;
    bool m_pushed = false;
};

} // namespace lw::ui
