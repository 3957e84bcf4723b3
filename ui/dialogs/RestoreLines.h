// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/restore/RestorePlan.h"
#include "ui/matching/MatchingSource.h"

namespace lw::ui {

class RestoreFilter;
class RestoreTableModel;

/// The plan of a load as lines between the entries of a file and the variables of a model; what the table's filter
/// hides is not there. User interface thread only.
class RestoreLines : public MatchingSource {
    Q_OBJECT
public:
    RestoreLines(RestoreTableModel* table, RestoreFilter* filter, QObject* parent);

    [[nodiscard]] QList<Item> items(Side side) const override;
    [[nodiscard]] QList<Line> lines() const override;
    [[nodiscard]] QString emptyText(Side side) const override;
    [[nodiscard]] Verdict judge(Id from, Id to) const override;
    void connectItems(const Pairs& pairs) override;
    void disconnectItem(Id from) override;

private:
    RestoreTableModel* m_table;
    RestoreFilter* m_filter;
};

} // namespace lw::ui
