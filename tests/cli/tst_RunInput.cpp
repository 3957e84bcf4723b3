// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/SaveFile.h"
#include "core/containers/npy/Npy.h"
#include "tests/support/CliProgram.h"
#include "tests/support/Fixtures.h"

using namespace lw;
using namespace lw::test;

/// layerwright-cli run: the files that its inputs may come in.
class TestRunInput : public QObject {
    Q_OBJECT
private slots:
    void takesASingleArray();
    void refusesASingleArrayOfAnotherShape();

private:
    static std::string saved(const Tensor& tensor, const std::string& name);
};

std::string TestRunInput::saved(const Tensor& tensor, const std::string& name)
{
    const std::string path = temporaryFolder() + "/" + name;
    auto file = SaveFile::create(path);
    if (!file.ok() || !writeNpy(*file, tensor).ok() || !file->commit().ok())
        qFatal("%s cannot be written", path.c_str());
    return path;
}

void TestRunInput::takesASingleArray()
{
    std::vector<float> pixels(2 * 8 * 8);
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = static_cast<float>(i % 17) / 16;
    const Tensor tensor = Tensor::fromVector({2, 8, 8, 1}, pixels);
    const std::string npy = saved(tensor, "input.npy"), npz = temporaryFolder() + "/input.npz",
                      one = temporaryFolder() + "/one.npz", two = temporaryFolder() + "/two.npz";
    auto file = SaveFile::create(npz);
    QVERIFY(file.ok() && writeNpz(*file, {{"picture", tensor}}, {}).ok() && file->commit().ok());
    const ProgramEnd end = runCli({"run", sample("digits.h5"), "-i", npy, "-o", one});
    QVERIFY2(end.code == 0, end.errors.constData());
    QCOMPARE(runCli({"run", sample("digits.h5"), "-i", npz, "-o", two}).code, 0);
    const auto a = readNpz(one), b = readNpz(two);
    QVERIFY(a.ok() && b.ok());
    QCOMPARE(a->size(), std::size_t{1});
    QCOMPARE(a->front().first, b->front().first);
    QCOMPARE(a->front().second.toFloats().value(), b->front().second.toFloats().value());
}

void TestRunInput::refusesASingleArrayOfAnotherShape()
{
    const std::string npy = saved(Tensor::fromVector({3}, std::vector<float>{1, 2, 3}), "three.npy");
    const ProgramEnd end = runCli({"run", sample("digits.h5"), "-i", npy, "-o", temporaryFolder() + "/no.npz"});
    QCOMPARE(end.code, 2);
    QVERIFY2(end.errors.contains("wants shape (None, 8, 8, 1) but was given (3,)"), end.errors.constData());
}

QTEST_GUILESS_MAIN(TestRunInput)
#include "tst_RunInput.moc"
