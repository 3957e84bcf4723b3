// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Model.h"
#include "core/model/TensorStatistics.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <memory>
#include <optional>
#include <vector>

namespace lw::ui {

class TaskHandle;

/// Computes statistics of a model's variables in the background, those that are on screen first, one at a time, so that
/// scrolling through a large model stays cheap. Results are kept. User interface thread only.
class StatisticsQueue : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kBins = 32;
    explicit StatisticsQueue(QObject* parent = nullptr);

    /// Forgets everything and works for another model.
    void setModel(std::shared_ptr<const Model> model);
    /// Puts a variable, by its index in Model::variables, at the front of the line unless it is known.
    void request(int variable);
    /// Puts all that are not known yet at the end of the line.
    void requestAll();
    /// None while it is not computed or when it cannot be (strings, unreadable bytes).
    [[nodiscard]] const TensorStatistics* result(int variable) const;
    [[nodiscard]] QString failure(int variable) const;

signals:
    void ready(int variable);
    /// The line is empty.
    void allReady();

private:
    void startNext();
    struct Entry {
        std::optional<TensorStatistics> statistics;
        QString failure;
    };
    std::shared_ptr<const Model> m_model;
    QHash<int, Entry> m_known;
    std::vector<int> m_waiting; ///< the last is the next
    QPointer<TaskHandle> m_task;
};

} // namespace lw::ui
