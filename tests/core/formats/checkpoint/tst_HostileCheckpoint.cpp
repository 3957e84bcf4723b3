// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/protobuf/Message.h"
#include "core/containers/sstable/Crc32c.h"
#include "core/containers/sstable/TableWriter.h"
#include "core/formats/FormatRegistry.h"
#include "core/formats/checkpoint/CheckpointObjects.h"
#include "tests/support/Fixtures.h"

#include <bundle.pb.h>
#include <filesystem>
#include <sys/stat.h>

using namespace lw;
using namespace lw::formats;

namespace {

constexpr std::uint32_t kWrongCrc = 1;

pb::BundleHeader header(int shards = 1)
{
    pb::BundleHeader header;
    header.set_num_shards(shards);
    header.mutable_version()->set_producer(1);
    return header;
}

/// An entry of floats at the start of the shard.
pb::BundleEntry floats(const Shape& shape, std::int64_t offset, std::int64_t size)
{
    pb::BundleEntry entry;
    entry.set_dtype(1);
    entry.mutable_shape();
    for (const std::int64_t dim : shape)
        entry.mutable_shape()->add_dim()->set_size(dim);
    entry.set_offset(offset);
    entry.set_size(size);
    entry.set_crc32c(sstable::maskCrc(sstable::crc32c(
        asBytes(std::string(static_cast<std::size_t>(std::clamp<std::int64_t>(size, 0, 1000)), '\0')))));
    return entry;
}

using Entries = std::vector<std::pair<std::string, pb::BundleEntry>>;

/// Writes an index of these entries over 64 zero bytes of data; the prefix.
std::string crafted(const pb::BundleHeader& header, const Entries& entries)
{
    const std::string prefix = test::temporaryFolder() + "/crafted";
    sstable::TableWriter table;
    if (!table.add({}, asBytes(protobuf::serialize(header))))
        return {};
    for (const auto& [key, entry] : entries)
        if (!table.add(key, asBytes(protobuf::serialize(entry))))
            return {};
    test::writeAll(prefix + ".index", table.finish());
    test::writeAll(prefix + ".data-00000-of-00001", std::string(64, '\0'));
    return prefix;
}

/// Reads everything; the errors, one a line.
std::string troubles(const std::string& path)
{
    const auto model = openModel(path);
    if (!model)
        return "open: " + model.error().message;
    std::string text;
    for (const Diagnostic& diagnostic : model->diagnostics.entries())
        text += diagnostic.subject + ": " + diagnostic.message + "\n";
    for (const Variable& variable : model->variables) {
        const auto read = variable.tensor.dtype() == DType::String ? Result<void>() : [&]() -> Result<void> {
            LW_TRY(variable.tensor.bytes());
            return {};
        }();
        if (!read)
            text += variable.path + " unreadable: " + read.error().message + "\n";
    }
    return text;
}

} // namespace

class TestHostileCheckpoint : public QObject {
    Q_OBJECT
private slots:
    void readsWhatIsCraftedWell();
    void leavesOutEntriesThatMakeNoSense_data();
    void leavesOutEntriesThatMakeNoSense();
    void refusesHeaders_data();
    void refusesHeaders();
    void refusesAnIndexWithoutHeader();
    void namesEntriesThatShareBytes();
    void noticesAFlippedByte();
    void noticesAShortDataFile();
    void noticesSlicesThatDoNotFill();
    void neverBlocksOnAFifo();
    void opensOrRefusesEveryCutIndex();
    void opensOrRefusesEveryFlippedIndex();
    void walksHostileObjectGraphs();
    void refusesStringsThatLie();
};

void TestHostileCheckpoint::readsWhatIsCraftedWell()
{
    QCOMPARE(troubles(crafted(header(), {{"a", floats({2, 2}, 0, 16)}, {"b", floats({}, 16, 4)}})), std::string());
}

void TestHostileCheckpoint::leavesOutEntriesThatMakeNoSense_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, const pb::BundleEntry& entry, const char* word) {
        QTest::newRow(name) << QByteArray::fromStdString(protobuf::serialize(entry)) << word;
    };
    row("2^32 x 2^32", floats({1LL << 32, 1LL << 32}, 0, 16), "left out");
    row("negative dimension", floats({-3}, 0, 16), "left out");
    row("300 dimensions", floats(Shape(300, 1), 0, 4), "left out");
    row("size is not that of the shape", floats({2}, 0, 16), "needs 8");
    row("negative size", floats({2}, 0, -1), "negative");
    row("negative offset", floats({2}, -8, 8), "negative");
    row("past the end", floats({2}, 1000, 8), "ends before");
    row("offset and size wrap", floats({2}, 0x7fffffffffffffffLL, 8), "ends before");
    pb::BundleEntry unknown = floats({2}, 0, 8);
    unknown.set_dtype(9999);
    row("dtype 9999", unknown, "9999");
    pb::BundleEntry shard = floats({2}, 0, 8);
    shard.set_shard_id(7);
    row("shard 7 of 1", shard, "shard 7");
    pb::BundleEntry rank = floats({2}, 0, 8);
    rank.mutable_shape()->set_unknown_rank(true);
    row("unknown rank", rank, "rank");
}

void TestHostileCheckpoint::leavesOutEntriesThatMakeNoSense()
{
    QFETCH(QByteArray, entry);
    QFETCH(QString, word);
    pb::BundleEntry bad;
    VERIFY_RESULT(protobuf::parse(asBytes(entry.toStdString()), bad));
    const std::string prefix = crafted(header(), {{"bad", bad}, {"good", floats({2}, 0, 8)}});
    QVERIFY2(troubles(prefix).find(word.toStdString()) != std::string::npos, troubles(prefix).c_str());
    const auto model = openModel(prefix);
    VERIFY_RESULT(model);
    QVERIFY(findVariable(*model, "good") != nullptr);
    VERIFY_RESULT(findVariable(*model, "good")->tensor.bytes());
}

void TestHostileCheckpoint::refusesHeaders_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no shards") << QByteArray::fromStdString(protobuf::serialize(header(0)));
    QTest::newRow("2^31 - 1 shards") << QByteArray::fromStdString(protobuf::serialize(header(2147483647)));
    pb::BundleHeader big = header();
    big.set_endianness(1);
    QTest::newRow("big endian") << QByteArray::fromStdString(protobuf::serialize(big));
    pb::BundleHeader later = header();
    later.mutable_version()->set_min_consumer(999);
    QTest::newRow("of a later version") << QByteArray::fromStdString(protobuf::serialize(later));
}

void TestHostileCheckpoint::refusesHeaders()
{
    QFETCH(QByteArray, bytes);
    pb::BundleHeader bad;
    VERIFY_RESULT(protobuf::parse(asBytes(bytes.toStdString()), bad));
    QVERIFY(!openModel(crafted(bad, {{"a", floats({2}, 0, 8)}})));
}

void TestHostileCheckpoint::refusesAnIndexWithoutHeader()
{
    const std::string prefix = test::temporaryFolder() + "/crafted";
    sstable::TableWriter table;
    VERIFY_RESULT(table.add("a", asBytes(protobuf::serialize(floats({2}, 0, 8)))));
    test::writeAll(prefix + ".index", table.finish());
    QVERIFY(troubles(prefix).starts_with("open: the header"));
    sstable::TableWriter empty;
    test::writeAll(prefix + ".index", empty.finish());
    QVERIFY(troubles(prefix).starts_with("open: the header"));
}

void TestHostileCheckpoint::namesEntriesThatShareBytes()
{
    const std::string text =
        troubles(crafted(header(), {{"a", floats({4}, 0, 16)}, {"b", floats({2}, 8, 8)}, {"c", floats({2}, 16, 8)}}));
    QVERIFY(text.find("a unreadable") != std::string::npos);
    QVERIFY(text.find("b unreadable") != std::string::npos);
    QVERIFY(text.find("c unreadable") == std::string::npos);
}

void TestHostileCheckpoint::noticesAFlippedByte()
{
    pb::BundleEntry entry = floats({2}, 0, 8);
    entry.set_crc32c(kWrongCrc);
    QVERIFY(troubles(crafted(header(), {{"a", entry}})).find("checksum") != std::string::npos);
}

void TestHostileCheckpoint::noticesAShortDataFile()
{
    const std::string prefix = crafted(header(), {{"a", floats({2}, 0, 8)}, {"b", floats({2}, 8, 8)}});
    test::writeAll(prefix + ".data-00000-of-00001", std::string(12, '\0'));
    const auto model = openModel(prefix);
    VERIFY_RESULT(model);
    VERIFY_RESULT(model->variables[0].tensor.bytes());
    const auto second = model->variables[1].tensor.bytes();
    QVERIFY(!second);
    QVERIFY(second.error().toString().find("crafted.data") != std::string::npos);
}

void TestHostileCheckpoint::noticesSlicesThatDoNotFill()
{
    pb::BundleEntry whole = floats({4}, 0, 0);
    auto* extent = whole.add_slices()->add_extent();
    extent->set_start(0);
    extent->set_length(2);
    QVERIFY(troubles(crafted(header(), {{"a", whole}})).find("missing") != std::string::npos);
    pb::BundleEntry outside = floats({4}, 0, 0);
    extent = outside.add_slices()->add_extent();
    extent->set_start(0x7ffffffffffffff0LL);
    extent->set_length(0x7ffffffffffffff0LL);
    QVERIFY(!troubles(crafted(header(), {{"a", outside}})).empty());
}

void TestHostileCheckpoint::neverBlocksOnAFifo()
{
    const std::string prefix = crafted(header(), {{"a", floats({2}, 0, 8)}});
    std::filesystem::remove(prefix + ".data-00000-of-00001");
    QCOMPARE(mkfifo((prefix + ".data-00000-of-00001").c_str(), 0600), 0);
    QVERIFY(troubles(prefix).find("a unreadable") != std::string::npos);
    std::filesystem::remove(prefix + ".index");
    QCOMPARE(mkfifo((prefix + ".index").c_str(), 0600), 0);
    QVERIFY(!openModel(prefix));
}

void TestHostileCheckpoint::opensOrRefusesEveryCutIndex()
{
    const std::string bytes = test::readAll(test::fixture("checkpoint/adam-1.index"));
    const std::string prefix = test::temporaryFolder() + "/cut";
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        test::writeAll(prefix + ".index", bytes.substr(0, size));
        QVERIFY2(!openModel(prefix + ".index"), std::to_string(size).c_str());
    }
}

void TestHostileCheckpoint::opensOrRefusesEveryFlippedIndex()
{
    const std::string bytes = test::readAll(test::fixture("checkpoint/names.index"));
    const std::string prefix = test::temporaryFolder() + "/flipped";
    std::filesystem::copy_file(test::fixture("checkpoint/names.data-00000-of-00001"), prefix + ".data-00000-of-00001");
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string flipped = bytes;
        flipped[i] = static_cast<char>(flipped[i] ^ 0x21);
        test::writeAll(prefix + ".index", flipped);
        const auto model = openModel(prefix + ".index");
        QVERIFY2(!model || model->variables.size() == 3, std::to_string(i).c_str());
    }
}

void TestHostileCheckpoint::walksHostileObjectGraphs()
{
    pb::TrackableObjectGraph graph;
    for (int i = 0; i < 1000; ++i) {
        auto* node = graph.add_nodes();
        for (const int child : {i, i + 1, 0, -1, 2147483647}) {
            auto* reference = node->add_children();
            reference->set_node_id(child);
            reference->set_local_name("x");
        }
        auto* slot = node->add_slot_variables();
        slot->set_slot_variable_node_id(-5);
        node->add_attributes()->set_checkpoint_key("key" + std::to_string(i));
    }
    const auto objects = readCheckpointObjects(asBytes(protobuf::serialize(graph)));
    VERIFY_RESULT(objects);
    QCOMPARE(objects->size(), 1000U);
    QVERIFY(!readCheckpointObjects(asBytes(std::string("\x0a\xff\xff\xff\xff\x0f", 6))));
    VERIFY_RESULT(readCheckpointObjects({}));
}

void TestHostileCheckpoint::refusesStringsThatLie()
{
    for (const std::string& stored :
         {std::string(16, '\xff'), std::string("\x01\0\0\0\0a", 6), std::string(), std::string("\x7f\0\0\0\0", 5)}) {
        const std::string prefix = test::temporaryFolder() + "/crafted";
        pb::BundleEntry entry = floats({}, 0, static_cast<std::int64_t>(stored.size()));
        entry.set_dtype(7);
        sstable::TableWriter table;
        VERIFY_RESULT(table.add({}, asBytes(protobuf::serialize(header()))));
        VERIFY_RESULT(table.add("s", asBytes(protobuf::serialize(entry))));
        test::writeAll(prefix + ".index", table.finish());
        test::writeAll(prefix + ".data-00000-of-00001", stored);
        const auto model = openModel(prefix);
        VERIFY_RESULT(model);
        QVERIFY(!model->variables[0].tensor.strings());
    }
}

QTEST_APPLESS_MAIN(TestHostileCheckpoint)
#include "tst_HostileCheckpoint.moc"
