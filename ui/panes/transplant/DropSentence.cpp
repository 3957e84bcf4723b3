// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/DropSentence.h"

#include "core/model/CastTensor.h"
#include "ui/widgets/Text.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <functional>

namespace lw::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lw::ui::DropVerdict)
};

constexpr qsizetype kListed = 3; ///< names, until it is said how many more there are

std::string_view lastName(std::string_view path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

std::string_view roleOf(const Variable& variable)
{
    return variable.role.empty() ? lastName(variable.path) : std::string_view(variable.role);
}

QString roleText(const Variable& variable)
{
    return displayText(roleOf(variable));
}

QString dtypeText(const Variable& variable)
{
    return identityText(dtypeName(variable.tensor.dtype()));
}

QString shapeOf(const Variable& variable)
{
    return identityText(shapeText(variable.tensor.shape()));
}

/// "kernel (64, 10), bias (10,) …"
QString listText(QStringList names)
{
    const bool isLong = names.size() > kListed;
    names.resize(std::min(names.size(), kListed));
    return names.join(QStringLiteral(", ")) + (isLong ? QStringLiteral(" …") : QString());
}

/// Types in which every value of the first is also one of the second.
bool isExact(DType from, DType to)
{
    if (from == to)
        return true;
    const bool narrow = from == DType::Float16 || from == DType::BFloat16;
    return (narrow && to == DType::Float32) || (isFloating(from) && to == DType::Float64);
}

/// name: what a variable is called.
QString misfitOf(const edit::TransplantPlan& plan, const edit::Move& move,
                 const std::function<QString(const Variable&)>& name)
{
    const Variable &from = *plan.from(move), &to = *plan.to(move);
    if (from.tensor.isNull())
        return Words::tr("%1 has no values").arg(displayText(from.path));
    if (!canConvert(from.tensor.dtype(), to.tensor.dtype()))
        return Words::tr("%1 values cannot become %2").arg(dtypeText(from), dtypeText(to));
    const QString place = name(to) == name(from) ? QString() : name(to) + QLatin1Char(' ');
    return Words::tr("%1 %2 does not fit %3").arg(name(from), shapeOf(from), place + shapeOf(to));
}

/// The words for one plan: the roles alone where they tell which variable is meant.
class Sentence {
public:
    Sentence(const edit::TransplantPlan& plan, const edit::Indices& onto);

    [[nodiscard]] QString name(const Variable& variable) const;
    [[nodiscard]] QString nothing() const;
    [[nodiscard]] QStringList misfits() const;
    [[nodiscard]] QString homeless() const;
    [[nodiscard]] QString otherType() const;
    [[nodiscard]] QString choice() const;

private:
    [[nodiscard]] QString shaped(const Variable& variable) const
    {
        return name(variable) + QLatin1Char(' ') + shapeOf(variable);
    }
    const edit::TransplantPlan& m_plan;
    const edit::Indices& m_onto;
    bool m_namesLayers = false;
};

Sentence::Sentence(const edit::TransplantPlan& plan, const edit::Indices& onto) : m_plan(plan), m_onto(onto)
{
    const std::string* layer = nullptr;
    for (const edit::Move& move : plan.moves()) {
        if (!move.from)
            continue;
        m_namesLayers = m_namesLayers || (layer && *layer != plan.from(move)->layer);
        layer = &plan.from(move)->layer;
    }
}

QString Sentence::name(const Variable& variable) const
{
    const QString role = roleText(variable);
    bool isNumber = false; // files of Keras 3 have no names for what custom layers own
    role.toUInt(&isNumber);
    return (m_namesLayers || isNumber) && !variable.layer.empty()
               ? displayText(lastName(variable.layer)) + QLatin1Char('/') + role
               : role;
}

/// Neither names nor shapes agree anywhere: both sides as they are.
QString Sentence::nothing() const
{
    QStringList from, to;
    for (const edit::Move& move : m_plan.moves())
        if (move.from)
            from << shaped(*m_plan.from(move));
    for (const std::size_t index : m_onto)
        to << shaped(m_plan.target().variables[index]);
    return (from.size() == 1 ? Words::tr("%1 fits none of %2") : Words::tr("%1 do not fit %2"))
        .arg(listText(from), listText(to));
}

QStringList Sentence::misfits() const
{
    const std::vector<std::size_t> rows = m_plan.misfits();
    QStringList lines;
    for (std::size_t i = 0; i < std::min<std::size_t>(rows.size(), 2); ++i)
        lines << misfitOf(m_plan, m_plan.moves()[rows[i]], [this](const Variable& variable) { return name(variable); });
    if (rows.size() > 2)
        lines << Words::tr("%n more do not fit", nullptr, static_cast<int>(rows.size()) - 2);
    return lines;
}

QString Sentence::homeless() const
{
    const Variable* first = nullptr;
    int count = 0;
    for (const edit::Move& move : m_plan.moves())
        if (move.from && !move.to && ++count == 1)
            first = m_plan.from(move);
    if (count > 1)
        return Words::tr("%n variables find no place here", nullptr, count);
    return first ? Words::tr("%1 finds no place here").arg(shaped(*first)) : QString();
}

QString Sentence::otherType() const
{
    for (const edit::Move& move : m_plan.moves()) {
        const Variable *from = m_plan.from(move), *to = m_plan.to(move);
        if (from && to && !isExact(from->tensor.dtype(), to->tensor.dtype()))
            return Words::tr("%1 changes from %2 to %3").arg(name(*to), dtypeText(*from), dtypeText(*to));
    }
    return {};
}

/// A variable whose shape alone says where it goes, and says so of several places.
QString Sentence::choice() const
{
    std::vector<bool> isTaken(m_plan.target().variables.size(), false);
    for (const edit::Move& move : m_plan.moves())
        if (move.from && move.to)
            isTaken[*move.to] = true;
    for (const edit::Move& move : m_plan.moves()) {
        if (!move.moves() || roleOf(*m_plan.from(move)) == roleOf(*m_plan.to(move)))
            continue;
        QStringList places{name(*m_plan.to(move))};
        for (const std::size_t index : m_onto)
            if (const Variable& other = m_plan.target().variables[index];
                !isTaken[index] && other.tensor.shape() == m_plan.from(move)->tensor.shape())
                places << name(other);
        if (places.size() > 1)
            return Words::tr("%1 fits each of %2").arg(shaped(*m_plan.from(move)), listText(places));
    }
    return {};
}

} // namespace

QString misfitText(const edit::TransplantPlan& plan, const edit::Move& move)
{
    if (!move.from || !move.to || move.canMove())
        return {};
    return misfitOf(plan, move, roleText);
}

QString fittingLine(const edit::TransplantPlan& plan)
{
    static const edit::Indices none;
    const Sentence sentence(plan, none);
    QStringList names;
    bool differ = false;
    for (const edit::Move& move : plan.moves()) {
        if (!move.moves())
            continue;
        const QString from = sentence.name(*plan.from(move)), to = sentence.name(*plan.to(move));
        names << (from == to ? to : QStringLiteral("%1 → %2").arg(from, to));
        differ = differ || from != to;
    }
    if (names.size() == 1)
        return Words::tr("%1 fits", "name of a variable").arg(names.first());
    if (names.size() <= kListed)
        return Words::tr("%1 fit", "names of variables").arg(names.join(QStringLiteral(", ")));
    const int count = static_cast<int>(names.size());
    return differ ? Words::tr("%n variable(s) fit under other names", nullptr, count)
                  : Words::tr("%n variable(s) fit", nullptr, count);
}

QString questionLine(const edit::TransplantPlan& plan, const edit::Indices& onto)
{
    const Sentence sentence(plan, onto);
    const bool anyPair = std::any_of(plan.moves().begin(), plan.moves().end(),
                                     [](const edit::Move& move) { return move.from && move.to; });
    if (!anyPair)
        return sentence.nothing();
    QStringList lines = sentence.misfits();
    lines << sentence.homeless();
    lines.removeAll(QString());
    const QString choice = sentence.choice();
    if (!lines.isEmpty() && choice.isEmpty() && plan.movingCount() > 0)
        lines << Words::tr("%n variable(s) fit", nullptr, static_cast<int>(plan.movingCount()));
    lines << choice << sentence.otherType();
    lines.removeAll(QString());
    return lines.join(QStringLiteral(" · "));
}

} // namespace lw::ui
