// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/DropVerdict.h"

#include "ui/panes/transplant/DropSentence.h"
#include "ui/widgets/DragLabel.h"
#include "ui/widgets/Text.h"

#include <QCoreApplication>

namespace lw::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lw::ui::DropVerdict)
};

DropVerdict refused(const QString& line)
{
    return {DropVerdict::Kind::Refused, line, {}, {}};
}

/// The one layer that all of a plan goes to, where that is not the place of the drop itself.
QString layerInside(const edit::TransplantPlan& plan, const std::string& place)
{
    const std::string* layer = nullptr;
    for (const edit::Move& move : plan.moves()) {
        if (!move.moves())
            continue;
        if (layer && *layer != plan.to(move)->layer)
            return {};
        layer = &plan.to(move)->layer;
    }
    const bool inside = layer && *layer != place && (place == "." || layer->starts_with(place + "/"));
    return inside ? displayText(*layer) : QString();
}

} // namespace

DropVerdict judgeDrop(const ModelParts& parts, const std::shared_ptr<const Model>& target, const DropPlace& place)
{
    if (!parts.model || parts.paths.empty() || place.kind == DropPlace::Kind::Gap)
        return refused(Words::tr("Nothing can be dropped here"));
    const std::string to = place.kind == DropPlace::Kind::Whole ? "." : place.path;
    if (parts.model == target && (to == "." || parts.paths.front() == to))
        return {DropVerdict::Kind::Here, Words::tr("It is here already"), {}, {}};
    DropVerdict verdict;
    verdict.places.to = to;
    for (const std::string& path : parts.paths) // of several, those without weights have nothing to say
        if (const auto found = edit::variablesAt(*parts.model, path); found && !found->empty())
            verdict.places.from.push_back(path);
    if (verdict.places.from.empty())
        return refused(Words::tr("%1 has no weights").arg(partsLabel(parts)));
    const auto onto = edit::variablesAt(*target, to);
    if (!onto || onto->empty())
        return refused(to == "." ? Words::tr("This model has no weights")
                                 : Words::tr("%1 has no weights").arg(displayText(to)));
    verdict.plan.emplace(parts.model, target);
    if (!verdict.plan->propose(verdict.places))
        return refused(Words::tr("Nothing can be dropped here"));
    verdict.line = questionLine(*verdict.plan, *onto);
    verdict.kind = verdict.line.isEmpty() ? DropVerdict::Kind::Fits : DropVerdict::Kind::Decides;
    if (verdict.line.isEmpty()) {
        verdict.line = fittingLine(*verdict.plan);
        if (const QString layer = layerInside(*verdict.plan, to); !layer.isEmpty())
            verdict.line = Words::tr("%1, in %2").arg(verdict.line, layer);
    }
    return verdict;
}

} // namespace lw::ui
