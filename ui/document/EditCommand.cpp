// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/EditCommand.h"

namespace lw::ui {

EditCommand::EditCommand(const QString& text, std::string sentence, std::shared_ptr<const edit::Edit> inverse,
                         Current current, Swap swap, const QDateTime& time)
    : QUndoCommand(text), m_turn(std::move(inverse)), m_current(std::move(current)), m_swap(std::move(swap)),
      m_time(time), m_sentence(std::move(sentence))
{
}

void EditCommand::redo()
{
    // QUndoStack::push() calls this too, when the edit is applied already.
    if (m_pushed)
        turn();
    m_pushed = true;
}

void EditCommand::turn()
{
    auto model = std::make_shared<Model>(*m_current());
    Result<std::unique_ptr<edit::Edit>> inverse = m_turn->apply(*model);
    if (!inverse) {
        // The model is another than the one that was edited (its file was read again): this step has nothing to act on.
        setObsolete(true);
        return;
    }
    m_turn = std::move(*inverse);
    m_swap(std::move(model));
}

} // namespace lw::ui
