// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/npy/Npy.h"
#include "core/containers/zip/ZipReader.h"
#include "core/containers/zip/ZipWriter.h"
#include "core/model/TensorStream.h"

namespace lw {

Result<NamedTensors> readNpz(const std::string& path)
{
    LW_ASSIGN(const auto file, MappedFile::open(path));
    LW_ASSIGN(const auto zip, ZipReader::open(file));
    NamedTensors tensors;
    for (const ZipEntry& entry : zip->entries()) {
        LW_ASSIGN(const Bytes bytes, zip->read(entry));
        auto tensor = readNpy(bytes);
        if (!tensor)
            return tensor.error().in(entry.name).at(path);
        const std::string_view name = entry.name;
        tensors.emplace_back(name.ends_with(".npy") ? name.substr(0, name.size() - 4) : name,
                             std::move(tensor).value());
    }
    return tensors;
}

Result<void> writeNpz(SaveFile& file, const NamedTensors& tensors, const Progress& progress)
{
    ZipWriter zip(file);
    std::uint64_t total = 0, done = 0;
    for (const auto& [name, tensor] : tensors)
        total += tensor.byteSize();
    for (const auto& [name, tensor] : tensors) {
        LW_TRY(progress.check());
        const auto failed = [&, &name = name](const Error& error) { return error.in(name); };
        std::string header, strings;
        const bool isText = tensor.dtype() == DType::String;
        if (isText) {
            auto body = npyStrings(tensor, header);
            if (!body)
                return failed(body.error());
            strings = std::move(body).value();
        } else {
            auto made = npyHeader(tensor.dtype(), tensor.shape());
            if (!made)
                return failed(made.error());
            header = std::move(made).value();
        }
        const std::uint64_t size = isText ? strings.size() : tensor.byteSize();
        LW_TRY(zip.begin(name + ".npy", header.size() + size));
        LW_TRY(zip.write(asBytes(header)));
        const auto written = isText ? zip.write(asBytes(strings))
                                    : streamBytes(tensor, [&](ByteSpan piece) { return zip.write(piece); });
        if (!written)
            return failed(written.error());
        LW_TRY(zip.end());
        progress(done += size, total);
    }
    return zip.finish();
}

} // namespace lw
