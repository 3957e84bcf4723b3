// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/saving/SavedTarget.h"

#include "core/formats/FormatRegistry.h"

#include <QCryptographicHash>
#include <QFile>
#include <filesystem>

namespace lw::test {

namespace {

Result<void> addVariable(QCryptographicHash& hash, const Variable& variable)
{
    hash.addData(QByteArray::fromStdString(variable.path + shapeText(variable.tensor.shape())));
    if (variable.tensor.dtype() == DType::String) {
        LW_ASSIGN(const auto texts, variable.tensor.strings());
        for (const std::string& text : texts)
            hash.addData(QByteArray::fromStdString(text));
        return {};
    }
    LW_ASSIGN(const Bytes bytes, variable.tensor.bytes());
    hash.addData(
        QByteArrayView(reinterpret_cast<const char*>(bytes.span.data()), static_cast<qsizetype>(bytes.size())));
    return {};
}

Result<QByteArray> digest(const Model& model)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::fromStdString(model.architecture.dump()));
    for (const Variable& variable : model.variables)
        LW_TRY(addVariable(hash, variable));
    if (model.training)
        for (const Variable& variable : model.training->slotVariables)
            LW_TRY(addVariable(hash, variable));
    return hash.result().toHex();
}

} // namespace

QByteArray contentOf(const std::string& path)
{
    const auto model = formats::openModel(path);
    if (!model)
        return model.error().kind == ErrorKind::NotFound
                   ? "missing"
                   : "broken: " + QByteArray::fromStdString(model.error().toString());
    for (const Diagnostic& entry : model->diagnostics.entries())
        if (entry.severity == Severity::Error)
            return "broken: " + QByteArray::fromStdString(entry.message);
    const auto found = digest(*model);
    return found ? *found : "broken: " + QByteArray::fromStdString(found.error().toString());
}

QStringList everythingIn(const std::string& folder)
{
    QStringList names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        names << QString::fromStdString(std::filesystem::relative(entry.path(), folder).string());
    names.sort();
    return names;
}

} // namespace lw::test
