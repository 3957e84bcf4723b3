// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/h5/WrittenFile.h"

#include "core/containers/hdf5/Hdf5File.h"
#include "core/formats/h5/Attributes.h"

namespace lw::formats::h5 {

Result<WrittenFile> WrittenFile::create(const std::string& path)
{
    WrittenFile written;
    LW_ASSIGN(SaveFile file, SaveFile::create(path));
    written.m_file = std::make_unique<SaveFile>(std::move(file));
    LW_ASSIGN(Hdf5Writer writer, Hdf5Writer::create(*written.m_file));
    written.m_writer = std::make_unique<Hdf5Writer>(std::move(writer));
    return written;
}

Result<void> WrittenFile::group(const std::string& path)
{
    for (std::size_t slash = path.find('/');; slash = path.find('/', slash + 1)) {
        const std::string part = path.substr(0, slash);
        if (!part.empty() && !part.ends_with('/') && m_groups.insert(part).second)
            LW_TRY(m_writer->addGroup(part));
        if (slash == std::string::npos)
            return {};
    }
}

Result<void> WrittenFile::tensor(const std::string& path, const Tensor& tensor)
{
    if (const std::size_t slash = path.rfind('/'); slash != std::string::npos)
        LW_TRY(group(path.substr(0, slash)));
    Hdf5Space space;
    space.kind = tensor.shape().empty() ? Hdf5Space::Class::Scalar : Hdf5Space::Class::Simple;
    space.dims.assign(tensor.shape().begin(), tensor.shape().end());
    if (tensor.dtype() == DType::String) {
        LW_ASSIGN(const auto strings, tensor.strings());
        return m_writer->addStrings(path, hdf5TypeOf(DType::String), space, strings);
    }
    LW_TRY(m_writer->addDataset(path, hdf5TypeOf(tensor.dtype()), space, tensor.source()));
    if (tensor.dtype() == DType::BFloat16)
        LW_TRY(m_writer->addAttribute(path, textAttribute("dtype", "bfloat16")));
    return {};
}

Result<void> WrittenFile::finish(const Progress& progress)
{
    if (m_finished)
        return {};
    m_finished = true;
    return m_writer->finish(progress);
}

Result<void> WrittenFile::commit(const Progress& progress)
{
    LW_TRY(finish(progress));
    LW_TRY(verifyWritten(m_file->temporaryPath(), progress));
    return m_file->commit();
}

Result<void> verifyWritten(const std::string& temporaryPath, const Progress& progress)
{
    LW_ASSIGN(auto written, MappedFile::open(temporaryPath));
    LW_ASSIGN(const auto opened, Hdf5File::open(std::move(written), progress));
    return {};
}

} // namespace lw::formats::h5
