// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/Edit.h"
#include "core/edit/transplant/FitRule.h"
#include "core/edit/transplant/Matching.h"

namespace lw::edit {

/// Whether the values of a row can become those of its target.
enum class MoveStatus {
    Fits,       ///< same shape, same type
    OtherDType, ///< same shape; the values are converted
    Adapted,    ///< a rule makes the shape fit
    OtherShape, ///< refused, until a rule is chosen
    Impossible, ///< no values, or of a kind that cannot be converted
    Unmatched,  ///< one side only
};
std::string_view moveStatusName(MoveStatus status); ///< "fits", "other_dtype", "adapted", ...: JSON of the command line

/// One line of the plan. Indices are into Model::variables of source and target.
struct Move {
    std::optional<std::size_t> from, to;
    FitRule rule;
    bool ticked = false; ///< what is ticked and can move, moves
    MoveStatus status = MoveStatus::Unmatched;
    std::string problem;                   ///< for OtherShape and Impossible, in English, with the shapes
    std::optional<double> conversionError; ///< the largest, once it was measured; see conversionError()

    [[nodiscard]] bool canMove() const { return status < MoveStatus::OtherShape; }
    [[nodiscard]] bool moves() const { return ticked && canMove(); }
};

/// What happened, or would happen, to whom: paths of variables.
struct TransplantReport {
    std::vector<std::string> moved; ///< of the target
    std::vector<std::string> leftInSource, untouchedInTarget;
};

/// Which variable of one model goes where in another, as a value: made by matching, changed by hand, turned into one
/// edit. Holds both models; copying is cheap enough for every change of a table.
class TransplantPlan {
public:
    TransplantPlan(std::shared_ptr<const Model> source, std::shared_ptr<const Model> target);

    [[nodiscard]] const Model& source() const { return *m_source; }
    [[nodiscard]] const Model& target() const { return *m_target; }
    /// In the order of the target, then what of the source has no place.
    [[nodiscard]] const std::vector<Move>& moves() const { return m_moves; }
    [[nodiscard]] const Variable* from(const Move& move) const;
    [[nodiscard]] const Variable* to(const Move& move) const;

    /// Rows for all variables of both models, what fits ticked.
    void match(MatchBy match);
    /// The same with pairs that something else found; of each model, every variable at most once.
    void match(const IndexPairs& pairs);
    /// Rows for what these places have, in place of all there were: the sources, and the targets in layers that
    /// something goes to, or all where nothing does. Errors of variablesAt().
    Result<void> match(const Places& places, MatchBy match);
    /// The same with the pairs that somebody may mean (proposePairs()).
    Result<void> propose(const Places& places);
    /// No row goes anywhere any more.
    void disconnect();
    /// Rows for what these places have; other rows stay. Takes its targets and sources from other rows. "Places" as
    /// variablesAt() reads them. On an error the plan is as it was.
    Result<void> map(const std::vector<std::string>& from, std::string_view to);

    void setTicked(std::size_t row, bool ticked);
    /// A row that fits now is ticked; one that does not is not.
    void setRule(std::size_t row, FitRule rule);
    /// Gives a source variable another place, none for nullopt; who had it is unmatched afterwards.
    void retarget(std::size_t from, std::optional<std::size_t> to);
    void setConversionError(std::size_t row, double error) { m_moves[row].conversionError = error; }

    /// The row that the two would be, whatever the plan says of them.
    [[nodiscard]] Move trial(std::size_t from, std::size_t to) const { return paired(from, to); }

    /// Rows that have both sides and cannot move.
    [[nodiscard]] std::vector<std::size_t> misfits() const;
    [[nodiscard]] std::size_t movingCount() const;
    [[nodiscard]] std::uint64_t movingBytes() const; ///< as they will be in the target

    /// One edit for all that moves. Tensors are shared where they fit, computed on demand where they do not. Invalid
    /// when nothing moves.
    [[nodiscard]] Result<std::unique_ptr<Edit>> edit(std::string title) const;
    [[nodiscard]] TransplantReport report() const;

private:
    void replaceRows(const IndexPairs& pairs);
    Result<void> showPlaces(const Places& places, const IndexPairs& pairs);
    [[nodiscard]] Move paired(std::size_t from, std::size_t to, FitRule rule = {}) const;
    void judge(Move& move) const;
    void addUnmatched();
    void sortRows();
    std::shared_ptr<const Model> m_source, m_target;
    std::vector<Move> m_moves;
    std::vector<bool> m_fromAlone, m_toAlone; ///< who has a row also without a partner
    bool m_whole = false;                     ///< rows for all variables, not only for what was mapped
};

} // namespace lw::edit
