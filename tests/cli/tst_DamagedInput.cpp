// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/FormatRegistry.h"
#include "tests/support/CliProgram.h"
#include "tests/support/Fixtures.h"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace lw;
using namespace lw::test;

namespace fs = std::filesystem;

/// Whatever a command is given that is no model: exit status 2, one line that names the file, no signal, no output.
class TestDamagedInput : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanupTestCase() { fs::remove_all(m_folder); } // which Qt cannot, for the sake of one name
    void isRefused_data();
    void isRefused();
    void everyCommandHasARow();
    void cutsAreRefusedAnywhere_data();
    void cutsAreRefusedAnywhere();
    void damageNeverCrashes_data();
    void damageNeverCrashes();
    void placesThatCannotBeWritten_data();
    void placesThatCannotBeWritten();
    void missingWeightsAreTold();
    void errorsStandAlone();

private:
    struct Command {
        const char* name;
        std::vector<std::string> arguments; ///< BAD, GOOD, OUT stand for paths
    };
    static std::vector<Command> commands();
    void makeBadFiles();
    void addCut(const std::string& name, const std::string& file, std::initializer_list<int> percents);
    [[nodiscard]] std::vector<std::string> filled(const Command& command, const std::string& bad,
                                                  const std::string& out) const;
    void verifyRefused(const ProgramEnd& end) const;

    std::string m_folder = temporaryFolder(), m_bad = m_folder + "/bad", m_out = m_folder + "/out";
    const std::string m_good = sample("digits.h5");
    std::vector<std::pair<std::string, std::string>> m_files; ///< what is wrong, path
};

std::vector<TestDamagedInput::Command> TestDamagedInput::commands()
{
    return {{"summary", {"summary", "BAD"}},
            {"summary --json", {"summary", "BAD", "--json"}},
            {"weights", {"weights", "BAD", "--stats"}},
            {"get", {"get", "BAD", "dense/kernel", "-o", "OUT.npy"}},
            {"run", {"run", "BAD", "-i", "BAD", "-o", "OUT.npz"}},
            {"run (input)", {"run", "GOOD", "-i", "BAD", "-o", "OUT.npz"}},
            {"bench", {"bench", "BAD", "--seconds", "0"}},
            {"convert", {"convert", "BAD", "OUT.h5"}},
            {"convert (folder)", {"convert", "BAD", "OUT", "--to", "saved_model"}},
            {"convert (objects)", {"convert", "GOOD", "OUT.keras", "--objects", "BAD"}},
            {"load-weights (model)", {"load-weights", "BAD", "GOOD", "-o", "OUT.h5"}},
            {"load-weights (weights)", {"load-weights", "GOOD", "BAD", "-o", "OUT.h5"}},
            {"compose", {"compose", "BAD", "model=.", "-o", "OUT"}},
            {"transplant (source)", {"transplant", "BAD", "GOOD", "-o", "OUT.h5"}},
            {"transplant (target)", {"transplant", "GOOD", "BAD", "-o", "OUT.h5"}},
            {"edit", {"edit", "BAD", "-o", "OUT.h5", "--clone"}},
            {"edit (layer)", {"edit", "GOOD", "-o", "OUT.h5", "--append", "BAD"}},
            {"blend (first)", {"blend", "BAD", "GOOD", "--rule", "average", "-o", "OUT.h5"}},
            {"blend (second)", {"blend", "GOOD", "BAD", "--rule", "average", "-o", "OUT.h5"}}};
}

void TestDamagedInput::addCut(const std::string& name, const std::string& file, std::initializer_list<int> percents)
{
    const std::string bytes = readAll(file);
    for (const int percent : percents) {
        const std::string path =
            m_bad + "/" + std::to_string(m_files.size()) + "-" + fs::path(file).filename().string();
        writeAll(path, bytes.substr(0, bytes.size() * static_cast<std::size_t>(percent) / 100));
        m_files.emplace_back(name + " cut at " + std::to_string(percent) + " %", path);
    }
}

void TestDamagedInput::makeBadFiles()
{
    const auto file = [&](const char* what, const std::string& name, const std::string& bytes) {
        writeAll(m_bad + "/" + name, bytes);
        m_files.emplace_back(what, m_bad + "/" + name);
    };
    file("empty", "empty.h5", "");
    file("one byte", "one.h5", "x");
    file("text", "text.h5", "this is no model\n");
    file("signature of HDF5 only", "signature.h5", "\x89HDF\r\n\x1a\n");
    file("zeros", "zeros.keras", std::string(4096, '\0'));
    file("pickle", "pickle.h5", "\x80\x04\x95");
    file("deep JSON", "deep.json", std::string(1 << 20, '['));
    file("JSON of another kind", "other.json", R"([1, 2, {"class_name": 3}])");
    file("name with a line feed", "two\nlines\x1b[31m.h5", "no model");
    file("name that is no UTF-8", "\xff\xfe.h5", "no model");
    addCut("h5", sample("digits.h5"), {10, 50, 99});
    addCut("keras", sample("digits.keras"), {10, 50, 99});
    addCut("object weights", fixture("keras3/keras3.weights.h5"), {50, 99});
    addCut("npz", fixture("npy/arrays.npz"), {50, 99});
    addCut("index", fixture("checkpoint/adam-1.index"), {20, 99});
    addCut("pb", fixture("saved_model/functional/saved_model.pb"), {50, 99});
    fs::create_directory(m_bad + "/folder");
    m_files.emplace_back("empty folder", m_bad + "/folder");
    m_files.emplace_back("missing", m_bad + "/missing.h5");
    m_files.emplace_back("below a file", m_bad + "/text.h5/x.h5");
    m_files.emplace_back("empty name", "");
    m_files.emplace_back("long name", std::string(5000, 'x'));
    for (const auto& [name, target] : {std::pair("loop-a", "loop-b"), {"loop-b", "loop-a"}, {"dangling", "nowhere"}})
        fs::create_symlink(target, m_bad + "/" + name);
    m_files.emplace_back("loop of links", m_bad + "/loop-a");
    m_files.emplace_back("dangling link", m_bad + "/dangling");
    ::mkfifo((m_bad + "/fifo.h5").c_str(), 0600);
    m_files.emplace_back("FIFO", m_bad + "/fifo.h5");
    m_files.emplace_back("device without end", "/dev/zero");
    m_files.emplace_back("device without content", "/dev/null");
    if (::geteuid() != 0) { // root may read everything
        file("unreadable", "unreadable.h5", "secret");
        ::chmod((m_bad + "/unreadable.h5").c_str(), 0);
    } else {
        m_files.emplace_back("unreadable", "/proc/self/mem");
    }
    fs::create_directories(m_bad + "/model/variables");
    fs::create_directory(m_bad + "/model/saved_model.pb");
    m_files.emplace_back("folder in place of a file", m_bad + "/model");
}

void TestDamagedInput::initTestCase()
{
    qputenv("XDG_STATE_HOME", QByteArray::fromStdString(m_folder + "/state"));
    fs::create_directory(m_bad);
    makeBadFiles();
}

void TestDamagedInput::init()
{
    fs::remove_all(m_out);
    fs::create_directory(m_out);
}

std::vector<std::string> TestDamagedInput::filled(const Command& command, const std::string& bad,
                                                  const std::string& out) const
{
    std::vector<std::string> arguments;
    for (const std::string& word : command.arguments)
        arguments.push_back(word == "BAD"             ? bad
                            : word == "GOOD"          ? m_good
                            : word.starts_with("OUT") ? out + word.substr(3)
                                                      : word);
    return arguments;
}

void TestDamagedInput::verifyRefused(const ProgramEnd& end) const
{
    QVERIFY2(end.signal == 0 && end.code == 2, end.errors.constData());
    QVERIFY2(end.errors.startsWith("layerwright-cli: ") && end.errors.endsWith('\n') && end.errors.count('\n') == 1,
             end.errors.constData());
    QVERIFY2(!end.errors.contains('\x1b') && QString::fromUtf8(end.errors).toUtf8() == end.errors,
             end.errors.toPercentEncoding().constData());
    QVERIFY(end.output.isEmpty());
}

void TestDamagedInput::isRefused_data()
{
    QTest::addColumn<int>("command");
    int index = 0;
    for (const Command& command : commands())
        QTest::newRow(command.name) << index++;
}

void TestDamagedInput::isRefused()
{
    QFETCH(int, command);
    for (const auto& [what, path] : m_files) {
        if (path.empty() && commands()[static_cast<std::size_t>(command)].arguments.end()[-2] == "--objects")
            continue; // an empty --objects is as good as none
        const ProgramEnd end = runCli(filled(commands()[static_cast<std::size_t>(command)], path, m_out + "/result"));
        verifyRefused(end);
        const bool bad = QTest::currentTestFailed() || !fs::is_empty(m_out);
        QVERIFY2(!bad, (what + ": " + path.substr(0, 200)).c_str());
    }
}

void TestDamagedInput::everyCommandHasARow()
{
    const QByteArray help = runCli({"--help"}).output;
    QVERIFY(help.contains("Subcommands:"));
    for (QByteArray line : help.mid(help.indexOf("Subcommands:")).split('\n').mid(1)) {
        const QByteArray name = line.trimmed().split(' ').first();
        const auto all = commands();
        const bool has = name.isEmpty() || std::any_of(all.begin(), all.end(), [&](const Command& command) {
                             return command.arguments.front() == name.toStdString();
                         });
        QVERIFY2(has, name.constData());
    }
}

void TestDamagedInput::cutsAreRefusedAnywhere_data()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"h5/trained.h5", "h5/weights.h5", "keras3/keras3.keras", "keras3/tf_keras.weights.h5",
                             "checkpoint/adam-1.index", "checkpoint/names.index", "npy/arrays.npz"})
        QTest::newRow(file) << file;
}

/// In this program, which is quicker: the readers, at a hundred places of each file.
void TestDamagedInput::cutsAreRefusedAnywhere()
{
    QFETCH(QString, file);
    const std::string source = fixture(file.toStdString()), bytes = readAll(source);
    const std::string path = m_folder + "/cut-" + fs::path(source).filename().string();
    QVERIFY(formats::openModel(source).ok());
    constexpr std::size_t kPlaces = 100;
    for (std::size_t place = 0; place < kPlaces; ++place) {
        const std::size_t size = (bytes.size() - 1) * place / (kPlaces - 1);
        writeAll(path, bytes.substr(0, size));
        const auto model = formats::openModel(path);
        QVERIFY2(!model.ok(), std::to_string(size).c_str());
        QVERIFY(!model.error().message.empty());
    }
}

void TestDamagedInput::damageNeverCrashes_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("damaged");
    QTest::addColumn<QString>("opened");
    QTest::newRow("shard of a checkpoint") << "checkpoint"
                                           << "adam-1.data-00000-of-00001"
                                           << "adam-1";
    QTest::newRow("variables of a SavedModel") << "saved_model/functional"
                                               << "variables/variables.data-00000-of-00001"
                                               << "";
    QTest::newRow("metadata of a SavedModel") << "saved_model/functional"
                                              << "keras_metadata.pb"
                                              << "";
}

/// Models whose parts are damaged may open, with an error told; what reads the damaged bytes ends with status 2.
void TestDamagedInput::damageNeverCrashes()
{
    QFETCH(QString, folder);
    QFETCH(QString, damaged);
    QFETCH(QString, opened);
    const std::string copy = m_folder + "/damaged", part = copy + "/" + damaged.toStdString();
    const std::string bytes = readAll(fixture(folder.toStdString()) + "/" + damaged.toStdString());
    for (const std::string& content :
         {std::string(), bytes.substr(0, bytes.size() / 2), std::string(bytes.size(), 'x')}) {
        fs::remove_all(copy);
        fs::copy(fixture(folder.toStdString()), copy, fs::copy_options::recursive);
        writeAll(part, content);
        for (const Command& command : commands()) {
            const ProgramEnd end = runCli(filled(command, copy + "/" + opened.toStdString(), m_out + "/result"));
            QVERIFY2(end.signal == 0 && end.code >= 0 && end.code <= 2, end.errors.constData());
            QVERIFY2(end.code != 2 || (fs::is_empty(m_out) && end.errors.count("layerwright-cli: ") == 1),
                     end.errors.constData());
            init();
        }
    }
}

void TestDamagedInput::placesThatCannotBeWritten_data()
{
    QTest::addColumn<QString>("place");
    for (const char* place : {"/missing/result", "/file/result", "/loop/result", "/dev"})
        QTest::newRow(place) << place;
}

void TestDamagedInput::placesThatCannotBeWritten()
{
    QFETCH(QString, place);
    const std::string folder = m_folder + "/places";
    fs::remove_all(folder);
    fs::create_directory(folder);
    writeAll(folder + "/file", "a file");
    fs::create_symlink("loop", folder + "/loop");
    const std::string out = place == "/dev" ? "/dev/full" : folder + place.toStdString();
    for (const auto& arguments : {std::vector<std::string>{"convert", m_good, out, "--to", "h5"},
                                  {"convert", m_good, out, "--to", "keras"},
                                  {"convert", m_good, out, "--to", "saved_model"},
                                  {"convert", m_good, out, "--to", "tf_checkpoint"},
                                  {"convert", m_good, out, "--to", "json"},
                                  {"convert", m_good, out, "--to", "npz"},
                                  {"get", m_good, "dense/kernel", "-o", out},
                                  {"load-weights", m_good, m_good, "-o", out, "--to", "h5"},
                                  {"compose", m_good, "model=.", "-o", out},
                                  {"transplant", m_good, m_good, "-o", out, "--to", "h5"},
                                  {"edit", m_good, "--clone", "-o", out, "--to", "h5"},
                                  {"blend", m_good, m_good, "--rule", "average", "-o", out, "--to", "h5"}}) {
        if (out == "/dev/full" && (arguments.front() == "compose" || arguments.back() == "tf_checkpoint"))
            continue; // a prefix of names, which may well be there
        verifyRefused(runCli(arguments));
        QCOMPARE(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 2);
    }
}

/// A list of weights that lacks one looks whole: the command must say so, and its exit status too.
void TestDamagedInput::missingWeightsAreTold()
{
    for (const std::string name : {"external_storage", "virtual"}) {
        for (const std::string suffix : {".npz", ".safetensors"}) {
            const std::string out = m_out + "/" + name + suffix;
            const ProgramEnd end = runCli({"convert", fixture("hdf5/" + name + ".h5"), out});
            QVERIFY2(end.signal == 0 && end.code == 1, end.errors.constData());
            QVERIFY2(end.errors.contains("stolen: The weight could not be read"), end.errors.constData());
            QVERIFY(fs::exists(out));
        }
    }
    QCOMPARE(runCli({"convert", m_good, m_out + "/whole.npz"}).code, 0);
}

/// Warnings of a file that could be opened do not stand before the error's line.
void TestDamagedInput::errorsStandAlone()
{
    const std::string prefix = m_folder + "/lacks_a_shard";
    for (const char* end : {".index", ".data-00000-of-00002"})
        fs::copy_file(fixture(std::string("checkpoint/sharded") + end), prefix + end);
    const ProgramEnd lacking = runCli({"load-weights", m_good, prefix, "-o", m_out + "/loaded.h5"});
    QVERIFY2(lacking.errors.contains("warning: "), lacking.errors.constData());
    verifyRefused(runCli({"load-weights", m_good, prefix, "-o", m_folder + "/no such folder/loaded.h5"}));
}

QTEST_APPLESS_MAIN(TestDamagedInput)
#include "tst_DamagedInput.moc"
