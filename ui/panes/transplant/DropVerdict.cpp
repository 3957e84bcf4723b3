// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/DropVerdict.h"

#include "core/model/CastTensor.h"
#include "ui/widgets/Text.h"

#include <QCoreApplication>
#include <QStringList>

namespace lw::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lw::ui::DropVerdict)
};

QString roleText(const Variable& variable)
{
    return displayText(variable.role.empty() ? variable.path : variable.role);
}

/// Types in which every value of the first is also one of the second.
bool isExact(DType from, DType to)
{
    if (from == to)
        return true;
    const bool narrow = from == DType::Float16 || from == DType::BFloat16;
    return (narrow && to == DType::Float32) || (isFloating(from) && to == DType::Float64);
}

DropVerdict refused(const QString& line)
{
    return {DropVerdict::Kind::Refused, line, {}};
}

QString fittingLine(const edit::TransplantPlan& plan)
{
    QStringList roles;
    for (const edit::Move& move : plan.moves())
        if (move.moves())
            roles << roleText(*plan.to(move));
    if (roles.size() <= 3)
        return Words::tr("%1 fit", "names of variables").arg(roles.join(QStringLiteral(", ")));
    return Words::tr("%n variable(s) fit", nullptr, static_cast<int>(roles.size()));
}

/// The first thing that somebody must decide, if anything.
QString questionLine(const edit::TransplantPlan& plan)
{
    for (const edit::Move& move : plan.moves())
        if (const QString text = misfitText(plan, move); !text.isEmpty())
            return text;
    for (const edit::Move& move : plan.moves())
        if (move.from && !move.to)
            return Words::tr("%1 finds no place here").arg(displayText(plan.from(move)->path));
    for (const edit::Move& move : plan.moves()) {
        const Variable *from = plan.from(move), *to = plan.to(move);
        if (from && to && !isExact(from->tensor.dtype(), to->tensor.dtype()))
            return Words::tr("%1 changes from %2 to %3")
                .arg(roleText(*to), identityText(dtypeName(from->tensor.dtype())),
                     identityText(dtypeName(to->tensor.dtype())));
    }
    return {};
}

} // namespace

QString misfitText(const edit::TransplantPlan& plan, const edit::Move& move)
{
    const Variable *from = plan.from(move), *to = plan.to(move);
    if (!from || !to || move.canMove())
        return {};
    if (from->tensor.isNull())
        return Words::tr("%1 has no values").arg(displayText(from->path));
    if (!canConvert(from->tensor.dtype(), to->tensor.dtype()))
        return Words::tr("%1 values cannot become %2")
            .arg(identityText(dtypeName(from->tensor.dtype())), identityText(dtypeName(to->tensor.dtype())));
    const QString name = roleText(*from);
    const QString place = roleText(*to);
    return Words::tr("%1 %2 does not fit %3")
        .arg(name, identityText(shapeText(from->tensor.shape())),
             (place == name ? QString() : place + QLatin1Char(' ')) + identityText(shapeText(to->tensor.shape())));
}

DropVerdict judgeDrop(const ModelParts& parts, const std::shared_ptr<const Model>& target, const DropPlace& place)
{
    if (!parts.model || parts.paths.empty() || place.kind == DropPlace::Kind::Gap)
        return refused(Words::tr("Nothing can be dropped here"));
    const std::string to = place.kind == DropPlace::Kind::Whole ? "." : place.path;
    if (parts.model == target && (to == "." || parts.paths.front() == to))
        return refused(Words::tr("It is here already"));
    for (const std::string& path : parts.paths)
        if (!edit::variablesAt(*parts.model, path))
            return refused(Words::tr("%1 has no weights").arg(displayText(path)));
    if (!edit::variablesAt(*target, to))
        return refused(Words::tr("%1 has no weights").arg(displayText(to)));
    DropVerdict verdict;
    verdict.plan.emplace(parts.model, target);
    if (!verdict.plan->map(parts.paths, to))
        return refused(Words::tr("The weights have neither names nor shapes in common"));
    verdict.line = questionLine(*verdict.plan);
    verdict.kind = verdict.line.isEmpty() ? DropVerdict::Kind::Fits : DropVerdict::Kind::Decides;
    if (verdict.line.isEmpty())
        verdict.line = fittingLine(*verdict.plan);
    const bool anyPair = std::any_of(verdict.plan->moves().begin(), verdict.plan->moves().end(),
                                     [](const edit::Move& move) { return move.from && move.to; });
    if (!anyPair)
        return refused(verdict.line);
    return verdict;
}

} // namespace lw::ui
