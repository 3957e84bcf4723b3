// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/SurgeryReasons.h"

#include "core/keras/Wrappers.h"
#include "ui/widgets/ActionReason.h"

#include <QCoreApplication>

#include <algorithm>

namespace lw::ui {

namespace {

/// Gives tr() a context.
struct Reasons {
    Q_DECLARE_TR_FUNCTIONS(lw::ui::SurgeryReasons)
};

QString modelReason(const Document* document)
{
    if (!document)
        return openModelFirst();
    const Model& model = document->model();
    if (model.layers.empty() || model.kind == ModelKind::Weights)
        return Reasons::tr("There are no layers in this file: open the model that it belongs to");
    const bool graph = model.kind == ModelKind::Sequential || model.kind == ModelKind::Functional;
    return graph && !model.architecture.isNull()
               ? QString()
               : Reasons::tr("Only Sequential and Functional models can be changed: open one of these");
}

/// Whether a layer that has weights, or one inside of it, is set not to train.
bool isFrozen(const Layer& layer)
{
    return layer.parameters > 0 &&
           (!layer.trainable || std::any_of(layer.layers.begin(), layer.layers.end(), isFrozen));
}

bool isInFrozen(const Model& model, std::string path)
{
    for (auto slash = path.rfind('/'); slash != std::string::npos; slash = path.rfind('/')) {
        path.resize(slash);
        if (const Layer* around = findLayer(model, path); around && !around->trainable)
            return true;
    }
    return false;
}

/// For freezing, unfreezing and fresh weights, which are for all selected layers at once.
QString weightsReason(ActionId id, Document* document)
{
    bool trains = false, frozen = false, weighs = false, around = false;
    for (const QString& path : document->selection().layers())
        if (const Layer* layer = findLayer(document->model(), path.toStdString())) {
            trains = trains || layer->trainableParameters > 0;
            frozen = frozen || isFrozen(*layer);
            weighs = weighs || layer->parameters > 0;
            around = around || isInFrozen(document->model(), path.toStdString());
        }
    if (!weighs)
        return Reasons::tr("There are no weights in it: select a layer that has some");
    if (id == ActionId::FreezeLayer && !trains)
        return frozen || around ? Reasons::tr("It is frozen already: “Unfreeze” lets it train")
                                : Reasons::tr("Its weights never train: select a layer whose weights do");
    if (id == ActionId::UnfreezeLayer && !frozen)
        return around ? Reasons::tr("The model around it is frozen: select that to unfreeze it")
                      : Reasons::tr("It is not frozen: select a layer that is");
    return {};
}

QString inputReason(ActionId id)
{
    switch (id) {
    case ActionId::LayerSettings:
        return Reasons::tr("All that an input has is its shape: “Input shape…” changes it");
    case ActionId::ReplaceLayer:
    case ActionId::WrapLayer:
    case ActionId::DuplicateLayer:
    case ActionId::RemoveLayer:
    case ActionId::EndAtLayer:
        return Reasons::tr("An input stays where it is: select a layer behind it");
    default:
        return {};
    }
}

QString wrapReason(const Layer& layer)
{
    if (layer.nested)
        return Reasons::tr("A model in the model cannot be wrapped where it stands: select a layer");
    const bool one = std::all_of(layer.nodes.begin(), layer.nodes.end(), [](const LayerNode& node) {
        return node.inputs.size() == 1 && node.outputShapes.size() < 2;
    });
    return one && !keras::wrappersAround(layer.className).empty()
               ? QString()
               : Reasons::tr("Wrappers take a layer that reads one tensor and gives out one: select such a layer");
}

QString layerReason(ActionId id, Document* document)
{
    const Selection& selection = document->selection();
    const Layer* layer = findLayer(document->model(), selection.layerPath().toStdString());
    const auto count = selection.layers().size();
    if (id == ActionId::MergeLayers)
        return layer && count > 1 ? QString() : Reasons::tr("Select two layers or more: Ctrl and click adds one");
    if (!layer)
        return Reasons::tr("Select a layer first, in the tree or the graph");
    constexpr ActionId kOfOne[] = {ActionId::RenameLayer,  ActionId::LayerSettings,  ActionId::InsertLayer,
                                   ActionId::ReplaceLayer, ActionId::DuplicateLayer, ActionId::EndAtLayer,
                                   ActionId::BranchLayer,  ActionId::UnwrapModel,    ActionId::WrapLayer};
    if (count > 1 && std::find(std::begin(kOfOne), std::end(kOfOne), id) != std::end(kOfOne))
        return Reasons::tr("Several layers are selected: select only one");
    if (id == ActionId::UnwrapModel)
        return layer->nested ? QString() : Reasons::tr("This layer is no model: select one that has layers in it");
    if (id == ActionId::FreezeLayer || id == ActionId::UnfreezeLayer || id == ActionId::ResetLayer)
        return weightsReason(id, document);
    if (layer->className == "InputLayer")
        return inputReason(id);
    if (id == ActionId::WrapLayer)
        return wrapReason(*layer);
    if (id == ActionId::LayerSettings && layer->nested)
        return Reasons::tr("A model in the model has no settings of its own: select a layer in it");
    return {};
}

} // namespace

QString surgeryReason(ActionId id, Document* document)
{
    if (const QString why = modelReason(document); !why.isEmpty())
        return why;
    switch (id) {
    case ActionId::DropLast:
    case ActionId::NewHead: {
        const std::vector<Layer>& layers = document->model().layers;
        const bool any = std::any_of(layers.begin(), layers.end(),
                                     [](const Layer& layer) { return layer.className != "InputLayer"; });
        return any ? QString() : Reasons::tr("There are only inputs: append a layer first");
    }
    case ActionId::AppendLayer:
    case ActionId::InputShape:
    case ActionId::NestModel:
    case ActionId::CloneModel:
    case ActionId::AddInput:
    case ActionId::WeightOrder:
        return {};
    default:
        return layerReason(id, document);
    }
}

} // namespace lw::ui
