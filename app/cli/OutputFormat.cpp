// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/OutputFormat.h"

#include "core/formats/FormatRegistry.h"

namespace lw::cli {

std::string writtenFormats()
{
    std::string known;
    for (const formats::Format& format : formats::registry())
        if (format.write)
            known += (known.empty() ? "" : ", ") + std::string(format.id);
    return known;
}

Result<std::string> outputFormat(const Model& model, const std::string& path, const std::string& wanted)
{
    const formats::Format* format = wanted.empty() ? formats::formatForSuffix(path) : formats::findFormat(wanted);
    if (!format && wanted.empty())
        format = formats::findFormat(model.format);
    if (format && format->write)
        return std::string(format->id);
    if (wanted.empty())
        return invalid("the format does not follow from the name; say --to FORMAT (" + writtenFormats() + ")").at(path);
    return unsupported("models cannot be saved as \"" + wanted + "\"; possible are " + writtenFormats()).at(path);
}

} // namespace lw::cli
