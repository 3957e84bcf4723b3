// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matching/VariableItem.h"

#include "ui/widgets/Text.h"

namespace lw::ui {

using namespace Qt::StringLiterals;

MatchingSource::Item variableItem(const Variable& variable, MatchingSource::Id id)
{
    const std::string_view path = variable.path;
    std::size_t slash = path.rfind('/');
    if (!variable.layer.empty() && path.size() > variable.layer.size() + 1 && path.starts_with(variable.layer) &&
        path[variable.layer.size()] == '/')
        slash = variable.layer.size();
    MatchingSource::Item item;
    item.id = id;
    if (slash != std::string_view::npos)
        item.group = displayText(path.substr(0, slash));
    item.name = displayText(slash == std::string_view::npos ? path : path.substr(slash + 1));
    item.shape = shapeLabel(variable.tensor.shape());
    item.detail =
        u"%1\n%2 %3, %4"_s.arg(displayText(path), item.shape, identityText(dtypeName(variable.tensor.dtype())),
                               bytesText(variable.tensor.byteSize()));
    return item;
}

bool matches(const MatchingSource::Item& item, const QString& text)
{
    return text.isEmpty() || (item.group + u'/' + item.name).contains(text, Qt::CaseInsensitive);
}

} // namespace lw::ui
