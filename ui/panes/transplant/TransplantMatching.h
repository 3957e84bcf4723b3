// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/matching/MatchingSource.h"

#include "core/edit/transplant/TransplantPlan.h"

namespace lw::ui {

class TransplantFilter;
class TransplantTableModel;

/// The plan of a transplant as lines between two columns; what the table's filter hides is not there. Changes go to the
/// table's model, which holds the plan. User interface thread only.
class TransplantMatching : public MatchingSource {
    Q_OBJECT
public:
    TransplantMatching(TransplantTableModel* table, TransplantFilter* filter, QObject* parent);

    [[nodiscard]] QList<Item> items(Side side) const override;
    [[nodiscard]] QList<Line> lines() const override;
    [[nodiscard]] QString emptyText(Side side) const override;
    [[nodiscard]] Verdict judge(Id from, Id to) const override;
    void connectItems(const Pairs& pairs) override;
    void disconnectItem(Id from) override;
    [[nodiscard]] bool hasTicks() const override { return true; }
    void setTicked(Id from, bool ticked) override;
    [[nodiscard]] QList<Rule> rules(Id from) const override;
    [[nodiscard]] int rule(Id from) const override;
    void setRule(Id from, int rule, QWidget* asker) override;

private:
    [[nodiscard]] const edit::Move* moveOf(Id from) const;
    [[nodiscard]] State stateOf(const edit::Move& move) const;
    TransplantTableModel* m_table;
    TransplantFilter* m_filter;
};

} // namespace lw::ui
