// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/saving/SavedTarget.h"

#include "core/formats/FormatRegistry.h"

#include <QCryptographicHash>
#include <QFile>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

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

/// What the child does; it returns only when the program cannot be started.
void becomeCli(const std::vector<std::string>& arguments, const std::vector<std::string>& variables, int errors)
{
    ::dup2(errors, STDERR_FILENO);
    const int nothing = ::open("/dev/null", O_RDWR);
    ::dup2(nothing, STDOUT_FILENO);
    std::vector<char*> words{const_cast<char*>(LAYERWRIGHT_CLI)};
    for (const std::string& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    for (const std::string& variable : variables)
        ::putenv(const_cast<char*>(variable.c_str()));
    ::execv(LAYERWRIGHT_CLI, words.data());
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

ProgramEnd runCli(const std::vector<std::string>& arguments, const std::vector<std::string>& variables,
                  const std::function<void()>& before, int killAfter)
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return {};
    const pid_t child = ::fork();
    if (child == 0) {
        if (before)
            before();
        becomeCli(arguments, variables, ends[1]);
        ::_exit(127);
    }
    ::close(ends[1]);
    if (killAfter >= 0) {
        ::usleep(static_cast<useconds_t>(killAfter));
        ::kill(child, SIGKILL);
    }
    ProgramEnd end;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof(buffer))) > 0;)
        end.errors.append(buffer, got);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    end.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    end.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return end;
}

} // namespace lw::test
