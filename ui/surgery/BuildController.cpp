// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/BuildController.h"

#include "core/edit/surgery/Branches.h"
#include "core/edit/surgery/NestedModels.h"
#include "core/edit/surgery/WeightOrder.h"
#include "core/formats/FormatRegistry.h"
#include "core/formats/json/ArchitectureJson.h"
#include "core/keras/Dialect.h"
#include "ui/document/UserObjects.h"
#include "ui/surgery/LayerPicker.h"
#include "ui/surgery/NewModelDialog.h"
#include "ui/surgery/SurgeryController.h"
#include "ui/surgery/SurgeryReasons.h"
#include "ui/surgery/WeightOrderDialog.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/ActionReason.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Text.h"
#include "ui/window/WindowActions.h"

#include <QFileInfo>
#include <QMenu>
#include <QPointer>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr ActionId kOfLayers[] = {ActionId::BranchLayer, ActionId::MergeLayers, ActionId::ExtractLayers,
                                  ActionId::UnwrapModel};

using SharedModel = std::shared_ptr<const Model>;

QString namesOf(const std::vector<std::string>& layers)
{
    QStringList names;
    for (const std::string& layer : layers)
        names << displayText(layer, 30);
    return names.join(u", "_s);
}

} // namespace

BuildController::BuildController(Workspace* workspace, WindowActions* actions, MessageArea* messages,
                                 SurgeryController* surgery, QWidget* window)
    : QObject(window), m_workspace(workspace), m_actions(actions), m_messages(messages), m_surgery(surgery),
      m_window(window)
{
    connectActions();
    connect(workspace, &Workspace::added, this, [this](Document* document) {
        m_saved[document] = document->sharedModel();
        connect(document, &Document::modifiedChanged, this, [this, document](bool modified) {
            if (!modified)
                m_saved[document] = document->sharedModel();
        });
        connect(document, &Document::changed, this, &BuildController::updateActions);
        connect(&document->selection(), &Selection::changed, this, &BuildController::updateActions);
        connect(&document->selection(), &Selection::besideChanged, this, &BuildController::updateActions);
    });
    connect(workspace, &Workspace::aboutToClose, this, [this](Document* document) { m_saved.remove(document); });
    connect(workspace, &Workspace::closed, this, &BuildController::updateActions);
    connect(workspace, &Workspace::currentChanged, this, &BuildController::updateActions);
    connect(surgery, &SurgeryController::performed, this, &BuildController::tellOrder);
    updateActions();
}

void BuildController::connectActions()
{
    const auto on = [this](ActionId id, auto slot) { connect((*m_actions)[id], &QAction::triggered, this, slot); };
    on(ActionId::NewModel, &BuildController::askNew);
    on(ActionId::CloneModel, &BuildController::clone);
    on(ActionId::ExtractLayers, &BuildController::extract);
    on(ActionId::BranchLayer, &BuildController::branch);
    on(ActionId::MergeLayers, &BuildController::merge);
    on(ActionId::AddInput, &BuildController::askInput);
    on(ActionId::UnwrapModel, [this] {
        m_surgery->perform(document(),
                           [path = layers().front()](const auto& options) { return edit::unwrapModel(path, options); });
    });
    on(ActionId::WeightOrder, [this] {
        if (document())
            showOrder(m_saved.value(document()));
    });
}

std::vector<std::string> BuildController::layers() const
{
    std::vector<std::string> paths;
    if (document())
        for (const QString& path : document()->selection().layers())
            paths.push_back(path.toStdString());
    return paths;
}

void BuildController::updateActions()
{
    for (const ActionId id : {ActionId::AddInput, ActionId::WeightOrder})
        setPossible((*m_actions)[id], surgeryReason(id, document()));
    for (const ActionId id : kOfLayers)
        setPossible((*m_actions)[id], surgeryReason(id, document()));
}

void BuildController::fillMenu(QMenu* menu) const
{
    if (layers().empty())
        return;
    menu->addSeparator();
    for (const ActionId id : kOfLayers)
        menu->addAction((*m_actions)[id]);
}

void BuildController::askNew()
{
    auto* dialog = new NewModelDialog(m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const QString text = dialog->pasted(); !text.isEmpty())
            createFrom(tr("the pasted JSON"), [bytes = text.toStdString()](const Progress& progress) {
                return formats::json::readText(bytes, progress);
            });
        else if (const QString path = dialog->architecture(); !path.isEmpty())
            createFrom(QFileInfo(path).fileName(), [bytes = pathBytes(path)](const Progress& progress) {
                return formats::openModel(bytes, progress);
            });
        else
            create(dialog->plan());
    });
    dialog->open();
    emit opened(dialog);
}

void BuildController::create(const edit::NewModelPlan& plan)
{
    Result<Model> model = edit::newModel(plan);
    if (!model) {
        m_messages->showError(tr("The model was not made"), model.error(), {});
        return;
    }
    const std::string input = model->layers.front().name;
    const QString title = titleOf(*model);
    Document* made = m_workspace->addUnsaved(std::make_shared<const Model>(std::move(*model)), title);
    made->selection().selectLayer(identityText(input)); // what comes next is put behind it
    const auto keys = [this](ActionId id) { return (*m_actions)[id]->shortcut().toString(QKeySequence::NativeText); };
    QWidget* bar = m_messages->showMessage(
        MessageArea::Kind::Info, tr("%1 has its input; now add layers").arg(made->title()),
        tr("Append (%1) puts one at the end, Insert after (%2) behind the layer that is selected.")
            .arg(keys(ActionId::AppendLayer), keys(ActionId::InsertLayer)),
        {}, {{tr("Append a layer…"), [this] { (*m_actions)[ActionId::AppendLayer]->trigger(); }}}, made);
    MessageArea::showUntilNextStep(bar, made->undoStack());
}

QString BuildController::titleOf(const Model& model) const
{
    return model.name.empty() ? tr("Untitled") : displayText(model.name, 60);
}

void BuildController::createFrom(const QString& name, const std::function<Result<Model>(const Progress&)>& read)
{
    edit::SurgeryOptions options;
    options.seed = ++m_seed;
    startTask<SharedModel>(
        this, tr("Making a model of %1").arg(name),
        [read, options](const Progress& progress) -> Result<SharedModel> {
            LW_ASSIGN(Model model, read(progress));
            LW_TRY(progress.check());
            LW_TRY(edit::cloneModel(options)->apply(model));
            return SharedModel(std::make_shared<const Model>(edit::detached(std::move(model))));
        },
        [this, name](Result<SharedModel> made) {
            if (made) {
                const QString title = titleOf(**made);
                m_workspace->addUnsaved(std::move(*made), title);
            } else
                m_messages->showError(tr("No model was made of %1").arg(name), made.error());
        });
}

/// As clone_model() does it: the old model stays, with the weights that it has learned.
void BuildController::clone()
{
    if (!document())
        return;
    const SharedModel model = document()->sharedModel();
    const QString name = document()->title();
    edit::SurgeryOptions options;
    options.seed = ++m_seed;
    options.objects = userObjectsFor(*model);
    startTask<SharedModel>(
        this, tr("Cloning %1").arg(name),
        [model, options](const Progress& progress) -> Result<SharedModel> {
            LW_TRY(progress.check());
            Model copy = *model;
            LW_TRY(edit::cloneModel(options)->apply(copy));
            return SharedModel(std::make_shared<const Model>(edit::detached(std::move(copy))));
        },
        [this, name](Result<SharedModel> made) {
            if (!made)
                return (void)m_messages->showError(tr("%1 was not cloned").arg(name), made.error());
            const QString title = titleOf(**made) + u"_clone"_s;
            m_workspace->addUnsaved(std::move(*made), title);
        });
}

/// The old model stays; the new one is a document of its own that nobody has saved.
void BuildController::extract()
{
    if (!document())
        return;
    Model model = document()->model(); // weights are shared
    if (const auto done = edit::extractLayers(layers())->apply(model); !done) {
        m_messages->showError(tr("That cannot be a model of its own"), done.error(), {}, document());
        return;
    }
    const QString title = displayText(model.name, 60);
    m_workspace->addUnsaved(std::make_shared<const Model>(edit::detached(std::move(model))), title);
}

void BuildController::branch()
{
    if (!document() || layers().empty())
        return;
    const std::string path = layers().front();
    auto* dialog = new LayerPicker(keras::kerasGeneration(document()->model()),
                                   tr("A branch off %1").arg(displayText(path, 60)), tr("Add"), m_window);
    const QPointer<Document> target(document());
    connect(dialog, &QDialog::accepted, this, [this, dialog, target, path] {
        m_surgery->perform(target, [path, layer = dialog->layer()](const auto& options) {
            return edit::addBranch(path, layer, options);
        });
    });
    dialog->open();
    emit opened(dialog);
}

void BuildController::merge()
{
    const std::vector<std::string> paths = layers();
    if (!document() || paths.size() < 2)
        return;
    auto* dialog =
        new LayerPicker(keras::kerasGeneration(document()->model()),
                        paths.size() > 3 ? tr("Merge %n layer(s)", nullptr, static_cast<int>(paths.size()))
                                         : tr("Merge %1").arg(namesOf(paths)),
                        tr("Insert"), m_window);
    dialog->showOnly(keras::Category::Merging);
    const QPointer<Document> target(document());
    connect(dialog, &QDialog::accepted, this, [this, dialog, target, paths] {
        m_surgery->perform(target, [paths, layer = dialog->layer()](const auto& options) {
            return edit::mergeLayers(paths, layer, options);
        });
    });
    dialog->open();
    emit opened(dialog);
}

void BuildController::askInput()
{
    if (!document())
        return;
    auto* dialog = new AddInputDialog(m_window);
    const QPointer<Document> target(document());
    connect(dialog, &QDialog::accepted, this, [this, dialog, target] {
        m_surgery->perform(target, [name = dialog->name(), shape = dialog->shape(), dtype = dialog->dtype()](
                                       const auto& options) { return edit::addInput(name, shape, dtype, options); });
    });
    dialog->open();
    emit opened(dialog);
}

void BuildController::showOrder(const SharedModel& before)
{
    if (!document() || !before)
        return;
    auto* dialog = new WeightOrderDialog(*before, document()->model(), m_window);
    dialog->open();
    emit opened(dialog);
}

/// Weights that moved are easily overlooked: set_weights() and files of weights go by their order.
void BuildController::tellOrder(Document* document, const SharedModel& before, const QString& title)
{
    const std::size_t moved = edit::movedWeights(edit::weightOrder(*before, document->model()));
    if (moved == 0)
        return;
    const QPointer<Document> target(document);
    QWidget* bar = m_messages->showMessage(
        MessageArea::Kind::Info, title,
        tr("%n weight(s) moved in the order of HDF5 files: what trains comes first in each group.", nullptr,
           static_cast<int>(moved)),
        {}, {{tr("Show the order"), [this, target, before] {
                  if (target && target == this->document())
                      showOrder(before);
              }}},
        document);
    MessageArea::showUntilNextStep(bar, document->undoStack());
}

} // namespace lw::ui
