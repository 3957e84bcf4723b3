// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <utility>

namespace lw::ui {

/// A plan as lines between two columns: what there is on both sides, what is connected with what, and whether it goes
/// together. A transplant and a load of weights are seen through it. User interface thread only.
class MatchingSource : public QObject {
    Q_OBJECT
public:
    enum class Side { Source, Target };
    enum class State {
        Moves,     ///< fits and is ticked
        Undecided, ///< a rule could make it fit
        Refused,   ///< nothing could
        Unticked   ///< would fit, but stays
    };
    using Id = std::size_t; ///< of a variable, within its side
    using Pairs = QList<std::pair<Id, Id>>;

    struct Item {
        Id id = 0;
        QString group; ///< its layer; items of one group stand together. Empty: no heading
        QString name;  ///< within the group
        QString shape;
        QString detail; ///< all about it, for the tool tip
    };
    /// A source has at most one line, and so has a target.
    struct Line {
        Id from = 0, to = 0;
        State state = State::Moves;
        QString status; ///< "Fits", "kernel (64, 10) does not fit (64, 5)"
    };
    struct Verdict {
        State state = State::Refused;
        QString text;
    };
    struct Rule {
        QString text;
        int id = 0;
    };

    using QObject::QObject;

    /// In their order, as far as a filter lets them through.
    [[nodiscard]] virtual QList<Item> items(Side side) const = 0;
    [[nodiscard]] virtual QList<Line> lines() const = 0;
    /// Why a side has no items.
    [[nodiscard]] virtual QString emptyText(Side side) const = 0;
    /// What a line between the two would be.
    [[nodiscard]] virtual Verdict judge(Id from, Id to) const = 0;
    /// Draws lines; they replace those that their ends had.
    virtual void connectItems(const Pairs& pairs) = 0;
    virtual void disconnectItem(Id from) = 0;

    /// Whether single lines can be told to stay; then isTicked() and setTicked() count.
    [[nodiscard]] virtual bool hasTicks() const { return false; }
    virtual void setTicked(Id /*from*/, bool /*ticked*/) {}
    /// Ways to make the line of a source fit, the current one, and another one. Asks what the rule needs to know.
    [[nodiscard]] virtual QList<Rule> rules(Id /*from*/) const { return {}; }
    [[nodiscard]] virtual int rule(Id /*from*/) const { return 0; }
    virtual void setRule(Id /*from*/, int /*rule*/, QWidget* /*asker*/) {}

signals:
    /// Items or lines are others now.
    void changed();
};

} // namespace lw::ui
