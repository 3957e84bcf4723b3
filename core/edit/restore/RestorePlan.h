// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/Edit.h"
#include "core/edit/restore/Attachment.h"

#include <memory>

namespace lw::edit {

/// Whether the values of an entry can become those of its variable.
enum class RestoreStatus {
    Fits,       ///< same shape, same type
    OtherDType, ///< same shape; the values are converted
    OtherShape,
    Impossible, ///< of a kind that cannot be converted (strings)
    Unused,     ///< an entry of the file that goes nowhere
    Unmatched,  ///< a variable of the model that gets nothing
};
std::string_view restoreStatusName(RestoreStatus status); ///< "fits", "other_dtype", ...: JSON of the command line

/// One line of the plan. Indices are into Model::variables of file and model.
struct RestoreRow {
    std::optional<std::size_t> from, to;
    RestoreStatus status = RestoreStatus::Unmatched;
    std::string problem; ///< for OtherShape and Impossible, in English, with the shapes

    [[nodiscard]] bool loads() const { return status <= RestoreStatus::OtherDType; }
};

struct RestoreOptions {
    std::optional<RestoreBy> by; ///< none: what suits the file best
    Attachment place;
    /// Entries or objects of the file, and the layers or variables they go to; nothing else moves. As the objects that
    /// are given to tf.train.Checkpoint(key=object).
    std::vector<std::pair<std::string, std::string>> map;
};

/// Which entry of a weights file goes to which variable of a model, as a value: made by matching, changed by hand,
/// turned into one edit. Nothing is read but structure. Holds both models.
class RestorePlan {
public:
    /// file: any model that opens; its structure and weights. NotFound: a layer, object or entry that the options name.
    static Result<RestorePlan> create(std::shared_ptr<const Model> file, std::shared_ptr<const Model> model,
                                      const RestoreOptions& options);

    [[nodiscard]] const Model& file() const { return *m_file; }
    [[nodiscard]] const Model& model() const { return *m_model; }
    /// In the order of the model, then unused entries in the order of the file. Variables of the model outside of the
    /// attachment or the map have no row, nor have the counters of savers.
    [[nodiscard]] const std::vector<RestoreRow>& rows() const { return m_rows; }
    [[nodiscard]] RestoreBy by() const { return m_by; }
    [[nodiscard]] const Attachment& place() const { return m_place; }
    /// Where more of the file fits than here, when some of it is not used or does not fit.
    [[nodiscard]] const std::optional<Attachment>& suggestion() const { return m_suggestion; }

    /// Another way that finds more, when the file's own way leaves much.
    [[nodiscard]] const std::optional<RestoreBy>& otherWay() const { return m_otherWay; }

    /// The row that the two would be, whatever the plan says of them.
    [[nodiscard]] RestoreRow trial(std::size_t from, std::size_t to) const { return judged(from, to); }
    /// Gives an entry another place, none for nullopt; who had that place gets nothing.
    void retarget(std::size_t from, std::optional<std::size_t> to);
    /// Takes apart the rows whose sides do not fit.
    void dropMisfits();

    [[nodiscard]] std::vector<const RestoreRow*> rowsOf(RestoreStatus status) const;
    [[nodiscard]] std::size_t count(RestoreStatus status) const;
    [[nodiscard]] std::size_t loading() const { return count(RestoreStatus::Fits) + count(RestoreStatus::OtherDType); }
    [[nodiscard]] std::size_t misfits() const
    {
        return count(RestoreStatus::OtherShape) + count(RestoreStatus::Impossible);
    }
    /// Whether all of the file went somewhere and all that was asked for got values, as assert_consumed() has it.
    [[nodiscard]] bool isComplete() const;

    /// Whether the file has variables of an optimizer, and whether the model's takes them over (restoredTraining()).
    [[nodiscard]] bool hasOptimizer() const { return m_file->layers.empty() && m_file->training.has_value(); }
    [[nodiscard]] bool loadsOptimizer() const;

    /// One edit for all rows that load, and for the optimizer where it goes along. Invalid, with both shapes, when a
    /// row has two sides that do not fit; Invalid when nothing loads.
    [[nodiscard]] Result<std::unique_ptr<Edit>> edit(std::string title) const;

private:
    RestorePlan(std::shared_ptr<const Model> file, std::shared_ptr<const Model> model)
        : m_file(std::move(file)), m_model(std::move(model))
    {
    }
    Result<void> match(const RestoreOptions& options);
    Result<void> matchMap(const RestoreOptions& options);
    [[nodiscard]] IndexPairs loadingPairs() const;
    void setRows(const IndexPairs& pairs, const Indices& scope);
    [[nodiscard]] RestoreRow judged(std::optional<std::size_t> from, std::optional<std::size_t> to) const;

    std::shared_ptr<const Model> m_file, m_model;
    std::vector<RestoreRow> m_rows;
    RestoreBy m_by = RestoreBy::Objects;
    Attachment m_place;
    std::optional<Attachment> m_suggestion;
    std::optional<RestoreBy> m_otherWay;
};

} // namespace lw::edit
