// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/recovery/RecoveryFixture.h"

#include <chrono>
#include <csignal>
#include <sys/resource.h>

using namespace lw;
using namespace lw::test;

/// What a record costs on the disk, and what damage to it and the disk do.
class TestRecordStorage : public RecoveryFixture {
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("XDG_STATE_HOME", QByteArray::fromStdString(test::temporaryFolder())); }
    void init() { prepare(); }

    void writesATensorOnceHoweverOftenTheRecordIsWritten()
    {
        DocumentRecord record(m_prefix);
        Shared model = edited(m_file, *edit::cloneModel());
        VERIFY_RESULT(record.write(state(model)));
        const std::string values = m_prefix + "-0.values";
        const auto written = fs::last_write_time(values);
        model = filled(model, bias(), 1);
        VERIFY_RESULT(record.write(state(model)));
        QCOMPARE(fs::last_write_time(values), written);
        QCOMPARE(filesIn(m_folder), std::size_t(3));
        QCOMPARE(text(*recover()->model), text(*model));
    }

    void holdsFewFilesHoweverManyEdits()
    {
        DocumentRecord record(m_prefix);
        Shared model = m_file;
        for (int i = 0; i < 100; ++i) {
            model = filled(model, model->variables[static_cast<std::size_t>(i) % 2].path, static_cast<float>(i));
            VERIFY_RESULT(record.write(state(model)));
            QVERIFY(filesIn(m_folder) <= 1 + recovery::kMostStores);
        }
        QCOMPARE(filesIn(m_folder), std::size_t(3)); // two tensors are in use
        QCOMPARE(text(*recover()->model), text(*model));
        record.remove();
        QCOMPARE(filesIn(m_folder), std::size_t(0));
    }

    void putsManyFilesTogether()
    {
        Model made;
        for (int i = 0; i < 50; ++i) {
            Variable variable;
            variable.path = "v" + std::to_string(i);
            variable.tensor = Tensor::fromVector({1}, std::vector<float>{0});
            made.variables.push_back(variable);
        }
        auto model = std::make_shared<const Model>(std::move(made));
        DocumentRecord record(m_prefix);
        for (int i = 0; i < 50; ++i) {
            model = filled(model, "v" + std::to_string(i), 1);
            VERIFY_RESULT(record.write({model, nullptr, "new", 1, {}}));
            QVERIFY(filesIn(m_folder) <= 1 + recovery::kMostStores);
        }
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QCOMPARE(text(*recovered->model), text(*model));
    }

    void costsMillisecondsForOneBiasOfABigModel()
    {
        const std::string path = test::temporaryFolder() + "/big.safetensors";
        {
            Model big;
            Variable variable;
            variable.path = variable.name = "kernel";
            variable.tensor = Tensor::fromVector({64 << 20}, std::vector<float>(64 << 20, 1.5F)); // 256 MiB
            big.variables.push_back(variable);
            variable.path = variable.name = "bias";
            variable.tensor = Tensor::fromVector({10}, std::vector<float>(10, 0.5F));
            big.variables.push_back(variable);
            Diagnostics report;
            VERIFY_RESULT(formats::saveModel(big, path, "safetensors", {}, report));
        }
        m_file = opened(path);
        const Shared model = filled(m_file, "bias", 7);
        DocumentRecord record(m_prefix);
        const auto start = std::chrono::steady_clock::now();
        VERIFY_RESULT(record.write(state(model)));
        const auto time = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        qInfo("%.1f ms, %llu bytes", time, static_cast<unsigned long long>(sizeOf(m_folder)));
        QVERIFY(sizeOf(m_folder) < 4096);
        QVERIFY(time < 1000); // flushing takes a few; copying 256 MiB and flushing them would not be done
        QCOMPARE(findVariable(*recover()->model, "bias")->tensor.toFloats()->at(3), 7.0F);
    }

    void survivesEveryCutAndFlip()
    {
        const Shared model = edited(filled(m_file, bias(), 7), *edit::renameLayer(m_file->layers[1].name, "first"));
        write(model);
        const QStringList whole = text(*model);
        for (const std::string& path : {m_prefix + ".edits", m_prefix + "-0.values"}) {
            const std::string bytes = test::readAll(path);
            QVERIFY(!bytes.empty());
            // All of the values; of the long record all of its head and a sample (tst_Record has every bit of one).
            const std::size_t step = path.ends_with(".edits") ? 61 : 1;
            for (std::size_t i = 0; i < bytes.size(); i += i < 64 ? 1 : step) {
                test::writeAll(path, bytes.substr(0, i));
                QVERIFY2(!recover(m_file).ok(), qPrintable(QString::number(i)));
                std::string flipped = bytes;
                flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
                test::writeAll(path, flipped);
                const auto recovered = recover(m_file);
                QVERIFY2(!recovered.ok() || text(*recovered->model) == whole, qPrintable(QString::number(i)));
                QVERIFY(!recovered.ok() || path.ends_with(".values")); // the padding between tensors
            }
            test::writeAll(path, bytes);
        }
        fs::remove(m_prefix + "-0.values");
        QVERIFY(!recover(m_file).ok());
    }

    void keepsTheLastRecordWhenTheDiskIsFull()
    {
        DocumentRecord record(m_prefix);
        const Shared first = filled(m_file, bias(), 7);
        VERIFY_RESULT(record.write(state(first)));
        const Shared second = edited(first, *edit::cloneModel());
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        ::getrlimit(RLIMIT_FSIZE, &old);
        const rlimit small{1000, old.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto written = record.write(state(second));
        ::setrlimit(RLIMIT_FSIZE, &old);
        QVERIFY(!written.ok());
        QCOMPARE(written.error().kind, ErrorKind::Io);
        QCOMPARE(filesIn(m_folder), std::size_t(2)); // nothing new is left
        QCOMPARE(text(*recover()->model), text(*first));
        // Once there is room again it goes on.
        VERIFY_RESULT(record.write(state(second)));
        QCOMPARE(text(*recover()->model), text(*second));
    }

    void tellsOfWeightsThatCouldNotBeRead()
    {
        class Broken final : public TensorSource {
            [[nodiscard]] Result<Bytes> bytes() const override { return ioError("the disk is broken"); }
        };
        const std::string first = m_file->variables.front().path;
        const Tensor& old = findVariable(*m_file, first)->tensor;
        // Beside one that can be read.
        const Shared model =
            edited(filled(m_file, bias(), 7),
                   edit::SetTensors("break", {{first, Tensor(old.dtype(), old.shape(), std::make_shared<Broken>())}}));
        write(model);
        const auto recovered = recover();
        VERIFY_RESULT(recovered);
        QCOMPARE(recovered->lost, std::size_t(1));
        QCOMPARE(findVariable(*recovered->model, bias())->tensor.toFloats()->front(), 7.0F);
        const auto bytes = findVariable(*recovered->model, first)->tensor.bytes();
        QVERIFY(!bytes.ok());
        QVERIFY(bytes.error().message.find("the disk is broken") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestRecordStorage)
#include "tst_RecordStorage.moc"
