// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/Document.h"

#include "core/edit/RestoreModel.h"
#include "ui/document/EditCommand.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace lw::ui {

Document::Document(std::shared_ptr<const Model> model, QObject* parent) : QObject(parent), m_model(std::move(model))
{
    setFileModel(m_model);
    connect(&m_undoStack, &QUndoStack::cleanChanged, this, [this](bool clean) { setModified(!clean); });
}

/// The stack says that it is clean when it is destroyed; that is no news for anybody.
Document::~Document()
{
    m_undoStack.disconnect(this);
}

QString Document::path() const
{
    return QFile::decodeName(QByteArray::fromStdString(m_model->path));
}

QString Document::title() const
{
    const QString name = QFileInfo(QDir::cleanPath(path())).fileName();
    if (name.isEmpty() && !m_unsavedTitle.isEmpty())
        return m_unsavedTitle;
    return name.isEmpty() ? QString::fromStdString(printable(m_model->name)) : name;
}

void Document::beUnsaved(const QString& title)
{
    m_unsavedTitle = title;
    m_undoStack.resetClean();
    setModified(true);
}

void Document::setModel(std::shared_ptr<const Model> model)
{
    m_undoStack.setClean();
    setModified(false);
    setFileModel(model);
    replace(std::move(model));
}

Result<void> Document::apply(const edit::Edit& edit, const QString& text, const std::string& sentence)
{
    auto model = std::make_shared<Model>(*m_model);
    LW_ASSIGN(std::unique_ptr<edit::Edit> inverse, edit.apply(*model));
    const Place before = place();
    replace(std::move(model));
    push(text, sentence, std::move(inverse), QDateTime::currentDateTime(), before);
    return {};
}

void Document::replay(const std::vector<PastStep>& steps)
{
    for (const PastStep& step : steps) {
        Model model = *m_model;
        // Cannot fail: it takes the model as it is.
        auto inverse = edit::RestoreModel(step.text.toStdString(), step.model).apply(model);
        m_model = std::make_shared<const Model>(std::move(model));
        push(step.text, step.sentence, std::move(*inverse), step.time, place());
    }
    if (!steps.empty())
        replace(m_model);
}

void Document::push(const QString& text, const std::string& sentence, std::shared_ptr<const edit::Edit> inverse,
                    const QDateTime& time, const Place& before)
{
    m_undoStack.push(new EditCommand(
        text, sentence, std::move(inverse), [this] { return m_model; },
        [this, then = before](std::shared_ptr<const Model> next) mutable {
            const Place now = place();
            turn(std::move(next), then);
            then = now; // for the way back
        },
        time));
}

Document::Place Document::place() const
{
    return {m_selection.kind(), m_selection.path(), m_selection.layerPath()};
}

/// Undo and redo.
void Document::turn(std::shared_ptr<const Model> model, const Place& then)
{
    const std::shared_ptr<const Model> old = m_model;
    replace(std::move(model));
    const std::string layer = then.layerPath.toStdString();
    const bool lost = m_selection.kind() == Selection::Kind::None;
    if (layer.empty() || !findLayer(*m_model, layer) || (!lost && findLayer(*old, layer)))
        return;
    if (then.kind == Selection::Kind::Variable && findVariable(*m_model, then.path.toStdString()))
        m_selection.selectVariable(then.path, then.layerPath);
    else
        m_selection.selectLayer(then.layerPath);
}

/// Only what was read of a file has a stamp.
void Document::setFileModel(const std::shared_ptr<const Model>& model)
{
    m_fileModel = model->stamp && !model->path.empty() ? model : nullptr;
}

void Document::replace(std::shared_ptr<const Model> model)
{
    m_model = std::move(model);
    const std::string selected = m_selection.path().toStdString();
    const bool isLayer = m_selection.kind() == Selection::Kind::Layer;
    const bool isVariable = m_selection.kind() == Selection::Kind::Variable;
    if ((isLayer && !findLayer(*m_model, selected)) || (isVariable && !findVariable(*m_model, selected)))
        m_selection.clear();
    QStringList there = m_selection.layers();
    there.removeIf([this](const QString& path) { return !findLayer(*m_model, path.toStdString()); });
    m_selection.setBeside(there);
    emit changed();
}

void Document::setModified(bool modified)
{
    if (m_modified == modified)
        return;
    m_modified = modified;
    if (!modified)
        m_undoStack.setClean();
    emit modifiedChanged(modified);
}

} // namespace lw::ui
