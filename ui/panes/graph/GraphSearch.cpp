// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphSearch.h"

#include "ui/widgets/Text.h"

#include <QStringList>
#include <algorithm>

namespace lw::ui {

std::vector<std::uint32_t> findInOutline(const layout::Outline& outline, const QString& text)
{
    std::vector<std::uint32_t> found;
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty())
        return found;
    for (std::uint32_t node = 0; node < outline.nodes.size(); ++node) {
        const layout::Card& card = outline.nodes[node].card;
        QString all = identityText(card.path) + QLatin1Char('\n') + identityText(card.title) + QLatin1Char('\n') +
                      identityText(card.className) + QLatin1Char('\n') + identityText(card.detail);
        if (card.hasShape) {
            const QString shape = QString::fromStdString(layout::edgeShapeText(card.shape));
            QString plain = shape;
            all += QLatin1Char('\n') + shape + QLatin1Char('\n') +
                   plain.replace(QStringLiteral(" × "), QStringLiteral("x")) + QLatin1Char('\n') +
                   shapeLabel(card.shape).remove(QLatin1Char(' '));
        }
        if (std::all_of(words.begin(), words.end(),
                        [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); }))
            found.push_back(node);
    }
    return found;
}

} // namespace lw::ui
