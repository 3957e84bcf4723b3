// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/edit/RestoreModel.h"

namespace lw::edit {

RestoreModel::RestoreModel(std::string title, std::shared_ptr<const Model> content)
    : m_title(std::move(title)), m_content(std::move(content))
{
}

Result<std::unique_ptr<Edit>> RestoreModel::apply(Model& model) const
{
    auto before = std::make_shared<const Model>(model);
    Model after = *m_content;
    after.path = model.path;
    after.format = model.format;
    after.formatDetail = model.formatDetail;
    after.stamp = model.stamp;
    model = std::move(after);
    return std::unique_ptr<Edit>(std::make_unique<RestoreModel>(m_title, std::move(before)));
}

} // namespace lw::edit
