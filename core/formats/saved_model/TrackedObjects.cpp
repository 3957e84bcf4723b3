// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/saved_model/LayerObjects.h"
#include "core/formats/saved_model/SavedModelFormat.h"

#include <unordered_map>

namespace lw::formats {

Result<keras::ObjectTree> SavedModelPayload::objects(const Model& model) const
{
    const graph::SavedObjects& objects = *m_parts->objects;
    std::unordered_map<std::string_view, const std::string*> paths;
    for (const Variable& variable : model.variables)
        paths.emplace(variable.key, &variable.path);
    keras::ObjectTree tree(objects.size());
    for (std::uint32_t node = 0; node < objects.size(); ++node) {
        if (objects.kind(node) == graph::ObjectKind::User) {
            for (const graph::ObjectChild& child : objects.children(node)) {
                const graph::ObjectKind kind = objects.kind(child.node);
                if (!isEndpoint(child.name) && (kind == graph::ObjectKind::User || kind == graph::ObjectKind::Variable))
                    tree.append(node, std::string(child.name), child.node);
            }
        } else if (objects.kind(node) == graph::ObjectKind::Variable && node < m_parts->keys.size()) {
            if (const auto found = paths.find(m_parts->keys[node]); found != paths.end())
                tree.setVariable(node, *found->second);
        }
    }
    for (const auto& [path, object] : sources().layers)
        if (object < objects.size())
            tree.setLayer(object, path);
    return tree;
}

} // namespace lw::formats
