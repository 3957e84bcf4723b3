// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/restore/ObjectMatcher.h"

#include <memory>
#include <string>

namespace lw::edit {

/// How entries of a weights file find variables of a model when nobody says it by hand.
enum class RestoreBy {
    Objects, ///< the objects of a checkpoint, or Keras 3's paths of objects; of whole models the layers' places
    Name,
    Order, ///< layer by layer, as load_weights of Keras 2 does with HDF5
};
std::string_view restoreByName(RestoreBy by); ///< "objects", as the command line has it
std::optional<RestoreBy> restoreByFromName(std::string_view name);

/// Which object of the file meets which of the model.
struct Attachment {
    std::string at;   ///< layer of the model; "" is the model itself
    std::string from; ///< object of a checkpoint ("model"); "" is its root
    bool operator==(const Attachment&) const = default;
};

/// As matchModels(); but where the source is weights only, as a checkpoint or weights file has them, and the target has
/// layers, "by name" is the way of restoring that finds the most: such files have names of their own.
IndexPairs pairModels(const Model& source, const Model& target, MatchBy match);

/// Objects of a checkpoint that a model may have been saved as, for Attachment::from; empty for other files.
std::vector<std::string> attachableObjects(const Model& file);

/// Matches a file with a model at any place, and finds the place where most of it fits. Refers to both.
class Attacher {
public:
    Attacher(const Model& file, const Model& model);

    /// Ways that make sense for the file, the likeliest first.
    [[nodiscard]] const std::vector<RestoreBy>& ways() const { return m_ways; }
    /// NotFound for a layer or object that is not there.
    [[nodiscard]] Result<IndexPairs> pairs(RestoreBy by, const Attachment& attachment) const;
    /// Pairs of an object or entry of the file and a layer or variable of the model. NotFound; Invalid when they have
    /// nothing in common.
    [[nodiscard]] Result<IndexPairs> mapped(const std::string& key, const std::string& target) const;
    /// A place other than the given one where more than so many fit, and nothing that is reached does not; and how
    /// many.
    [[nodiscard]] std::optional<std::pair<Attachment, std::size_t>> betterPlace(RestoreBy by, const Attachment& than,
                                                                                std::size_t fitting) const;

private:
    struct Score {
        std::size_t fitting = 0, misfitting = 0;
    };
    [[nodiscard]] Score score(const IndexPairs& pairs) const;
    [[nodiscard]] std::vector<Attachment> candidates(RestoreBy by, const Attachment& than) const;
    [[nodiscard]] bool walks(RestoreBy by) const { return by == RestoreBy::Objects && !m_objectPaths; }

    const Model &m_file, &m_model;
    ObjectMatcher m_matcher;
    bool m_objectPaths;
    std::vector<RestoreBy> m_ways;
};

} // namespace lw::edit
