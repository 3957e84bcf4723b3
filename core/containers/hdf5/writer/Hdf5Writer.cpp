// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/writer/Hdf5Writer.h"

#include "core/containers/hdf5/writer/SaveFileDriver.h"
#include "core/containers/hdf5/writer/TypeBuilder.h"
#include "core/model/TensorStream.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>
#include <utility>

namespace lw {

namespace {

/// Closes an HDF5 identifier at the end of the scope.
class Scoped {
public:
    Scoped(hid_t id, herr_t (*close)(hid_t)) : m_id(id), m_close(close) {}
    ~Scoped()
    {
        if (m_id >= 0)
            m_close(m_id);
    }
    Scoped(const Scoped&) = delete;
    Scoped& operator=(const Scoped&) = delete;
    operator hid_t() const { return m_id; }

private:
    hid_t m_id;
    herr_t (*m_close)(hid_t);
};

hid_t buildSpace(const Hdf5Space& space)
{
    if (space.kind == Hdf5Space::Class::Null)
        return H5Screate(H5S_NULL);
    if (space.kind == Hdf5Space::Class::Scalar)
        return H5Screate(H5S_SCALAR);
    const std::vector<hsize_t> dims(space.dims.begin(), space.dims.end());
    return H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr);
}

std::vector<const char*> pointersTo(const std::vector<std::string>& strings)
{
    std::vector<const char*> pointers;
    pointers.reserve(strings.size());
    for (const std::string& text : strings)
        pointers.push_back(text.c_str());
    return pointers;
}

/// libhdf5 is ours alone and silent: no plug-ins, no words on stderr, nothing at exit.
void prepareLibrary()
{
    static const bool prepared = [] {
        H5dont_atexit();
        H5open();
        H5PLset_loading_state(0);
        return true;
    }();
    (void)prepared;
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); // a setting of each thread
}

hid_t orderedGroups(hid_t listClass, bool tracksOrder)
{
    const hid_t list = H5Pcreate(listClass);
    if (list >= 0 && tracksOrder)
        H5Pset_link_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    return list;
}

} // namespace

Result<Hdf5Writer> Hdf5Writer::create(SaveFile& file, Options options)
{
    prepareLibrary();
    Hdf5Writer writer;
    writer.m_target = &file;
    writer.m_state = std::make_unique<SaveFileState>();
    writer.m_state->file = &file;
    const Scoped creation(orderedGroups(H5P_FILE_CREATE, options.rootTracksOrder), H5Pclose);
    const Scoped access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_libver_bounds(access, options.largeAttributes ? H5F_LIBVER_V18 : H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST);
    writer.m_file = createThroughSaveFile(*writer.m_state, creation, access);
    if (writer.m_file < 0)
        return writer.failure("");
    return Result<Hdf5Writer>(std::move(writer));
}

Hdf5Writer::Hdf5Writer(Hdf5Writer&& other) noexcept
    : m_target(other.m_target), m_file(std::exchange(other.m_file, -1)), m_state(std::move(other.m_state)),
      m_pending(std::move(other.m_pending))
{
}

Hdf5Writer::~Hdf5Writer()
{
    if (m_file < 0)
        return;
    // Given up: whatever libhdf5 still holds is dropped.
    if (!m_state->failure)
        m_state->failure = cancelled();
    (void)close();
}

Error Hdf5Writer::failure(const std::string& path) const
{
    if (m_state->failure)
        return *m_state->failure;
    H5Eclear2(H5E_DEFAULT);
    return invalid("libhdf5 does not write it").in(path);
}

Result<void> Hdf5Writer::close()
{
    if (H5Fclose(std::exchange(m_file, -1)) < 0)
        return failure("");
    if (m_state->failure)
        return *m_state->failure;
    return {};
}

Result<void> Hdf5Writer::addGroup(const std::string& path, bool tracksOrder)
{
    const Scoped list(orderedGroups(H5P_GROUP_CREATE, tracksOrder), H5Pclose);
    const Scoped group(H5Gcreate2(m_file, path.c_str(), H5P_DEFAULT, list, H5P_DEFAULT), H5Gclose);
    if (group < 0)
        return failure(path);
    return {};
}

Result<void> Hdf5Writer::addDataset(const std::string& path, const Hdf5Type& type, const Hdf5Space& space,
                                    std::shared_ptr<const TensorSource> source)
{
    const auto elements = space.elements();
    const auto [size, fits] = checkedMultiply(elements.value_or(0), type.size);
    if (!elements || !fits)
        return invalid("it is too large for a file").in(path);
    const Scoped id(buildType(type), H5Tclose), spaceId(buildSpace(space), H5Sclose);
    const Scoped list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_obj_track_times(list, false);
    H5Pset_layout(list, H5D_CONTIGUOUS);
    H5Pset_alloc_time(list, H5D_ALLOC_TIME_EARLY);
    H5Pset_fill_time(list, H5D_FILL_TIME_NEVER);
    const Scoped dataset(id >= 0 ? H5Dcreate2(m_file, path.c_str(), id, spaceId, H5P_DEFAULT, list, H5P_DEFAULT) : id,
                         H5Dclose);
    if (dataset < 0)
        return failure(path);
    if (size == 0)
        return {};
    const haddr_t offset = H5Dget_offset(dataset);
    if (offset == HADDR_UNDEF)
        return failure(path);
    m_pending.push_back({path, offset, size, std::move(source)});
    return {};
}

Result<void> Hdf5Writer::addStrings(const std::string& path, const Hdf5Type& type, const Hdf5Space& space,
                                    const std::vector<std::string>& strings)
{
    if (space.elements() != strings.size() || !type.variable)
        return invalid("the number of strings is not that of its shape").in(path);
    const Scoped id(buildType(type), H5Tclose), spaceId(buildSpace(space), H5Sclose);
    const Scoped list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_obj_track_times(list, false);
    const Scoped dataset(H5Dcreate2(m_file, path.c_str(), id, spaceId, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose);
    const auto pointers = pointersTo(strings);
    if (dataset < 0 || (!strings.empty() && H5Dwrite(dataset, id, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0))
        return failure(path);
    return {};
}

Result<void> Hdf5Writer::addNamedType(const std::string& path, const Hdf5Type& type)
{
    const Scoped id(buildType(type), H5Tclose);
    if (id < 0 || H5Tcommit2(m_file, path.c_str(), id, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT) < 0)
        return failure(path);
    return {};
}

Result<void> Hdf5Writer::addHardLink(const std::string& path, const std::string& existing)
{
    const std::string from = "/" + existing;
    if (H5Lcreate_hard(m_file, from.c_str(), m_file, path.c_str(), H5P_DEFAULT, H5P_DEFAULT) < 0)
        return failure(path);
    return {};
}

Result<void> Hdf5Writer::addSoftLink(const std::string& path, const std::string& target)
{
    if (H5Lcreate_soft(target.c_str(), m_file, path.c_str(), H5P_DEFAULT, H5P_DEFAULT) < 0)
        return failure(path);
    return {};
}

Result<void> Hdf5Writer::addAttribute(const std::string& path, const Hdf5Attribute& attribute)
{
    const std::string object = "/" + path;
    const Scoped id(buildType(attribute.type), H5Tclose), space(buildSpace(attribute.space), H5Sclose);
    const Scoped created(id >= 0 ? H5Acreate_by_name(m_file, object.c_str(), attribute.name.c_str(), id, space,
                                                     H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)
                                 : id,
                         H5Aclose);
    if (created < 0)
        return failure(path + "@" + attribute.name);
    const auto pointers = pointersTo(attribute.variable);
    const void* values =
        attribute.type.variable ? static_cast<const void*>(pointers.data()) : attribute.raw.span.data();
    const bool isEmpty = attribute.space.elements() == std::uint64_t{0};
    if (!isEmpty && H5Awrite(created, id, values) < 0)
        return failure(path + "@" + attribute.name);
    return {};
}

Result<void> Hdf5Writer::finish(const Progress& progress)
{
    LW_TRY(close());
    std::uint64_t total = 0, done = 0;
    for (const Pending& dataset : m_pending)
        total += dataset.size;
    for (Pending& dataset : m_pending) {
        std::uint64_t written = 0;
        const auto streamed = streamBytes(*dataset.source, [&](ByteSpan piece) -> Result<void> {
            LW_TRY(progress.check());
            if (piece.size() > dataset.size - written)
                return corrupt("its bytes are not as many as its shape says");
            LW_TRY(m_target->writeAt(dataset.offset + written, piece));
            written += piece.size();
            progress(done += piece.size(), total);
            return {};
        });
        if (!streamed)
            return streamed.error().in(dataset.path);
        if (written != dataset.size)
            return corrupt("its bytes are not as many as its shape says").in(dataset.path);
        dataset.source.reset();
    }
    // Reserved space at the end that nothing was written to still belongs to the file. Growing touches no data.
    if (::lseek(m_target->descriptor(), 0, SEEK_END) < static_cast<off_t>(m_state->end) &&
        ::ftruncate(m_target->descriptor(), static_cast<off_t>(m_state->end)) != 0)
        return ioError("the file cannot grow to its full size");
    return {};
}

} // namespace lw
