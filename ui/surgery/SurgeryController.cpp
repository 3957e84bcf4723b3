// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/SurgeryController.h"

#include "core/keras/Dialect.h"
#include "core/keras/Wrappers.h"
#include "ui/document/UserObjects.h"
#include "ui/surgery/ArgumentEditor.h"
#include "ui/surgery/DraftGuide.h"
#include "ui/surgery/HeadDialog.h"
#include "ui/surgery/InputShapeDialog.h"
#include "ui/surgery/LayerPicker.h"
#include "ui/surgery/LayerToGoOn.h"
#include "ui/surgery/SettingsDialog.h"
#include "ui/surgery/SurgeryReasons.h"
#include "ui/widgets/ActionReason.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/UndoToast.h"
#include "ui/window/WindowActions.h"

#include <QInputDialog>
#include <QMenu>
#include <QPointer>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

/// Codes of what surgery has to say about an edit that went.
bool isNote(const Diagnostic& diagnostic)
{
    return diagnostic.code == "fresh-weights" || diagnostic.code == "optimizer-dropped" ||
           diagnostic.code == "training-dropped";
}

bool goes(const Model& model, const SurgeryController::Make& make, const edit::SurgeryOptions& options)
{
    Model copy = model; // weights are shared
    return make(options)->apply(copy).ok();
}

std::string besides(const std::string& path, const std::string& name)
{
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? name : path.substr(0, slash + 1) + name;
}

/// Asks for one line; deletes itself. As wide as its title needs, which the window manager would cut otherwise.
QInputDialog* lineDialog(QWidget* window, const QString& title, const QString& label, const QString& text)
{
    auto* dialog = new QInputDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setTextValue(text);
    dialog->resize(Theme::space(100), dialog->sizeHint().height());
    return dialog;
}

constexpr ActionId kOfLayer[] = {ActionId::RenameLayer,  ActionId::LayerSettings, ActionId::InsertLayer,
                                 ActionId::ReplaceLayer, ActionId::WrapLayer,     ActionId::DuplicateLayer,
                                 ActionId::RemoveLayer,  ActionId::FreezeLayer,   ActionId::UnfreezeLayer,
                                 ActionId::ResetLayer,   ActionId::EndAtLayer};
constexpr ActionId kOfModel[] = {ActionId::AppendLayer, ActionId::DropLast,  ActionId::NewHead,
                                 ActionId::InputShape,  ActionId::NestModel, ActionId::CloneModel};

} // namespace

SurgeryController::SurgeryController(Workspace* workspace, WindowActions* actions, MessageArea* messages,
                                     UndoToast* toast, QWidget* window)
    : QObject(window), m_workspace(workspace), m_actions(actions), m_messages(messages), m_toast(toast),
      m_window(window)
{
    connectActions();
    new DraftGuide(workspace, messages, this);
    connect(workspace, &Workspace::added, this, [this](Document* document) {
        connect(document, &Document::changed, this, &SurgeryController::updateActions);
        connect(&document->selection(), &Selection::changed, this, &SurgeryController::updateActions);
        connect(&document->selection(), &Selection::besideChanged, this, &SurgeryController::updateActions);
    });
    connect(workspace, &Workspace::closed, this, &SurgeryController::updateActions);
    connect(workspace, &Workspace::currentChanged, this, &SurgeryController::updateActions);
    updateActions();
}

std::string SurgeryController::layer() const
{
    return document() ? document()->selection().layerPath().toStdString() : std::string();
}

void SurgeryController::connectActions()
{
    const auto on = [this](ActionId id, auto slot) { connect((*m_actions)[id], &QAction::triggered, this, slot); };
    /// An edit of the selected layer that asks nothing.
    const auto simple = [this, on](ActionId id, auto make) {
        on(id, [this, make] {
            perform(document(), [path = layer(), make](const auto& options) { return make(path, options); });
        });
    };
    using Options = const edit::SurgeryOptions&;
    simple(ActionId::DuplicateLayer, [](const auto& path, Options o) { return edit::duplicateLayer(path, o); });
    on(ActionId::RemoveLayer, &SurgeryController::remove);
    /// The same of all selected layers at once.
    const auto several = [this, on](ActionId id, auto make) {
        on(id, [this, make] {
            std::vector<std::string> paths;
            for (const QString& path : document() ? document()->selection().layers() : QStringList())
                paths.push_back(path.toStdString());
            perform(document(), [paths, make](const auto& options) { return make(paths, options); });
        });
    };
    several(ActionId::FreezeLayer, [](const auto& paths, Options o) { return edit::setTrainable(paths, false, o); });
    several(ActionId::UnfreezeLayer, [](const auto& paths, Options o) { return edit::setTrainable(paths, true, o); });
    several(ActionId::ResetLayer, [this](const auto& paths, Options o) {
        // One layer cannot have weights when the others have none.
        const bool bare = document() && document()->model().variables.empty();
        return edit::resetLayers(bare ? std::vector<std::string>{{}} : paths, o);
    });
    simple(ActionId::EndAtLayer, [](const auto& path, Options o) { return edit::endAt(path, o); });
    simple(ActionId::DropLast, [](const auto&, Options o) { return edit::dropLast(o); });
    on(ActionId::RenameLayer, &SurgeryController::rename);
    on(ActionId::LayerSettings, &SurgeryController::settings);
    on(ActionId::NewHead, &SurgeryController::newHead);
    on(ActionId::InputShape, &SurgeryController::inputShape);
    on(ActionId::NestModel, &SurgeryController::nest);
    on(ActionId::InsertLayer, [this] {
        pickLayer(tr("Insert after %1").arg(displayText(layer(), 60)), tr("Insert"),
                  [path = layer()](const Json& json, Options o) { return edit::insertAfter(path, json, o); });
    });
    on(ActionId::ReplaceLayer, [this] {
        pickLayer(
            tr("Replace %1").arg(displayText(layer(), 60)), tr("Replace"),
            [path = layer()](const Json& json, Options o) { return edit::replaceLayer(path, json, o); },
            document() ? findLayer(document()->model(), layer()) : nullptr);
    });
    on(ActionId::WrapLayer, &SurgeryController::wrap);
    on(ActionId::AppendLayer, [this] {
        pickLayer(tr("Append a layer"), tr("Append"),
                  [](const Json& json, Options o) { return edit::appendLayer(json, o); });
    });
}

void SurgeryController::updateActions()
{
    for (const ActionId id : kOfModel)
        setPossible((*m_actions)[id], surgeryReason(id, document()));
    for (const ActionId id : kOfLayer)
        setPossible((*m_actions)[id], surgeryReason(id, document()));
}

void SurgeryController::fillMenu(QMenu* menu) const
{
    if (!document() || layer().empty())
        return;
    if (!menu->isEmpty())
        menu->addSeparator();
    for (const ActionId id : kOfLayer)
        menu->addAction((*m_actions)[id]);
}

void SurgeryController::perform(Document* document, const Make& make, const QString& select)
{
    edit::SurgeryOptions options;
    options.seed = ++m_seed; // fresh weights differ from edit to edit
    if (document)
        options.objects = userObjectsFor(document->model());
    performWith(document, make, options, select);
}

void SurgeryController::performWith(Document* document, const Make& make, const edit::SurgeryOptions& options,
                                    const QString& select)
{
    if (!document)
        return;
    const QString selected = document->selection().layerPath();
    const std::shared_ptr<const Model> model = document->sharedModel();
    const std::vector<Diagnostic>& before = model->diagnostics.entries();
    const edit::EditPointer edit = make(options);
    if (const Result<void> applied = document->apply(*edit, coreText(edit->title()), edit->title()); !applied) {
        refuse(document, make, options, select, applied.error());
        return;
    }
    m_workspace->showChanged(document);
    QString next = select;
    if (select.isEmpty() || !findLayer(document->model(), select.toStdString()))
        next = identityText(layerToGoOnWith(*model, document->model(), selected.toStdString()));
    if (next != document->selection().layerPath())
        document->selection().selectLayer(next);
    tell(document, *edit, before);
    emit performed(document, model, coreText(edit->title()));
}

/// What the edit did besides: fresh weights, an optimizer that starts anew. Of connections that wait to be mended the
/// draft's own bar tells.
void SurgeryController::tell(Document* document, const edit::Edit& edit, const std::vector<Diagnostic>& before)
{
    QStringList lines;
    for (const Diagnostic& note : document->model().diagnostics.entries())
        if (isNote(note) && std::none_of(before.begin(), before.end(), [&](const Diagnostic& then) {
                return then.code == note.code && then.subject == note.subject && then.message == note.message;
            }))
            lines << (note.subject.empty() ? QString() : QString(displayText(note.subject, 60) + u": "_s)) +
                         coreText(note.message);
    if (lines.isEmpty()) {
        m_toast->tell(document, coreText(edit.title()));
        return;
    }
    const QPointer<Document> target(document);
    const int step = document->undoStack()->index();
    QWidget* bar = m_messages->showMessage(MessageArea::Kind::Info, coreText(edit.title()), lines.join(u'\n'), {},
                                           {{tr("Undo"),
                                             [target, step] {
                                                 if (target && target->undoStack()->index() == step)
                                                     target->undoStack()->undo();
                                             }}},
                                           document);
    MessageArea::showUntilNextStep(bar, document->undoStack());
}

void SurgeryController::refuse(Document* document, const Make& make, const edit::SurgeryOptions& options,
                               const QString& select, const Error& error)
{
    m_workspace->showChanged(document); // what is said is about it
    QList<MessageArea::Action> ways;
    const QPointer<Document> target(document);
    const auto offer = [&](const QString& text, const edit::SurgeryOptions& loose) {
        if (goes(document->model(), make, loose))
            ways << MessageArea::Action{
                text, [this, target, make, loose, select] { performWith(target, make, loose, select); }};
    };
    edit::SurgeryOptions fresh = options, draft = options;
    fresh.misfit = edit::Misfit::Fresh;
    draft.draft = true;
    draft.misfit = edit::Misfit::Fresh;
    offer(tr("Do it with fresh weights"), fresh);
    if (ways.isEmpty())
        offer(tr("Keep it as a draft"), draft);
    QWidget* bar = m_messages->showMessage(MessageArea::Kind::Error, tr("That does not fit"), errorDetail(error), {},
                                           ways, document);
    MessageArea::showUntilNextStep(bar, document->undoStack());
}

void SurgeryController::rename()
{
    const Layer* found = document() ? findLayer(document()->model(), layer()) : nullptr;
    if (!found)
        return;
    QInputDialog* dialog = lineDialog(m_window, tr("Rename the layer"), tr("Name"), identityText(found->name));
    const QPointer<Document> target(document());
    connect(dialog, &QInputDialog::textValueSelected, this, [this, target, path = layer()](const QString& text) {
        const std::string name = text.trimmed().toStdString();
        perform(
            target, [path, name](const auto& options) { return edit::renameLayer(path, name, options); },
            identityText(besides(path, name)));
    });
    dialog->open();
    emit opened(dialog);
}

LayerPicker*
SurgeryController::pickLayer(const QString& title, const QString& accept,
                             const std::function<edit::EditPointer(const Json&, const edit::SurgeryOptions&)>& make,
                             const Layer* from)
{
    if (!document())
        return nullptr;
    auto* dialog = new LayerPicker(keras::kerasGeneration(document()->model()), title, accept, m_window);
    if (from)
        dialog->startFrom(*from);
    const QPointer<Document> target(document());
    connect(dialog, &QDialog::accepted, this, [this, dialog, target, make] {
        perform(target, [make, layer = dialog->layer()](const auto& options) { return make(layer, options); });
    });
    dialog->open();
    emit opened(dialog);
    return dialog;
}

void SurgeryController::wrap()
{
    const Layer* found = document() ? findLayer(document()->model(), layer()) : nullptr;
    if (!found)
        return;
    LayerPicker* dialog = pickLayer(
        tr("Wrap %1").arg(displayText(layer(), 60)), tr("Wrap"),
        [path = layer()](const Json& json, const auto& options) { return edit::wrapLayer(path, json, options); });
    dialog->showWrappers(keras::wrappersAround(found->className));
}

void SurgeryController::settings()
{
    const Layer* found = document() ? findLayer(document()->model(), layer()) : nullptr;
    if (!found)
        return;
    auto* dialog = new SettingsDialog(keras::kerasGeneration(document()->model()), *found, m_window);
    const QPointer<Document> target(document());
    connect(dialog, &QDialog::accepted, this, [this, dialog, target, path = layer()] {
        perform(target, [path, changes = dialog->changes()](const auto& options) {
            return edit::setLayerConfig(path, changes, options);
        });
    });
    dialog->open();
    emit opened(dialog);
}

/// A layer that merges asks which of its inputs stays; of several layers, the others may settle that.
void SurgeryController::remove()
{
    if (!document())
        return;
    const QPointer<Document> target(document());
    std::vector<std::string> paths;
    for (const QString& path : document()->selection().layers())
        paths.push_back(path.toStdString());
    const std::vector<std::string> inputs =
        paths.size() == 1 ? edit::inputChoices(document()->model(), layer()) : std::vector<std::string>();
    if (inputs.size() < 2) {
        perform(target, [paths](const auto& options) { return edit::removeLayers(paths, options); });
        return;
    }
    QInputDialog* dialog =
        lineDialog(m_window, tr("Remove %1").arg(displayText(layer(), 60)),
                   tr("Whose output takes its place? What only the others needed goes too."), {});
    QStringList names;
    for (const std::string& name : inputs)
        names << identityText(name);
    dialog->setComboBoxItems(names);
    dialog->setOkButtonText(tr("Remove"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, target, path = layer()](const QString& kept) {
        perform(target, [path, name = kept.toStdString()](const auto& options) {
            return edit::removeLayer(path, options, name);
        });
    });
    dialog->open();
    emit opened(dialog);
}

void SurgeryController::newHead()
{
    if (!document())
        return;
    auto* dialog = new HeadDialog(edit::headPlace(document()->model()), m_window);
    const QPointer<Document> target(document());
    connect(dialog, &QDialog::accepted, this, [this, dialog, target] {
        perform(target, [units = dialog->units(), activation = dialog->activation(),
                         behind = dialog->isBehind()](const auto& options) {
            return edit::newHead(units, activation, options, behind);
        });
    });
    dialog->open();
    emit opened(dialog);
}

void SurgeryController::inputShape()
{
    if (!document() || document()->model().inputs.empty())
        return;
    auto* dialog = new InputShapeDialog(document()->model(), layer(), m_window);
    const QPointer<Document> target(document());
    connect(dialog, &QDialog::accepted, this, [this, dialog, target] {
        perform(target, [input = dialog->input(), shape = dialog->shape()](const auto& options) {
            return edit::setInputShape(input, shape, options);
        });
    });
    dialog->open();
    emit opened(dialog);
}

void SurgeryController::nest()
{
    QInputDialog* dialog =
        lineDialog(m_window, tr("Wrap in a Sequential"), tr("Name of the new model"), u"sequential"_s);
    const QPointer<Document> target(document());
    connect(dialog, &QInputDialog::textValueSelected, this, [this, target](const QString& text) {
        perform(target,
                [name = text.trimmed().toStdString()](const auto& options) { return edit::nestModel(name, options); });
    });
    dialog->open();
    emit opened(dialog);
}

} // namespace lw::ui
