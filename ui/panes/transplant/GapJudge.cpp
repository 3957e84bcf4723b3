// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/GapJudge.h"

namespace lw::ui {

namespace {

/// Larger models are tried in another thread: a trial takes longer than a frame.
constexpr std::size_t kAtOnce = 40;

} // namespace

std::optional<DropVerdict> GapJudge::verdict(const ModelParts& parts, const std::shared_ptr<const Model>& target,
                                             const DropPlace& place)
{
    if (!m_layers || m_layers->parts().model != parts.model || m_layers->parts().paths != parts.paths ||
        m_target != target) {
        forget();
        m_layers.emplace(parts);
        m_target = target;
    }
    for (const auto& [known, verdict] : m_known)
        if (known == place)
            return verdict;
    if (target->layers.size() <= kAtOnce) {
        keep(place, m_layers->tryIn(*target, place));
        return m_known.back().second;
    }
    m_wanted = place;
    if (!m_task)
        start();
    return std::nullopt;
}

void GapJudge::start()
{
    const DropPlace place = *m_wanted;
    m_wanted.reset();
    m_task = startTask<GapFit>(
        this, {},
        [layers = *m_layers, target = m_target, place](const Progress&) -> Result<GapFit> {
            return layers.tryIn(*target, place);
        },
        [this, target = m_target, layers = m_layers->parts(), place](Result<GapFit> fit) {
            m_task = nullptr;
            if (m_target == target && m_layers && m_layers->parts().model == layers.model &&
                m_layers->parts().paths == layers.paths)
                keep(place, *fit);
            if (m_wanted)
                start();
            emit judged();
        });
}

void GapJudge::keep(const DropPlace& place, const GapFit& fit)
{
    DropVerdict verdict;
    verdict.kind = !fit.misfit     ? DropVerdict::Kind::Fits
                   : fit.canDiffer ? DropVerdict::Kind::Decides
                                   : DropVerdict::Kind::Refused;
    verdict.line = fitLine(m_layers->parts(), place, fit);
    m_known.emplace_back(place, std::move(verdict));
}

void GapJudge::forget()
{
    m_layers.reset();
    m_target.reset();
    m_known.clear();
    m_wanted.reset();
}

} // namespace lw::ui
