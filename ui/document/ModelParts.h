// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"

#include <QMimeData>
#include <QString>
#include <memory>
#include <string>
#include <vector>

namespace lw::ui {

/// What is dragged or copied out of a model: layers, nested models, variables, or all of it. Holds the model as it was
/// then, so that closing or editing it afterwards changes nothing. A plain value.
struct ModelParts {
    std::shared_ptr<const Model> model;
    QString title;                  ///< of the document
    std::vector<std::string> paths; ///< of layers and variables; one "." for the whole model
};

/// Where parts of a model are dropped in another.
struct DropPlace {
    enum class Kind {
        Part,  ///< a layer, nested model or variable
        Whole, ///< the whole model
        Gap    ///< between two layers that are connected
    };
    Kind kind = Kind::Whole;
    std::string path;   ///< of the part
    std::string before; ///< Gap: path of the layer whose output passes it
    std::string after;  ///< Gap: path of the layer that takes it

    bool operator==(const DropPlace&) const = default;
};

/// Parts on their way through drag and drop or the clipboard; as text, the paths. Within one program only.
class PartsMime : public QMimeData {
    Q_OBJECT
public:
    explicit PartsMime(ModelParts parts);
    [[nodiscard]] const ModelParts& parts() const { return m_parts; }
    /// Null when the data is something else.
    static const ModelParts* parts(const QMimeData* data);

private:
    ModelParts m_parts;
};

} // namespace lw::ui
