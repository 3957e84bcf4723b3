// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/keras/Catalogue.h"
#include "ui/document/Document.h"

#include <QList>
#include <QString>
#include <vector>

namespace lw::ui {

/// A line of the inspector: what, value, and the full value for hovering.
struct Fact {
    QString label, value, hint;
};

/// A titled group of lines, or of a JSON value that is shown as a tree.
struct FactSection {
    QString title;
    QList<Fact> facts;
    const Json* json = nullptr; ///< borrowed from the model
};

/// Everything that the inspector says about a selection, as plain values so that it can be tested without a window.
struct InspectorFacts {
    QString title, subtitle, note;
    keras::Category category = keras::Category::Unknown;
    bool isLayer = false;
    QString icon;              ///< when it is no layer
    QString teachName, taught; ///< the class or function that the layer needs taught, and the definition there is
    QList<FactSection> sections;
    std::vector<const Variable*> weights; ///< borrowed from the model
};

InspectorFacts inspectModel(const Model& model);
/// path is the layer's path; layer belongs to model.
InspectorFacts inspectLayer(const Model& model, const Layer& layer, const QString& path);
InspectorFacts inspectVariable(const Model& model, const Variable& variable);
/// An operator of a traced function; empty title when the model has none of that name. Imports the function, so large
/// ones take a moment.
InspectorFacts inspectOperator(const Model& model, const QString& function, const QString& node);
/// What is selected, or the model itself.
InspectorFacts inspectSelection(Document& document);

} // namespace lw::ui
