// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/MappedPages.h"
#include "core/containers/npy/Npy.h"
#include "core/edit/blend/BlendPlan.h"
#include "core/formats/FormatRegistry.h"
#include "core/model/CastTensor.h"
#include "core/model/TensorStream.h"
#include "tests/support/Fixtures.h"

#include <QFile>
#include <QTest>
#include <numeric>

using namespace lw;

namespace {

constexpr std::int64_t kRows = 12'000, kColumns = 1'000; // 48 MB of float32

/// A line of /proc/self/status in KiB; 0 where there is none.
qint64 memory(const QByteArray& name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith(name))
            return line.mid(name.size() + 1).trimmed().split(' ').first().toLongLong();
    return 0;
}

/// Begins to count the peak anew; false where the system does not let us.
bool resetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    return file.open(QIODevice::WriteOnly) && file.write("5") == 1;
}

std::string largeFile(const char* name, float value)
{
    const std::string path = test::temporaryFolder() + "/" + name;
    auto file = SaveFile::create(path);
    const Tensor tensor =
        Tensor::fromVector({kRows, kColumns}, std::vector<float>(static_cast<std::size_t>(kRows * kColumns), value));
    if (!file || !writeNpz(*file, {{"e/embeddings", tensor}}, {}) || !file->commit())
        return {};
    return path;
}

// AddressSanitizer keeps what was freed, so a peak says nothing there.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kPeakTells = false;
#else
constexpr bool kPeakTells = true;
#endif

} // namespace

/// Models are blended, converted and saved piece by piece: however large a weight is, little of it is in memory.
class TestBlendMemory : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        for (int i = 0; i < 4; ++i) {
            const std::string path = largeFile(qPrintable(QStringLiteral("m%1.npz").arg(i)), static_cast<float>(i));
            auto model = formats::openModel(path);
            VERIFY_RESULT(model);
            m_models.push_back(std::make_shared<const Model>(std::move(*model)));
        }
    }

    void fourModelsTakeLittleMemory_data()
    {
        QTest::addColumn<QString>("format");
        for (const char* format : {"npz", "safetensors", "tf_checkpoint"})
            QTest::newRow(format) << QString::fromLatin1(format);
    }
    void fourModelsTakeLittleMemory()
    {
        QFETCH(QString, format);
        const auto plan = edit::planBlend(m_models, {});
        QVERIFY(plan);
        Model result = *m_models.front();
        VERIFY_RESULT(plan->edit->apply(result));
        if (!resetPeak())
            QSKIP("the system does not tell a process' peak");
        const qint64 before = memory("VmRSS");
        const std::string path = test::temporaryFolder() + "/blended-" + format.toStdString();
        Diagnostics diagnostics;
        VERIFY_RESULT(formats::saveModel(result, path, format.toStdString(), {}, diagnostics));
        const qint64 more = memory("VmHWM") - before;
        QVERIFY2(!kPeakTells || more < 30 * 1024, qPrintable(QStringLiteral("%1 KiB more than before").arg(more)));
        const auto saved = formats::openModel(path);
        VERIFY_RESULT(saved);
        QCOMPARE(saved->variables.front().tensor.toFloats()->back(), 1.5F);
    }

    void conversionsAreMeasuredInPieces()
    {
        if (!resetPeak())
            QSKIP("the system does not tell a process' peak");
        const qint64 before = memory("VmRSS");
        const auto error = conversionError(m_models.back()->variables.front().tensor, DType::Float16);
        VERIFY_RESULT(error);
        QCOMPARE(*error, 0.0);
        QVERIFY(!kPeakTells || memory("VmHWM") - before < 20 * 1024);
    }

    void piecesMakeTheWhole()
    {
        std::vector<float> counting(300'001);
        std::iota(counting.begin(), counting.end(), 0.0F);
        const Tensor tensor = Tensor::fromVector({300'001}, counting);
        for (const Tensor& each : {tensor, castTensor(tensor, DType::Float64),
                                   edit::blendTensors({tensor, tensor}, edit::BlendKind::Slerp, 0.5)}) {
            std::vector<std::byte> together;
            VERIFY_RESULT(streamBytes(each, [&](ByteSpan piece) -> Result<void> {
                together.insert(together.end(), piece.begin(), piece.end());
                return {};
            }));
            const auto whole = each.bytes();
            VERIFY_RESULT(whole);
            QVERIFY(std::ranges::equal(whole->span, together));
        }
        // An error of who takes the pieces ends it.
        int pieces = 0;
        const auto stopped = streamBytes(tensor, [&](ByteSpan) -> Result<void> {
            ++pieces;
            return ioError("full");
        });
        QVERIFY(!stopped && pieces == 1);
        QVERIFY(!streamBytes(Tensor(), [](ByteSpan) -> Result<void> { return {}; }));
    }

    void releasedPagesComeBack()
    {
        const Tensor& tensor = m_models[2]->variables.front().tensor;
        const auto bytes = tensor.bytes();
        VERIFY_RESULT(bytes);
        const std::vector<std::byte> copy(bytes->span.begin(), bytes->span.begin() + 100'000);
        releasePages(bytes->span);
        QVERIFY(std::equal(copy.begin(), copy.end(), bytes->span.begin()));
        releasePages(copy); // no pages of a file: nothing happens
        QVERIFY(std::equal(copy.begin(), copy.end(), bytes->span.begin()));
    }

private:
    std::vector<std::shared_ptr<const Model>> m_models;
};

QTEST_APPLESS_MAIN(TestBlendMemory)
#include "tst_BlendMemory.moc"
