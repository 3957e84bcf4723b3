// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/weights/StatisticsQueue.h"

#include "ui/tasks/Task.h"
#include "ui/widgets/Text.h"

#include <algorithm>

namespace lw::ui {

StatisticsQueue::StatisticsQueue(QObject* parent) : QObject(parent) {}

void StatisticsQueue::setModel(std::shared_ptr<const Model> model)
{
    delete m_task;
    m_model = std::move(model);
    m_known.clear();
    m_waiting.clear();
}

void StatisticsQueue::request(int variable)
{
    if (m_known.contains(variable))
        return;
    std::erase(m_waiting, variable);
    m_waiting.push_back(variable);
    if (!m_task)
        startNext();
}

void StatisticsQueue::requestAll()
{
    if (!m_model)
        return;
    std::vector<int> waiting;
    for (int variable = static_cast<int>(m_model->variables.size()); variable-- > 0;)
        if (!m_known.contains(variable) && std::find(m_waiting.begin(), m_waiting.end(), variable) == m_waiting.end())
            waiting.push_back(variable);
    m_waiting.insert(m_waiting.begin(), waiting.begin(), waiting.end());
    if (!m_task)
        startNext();
}

const TensorStatistics* StatisticsQueue::result(int variable) const
{
    const auto found = m_known.constFind(variable);
    return found != m_known.cend() && found->statistics ? &*found->statistics : nullptr;
}

QString StatisticsQueue::failure(int variable) const
{
    return m_known.value(variable).failure;
}

void StatisticsQueue::startNext()
{
    if (!m_model)
        return;
    if (m_waiting.empty()) {
        emit allReady();
        return;
    }
    const int variable = m_waiting.back();
    m_waiting.pop_back();
    const Tensor tensor = m_model->variables[static_cast<std::size_t>(variable)].tensor;
    m_task = startTask<TensorStatistics>(
        this, tr("Computing statistics"),
        [tensor](const Progress& progress) { return computeStatistics(tensor, kBins, progress); },
        [this, variable](Result<TensorStatistics> result) {
            m_task = nullptr;
            Entry& entry = m_known[variable];
            if (result.ok())
                entry.statistics = std::move(result).value();
            else
                entry.failure = errorDetail(result.error());
            emit ready(variable);
            startNext();
        });
}

} // namespace lw::ui
