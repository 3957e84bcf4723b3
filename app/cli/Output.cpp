// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Output.h"

#include "app/cli/Command.h"
#include "core/formats/FormatRegistry.h"

#include <CLI/CLI.hpp>

namespace lw::cli {

CLI::Option* addOutput(CLI::App& command, Output& output, const std::string& model)
{
    CLI::Option* path = command.add_option("-o,--output", output.path, "File, folder or prefix to write");
    command.add_option("--to", output.format,
                       "Format of OUT: " + writtenFormats() + "; follows from its suffix or from " + model);
    addObjectsOption(command, output.objects);
    return path;
}

Result<void> saveOutput(const Model& model, const Output& output, const formats::SharedObjects& objects,
                        Diagnostics& diagnostics)
{
    formats::SaveOptions options;
    options.objects = objects;
    LW_ASSIGN(const std::string format, outputFormat(output, model.format));
    return formats::saveModel(model, output.path, format, options, diagnostics, terminalProgress("saving"));
}

std::string writtenFormats()
{
    std::string known;
    for (const formats::Format& format : formats::registry())
        if (format.write)
            known += (known.empty() ? "" : ", ") + std::string(format.id);
    return known;
}

Result<std::string> outputFormat(const Output& output, const std::string& usual)
{
    const std::string& wanted = output.format;
    const formats::Format* format =
        wanted.empty() ? formats::formatForSuffix(output.path) : formats::findFormat(wanted);
    if (!format && wanted.empty())
        format = formats::findFormat(usual);
    if (format && format->write)
        return std::string(format->id);
    if (wanted.empty())
        return invalid("the format does not follow from the name; say --to FORMAT (" + writtenFormats() + ")")
            .at(output.path);
    return unsupported("models cannot be saved as \"" + wanted + "\"; possible are " + writtenFormats())
        .at(output.path);
}

} // namespace lw::cli
