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
    bool modified = false;          ///< the model is not as its file has it
};

/// Where parts of a model are dropped in another.
struct DropPlace {
    enum class Kind {
        Part,  ///< a layer, nested model or variable
        Whole, ///< the whole model
        Gap    ///< between layers that are connected: it takes whole layers, not only weights
    };
    Kind kind = Kind::Whole;
    std::string path;   ///< of the part
    std::string before; ///< Gap: path of the layer whose output passes it; empty: whatever the other one reads
    std::string after;  ///< Gap: path of the layer that takes it; empty: all that do, and the model's output
    bool move = false;  ///< Gap: the layers are of the same model and leave their place

    bool operator==(const DropPlace&) const = default;
};

/// Parts on their way through drag and drop or the clipboard; as text, the paths. Another running program gets the name
/// of the file and the paths (PartsInbox reads them there).
class PartsMime : public QMimeData {
    Q_OBJECT
public:
    explicit PartsMime(ModelParts parts);
    [[nodiscard]] const ModelParts& parts() const { return m_parts; }
    /// JSON: {"file", "title", "paths", "modified"}.
    static QString format() { return QStringLiteral("application/x-layerwright-parts"); }
    /// Null when the data is something else, or of another program.
    static const ModelParts* parts(const QMimeData* data);

private:
    ModelParts m_parts;
};

} // namespace lw::ui
