// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recovery/DocumentRecord.h"

#include "core/base/JsonDelta.h"
#include "core/base/SaveFile.h"
#include "core/recovery/RecordMaker.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace lw::recovery {

/// The states that are not in the record yet: the model as it is now, then backwards, each before the step that led to
/// the one before it in this list.
struct DocumentRecord::States {
    std::vector<RecordMaker> makers;
    bool whole = true; ///< all steps that are not known could be taken back

    States(const EditedDocument& document, std::size_t known)
    {
        makers.emplace_back(*document.model, document.file.get());
        Model model = *document.model;
        for (std::size_t step = document.past.size(); step > known; --step) {
            if (!document.past[step - 1].undo->apply(model)) {
                whole = false;
                return;
            }
            makers.emplace_back(model, document.file.get());
        }
    }
};

namespace {

bool samePlace(const Values& a, const Values& b)
{
    return a.kind == b.kind && a.stored.store == b.stored.store && a.stored.offset == b.stored.offset;
}

/// Counts the bytes of tensors that were not met before.
class Budget {
public:
    explicit Budget(std::uint64_t most) : m_most(most) {}
    bool holds(const std::vector<Tensor>& tensors)
    {
        for (const Tensor& tensor : tensors)
            if (!tensor.isNull() && m_met.insert(tensor.source().get()).second)
                m_bytes += tensor.elements() * dtypeSize(tensor.dtype());
        return m_bytes <= m_most;
    }
    /// What the model as it is now needs has to be kept in any case.
    void startWith(const std::vector<Tensor>& tensors)
    {
        holds(tensors);
        m_bytes = 0;
    }

private:
    std::set<const TensorSource*> m_met;
    std::uint64_t m_most, m_bytes = 0;
};

} // namespace

/// Keeps those of the known steps that are the first of the document's; the limit may have cut off the oldest.
void DocumentRecord::alignSteps(const EditedDocument& document)
{
    const auto& past = document.past;
    if (past.empty() || m_file != document.file) {
        m_steps.clear();
        m_file = document.file;
        return;
    }
    const auto first = std::find_if(m_steps.begin(), m_steps.end(),
                                    [&](const KeptStep& step) { return step.undo == past.front().undo; });
    m_steps.erase(m_steps.begin(), first);
    std::size_t same = 0;
    while (same < m_steps.size() && same < past.size() && m_steps[same].undo == past[same].undo)
        ++same;
    m_steps.resize(same);
}

/// Lets go of the oldest steps that are too many bytes.
void DocumentRecord::limitSteps(States& states)
{
    if (!states.whole)
        m_steps.clear();
    Budget budget(m_mostPastBytes);
    budget.startWith(states.makers.front().toStore());
    for (std::size_t i = 1; i < states.makers.size(); ++i) {
        if (budget.holds(states.makers[i].toStore()))
            continue;
        states.makers.erase(states.makers.begin() + static_cast<std::ptrdiff_t>(i), states.makers.end());
        m_steps.clear();
        return;
    }
    for (std::size_t i = m_steps.size(); i > 0; --i) {
        if (budget.holds(m_steps[i - 1].tensors))
            continue;
        m_steps.erase(m_steps.begin(), m_steps.begin() + static_cast<std::ptrdiff_t>(i));
        return;
    }
}

std::vector<Tensor> DocumentRecord::allTensors(const States& states) const
{
    std::vector<Tensor> all;
    for (const KeptStep& step : m_steps)
        all.insert(all.end(), step.tensors.begin(), step.tensors.end());
    for (const RecordMaker& maker : states.makers)
        all.insert(all.end(), maker.toStore().begin(), maker.toStore().end());
    return all;
}

/// Whether what the kept steps refer to is still where they say.
bool DocumentRecord::samePlaces(const std::vector<Values>& places) const
{
    auto place = places.begin();
    for (const KeptStep& step : m_steps) {
        if (!std::equal(step.places.begin(), step.places.end(), place, samePlace))
            return false;
        place += static_cast<std::ptrdiff_t>(step.places.size());
    }
    return true;
}

/// The record of the newest state; the steps to it become known ones.
Record DocumentRecord::takeStates(const EditedDocument& document, const States& states, std::span<const Values> places)
{
    const auto next = [&](const RecordMaker& maker) {
        const std::span<const Values> ofMaker = places.first(maker.toStore().size());
        places = places.subspan(ofMaker.size());
        return ofMaker;
    };
    Record newest = states.makers.front().filled(next(states.makers.front()));
    Json after = stateJson(newest);
    std::vector<KeptStep> added;
    for (std::size_t i = 1; i < states.makers.size(); ++i) {
        const EditedStep& step = document.past[document.past.size() - i];
        const RecordMaker& maker = states.makers[i];
        const std::span<const Values> ofStep = next(maker);
        Json before = stateJson(maker.filled(ofStep));
        Json undo = jsonDelta(after, before);
        const std::size_t textBytes = undo.dump().size();
        added.push_back({step.undo,
                         {step.text, step.time, std::move(undo)},
                         textBytes,
                         maker.toStore(),
                         {ofStep.begin(), ofStep.end()}});
        after = std::move(before);
    }
    m_steps.insert(m_steps.end(), added.rbegin(), added.rend());
    return newest;
}

void DocumentRecord::limitText()
{
    std::size_t bytes = 0;
    for (std::size_t i = m_steps.size(); i > 0; --i) {
        bytes += m_steps[i - 1].textBytes;
        if (bytes > kMostPastText) {
            m_steps.erase(m_steps.begin(), m_steps.begin() + static_cast<std::ptrdiff_t>(i));
            return;
        }
    }
}

Result<void> DocumentRecord::write(const EditedDocument& document, const Progress& progress)
{
    alignSteps(document);
    States states(document, m_steps.size());
    limitSteps(states);
    LW_ASSIGN(std::vector<Values> places, m_store.keep(allTensors(states), progress));
    if (!samePlaces(places)) {
        // All was put into a new file: the steps are told anew.
        m_steps.clear();
        states = States(document, 0);
        limitSteps(states);
        LW_ASSIGN(places, m_store.keep(allTensors(states), progress));
    }
    std::size_t ofSteps = 0;
    for (const KeptStep& step : m_steps)
        ofSteps += step.places.size();
    Record record = takeStates(document, states, std::span(places).subspan(ofSteps));
    record.time =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    record.title = document.title;
    record.edits = document.edits;
    record.steps = document.steps;
    limitText();
    for (const KeptStep& step : m_steps)
        record.past.push_back(step.step);
    LW_ASSIGN(SaveFile file, SaveFile::create(recordPath(m_prefix)));
    ::fchmod(file.descriptor(), S_IRUSR | S_IWUSR);
    LW_TRY(file.write(encodeRecord(record)));
    LW_TRY(file.commit());
    m_store.removeUnused(places);
    return {};
}

void DocumentRecord::remove()
{
    ::unlink(recordPath(m_prefix).c_str());
    m_store.removeAll();
    m_steps.clear();
}

} // namespace lw::recovery
