// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/Hdf5File.h"

namespace lw {

namespace {

using hdf5_protocol::LinkKind;

void reportLink(const Hdf5Link& link, const std::string& path, Diagnostics& diagnostics)
{
    if (link.kind == LinkKind::Soft)
        diagnostics.warning("A soft link to " + printable(link.target) + " is not followed", path);
    else if (link.kind == LinkKind::External)
        diagnostics.warning("A link to another file, " + printable(link.target) +
                                ", is not followed: no file that a file names is ever opened",
                            path);
    else if (link.kind == LinkKind::UserDefined)
        diagnostics.warning("A user-defined link is not followed", path);
}

void reportObject(const Hdf5Object& object, const std::string& path, Diagnostics& diagnostics)
{
    if (!object.problem.empty())
        diagnostics.error("A part of the HDF5 file cannot be read: " + printable(object.problem), path);
    for (const Hdf5Attribute& attribute : object.attributes) {
        if (!attribute.problem.empty())
            diagnostics.warning(
                "The attribute " + printable(attribute.name) + " is not read: " + printable(attribute.problem), path);
    }
}

} // namespace

void Hdf5File::report(Diagnostics& diagnostics) const
{
    if ((m_isolation & hdf5_protocol::kHasSeccomp) == 0)
        diagnostics.warning("This system does not let the HDF5 reader give up its rights (seccomp is missing); open "
                            "only files that you trust");
    std::vector<std::string> paths(objects().size());
    reportObject(root(), "", diagnostics);
    for (std::size_t i = 0; i < objects().size(); ++i) {
        for (const Hdf5Link& link : objects()[i].links) {
            const std::string path = paths[i].empty() ? link.name : paths[i] + "/" + link.name;
            reportLink(link, path, diagnostics);
            // Objects are numbered breadth first: the first link to one is the shortest path.
            if (link.kind == LinkKind::Hard && link.object != 0 && paths[link.object].empty()) {
                paths[link.object] = path;
                reportObject(target(link), path, diagnostics);
            }
        }
    }
}

} // namespace lw
