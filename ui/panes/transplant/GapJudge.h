// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/transplant/DropVerdict.h"
#include "ui/panes/transplant/LayerInsertion.h"
#include "ui/tasks/Task.h"

#include <QObject>
#include <QPointer>

namespace lw::ui {

/// Tries layers in gaps of a model and remembers what came of it: at once in small models, off the user interface
/// thread in large ones, so that hovering never waits. User interface thread only.
class GapJudge : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// None: it is being tried, and judged() tells when it is known. The last place asked for goes first.
    std::optional<DropVerdict> verdict(const ModelParts& parts, const std::shared_ptr<const Model>& target,
                                       const DropPlace& place);
    void forget();

signals:
    void judged();

private:
    void start();
    void keep(const DropPlace& place, const GapFit& fit);
    std::optional<LayerInsertion> m_layers;
    std::shared_ptr<const Model> m_target;
    std::vector<std::pair<DropPlace, DropVerdict>> m_known;
    std::optional<DropPlace> m_wanted;
    QPointer<TaskHandle> m_task;
};

} // namespace lw::ui
