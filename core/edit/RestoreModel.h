// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/Edit.h"

namespace lw::edit {

/// Puts a model's content back as it was: the inverse of edits that change its structure. Where the model lies (path,
/// format, stamp) stays, so that undoing after a save does not point at the old file. Tensors are shared.
class RestoreModel final : public Edit {
public:
    RestoreModel(std::string title, std::shared_ptr<const Model> content);

    [[nodiscard]] std::string title() const override { return m_title; }
    [[nodiscard]] Result<std::unique_ptr<Edit>> apply(Model& model) const override;

private:
    std::string m_title;
    std::shared_ptr<const Model> m_content;
};

} // namespace lw::edit
