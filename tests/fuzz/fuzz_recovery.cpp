// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The JSON of a record of unsaved edits and up to two files of values beside it (tst_Record has every bit of the header).
// The file that it belongs to is a small model that is open, so that no path of an input is ever opened.
#include "core/containers/sstable/Crc32c.h"
#include "core/keras/Architecture.h"
#include "core/recovery/RecordFormat.h"
#include "core/recovery/RecoverModel.h"
#include "tests/fuzz/FuzzSupport.h"

namespace {

std::shared_ptr<const lw::Model> openModel()
{
    auto model = std::make_shared<lw::Model>();
    const auto json = lw::Json::parse(R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
        {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "name": "in"}},
        {"class_name": "Dense", "config": {"name": "a", "units": 3}}]}})");
    lw::fuzz::require(json.ok() && lw::keras::readArchitecture(*json, *model).ok(), "the target's own model is right");
    lw::fuzz::addZeros(*model);
    model->training.emplace();
    lw::Variable slot;
    slot.path = "optimizer/m/a/kernel";
    slot.tensor = lw::Tensor::fromVector({4, 3}, std::vector<float>(12));
    model->training->slotVariables.push_back(slot);
    return model;
}

std::string withHeader(std::string_view json)
{
    std::string bytes(lw::recovery::kMagic);
    const std::uint32_t version = lw::recovery::kVersion, checksum = lw::sstable::crc32c(lw::asBytes(json));
    const std::uint64_t length = json.size();
    bytes.append(reinterpret_cast<const char*>(&version), sizeof(version));
    bytes.append(reinterpret_cast<const char*>(&checksum), sizeof(checksum));
    bytes.append(reinterpret_cast<const char*>(&length), sizeof(length));
    return bytes.append(json);
}

} // namespace

LW_FUZZ_TARGET
{
    static const auto open = openModel();
    const auto files = lw::fuzz::pieces(input);
    const auto record = lw::recovery::decodeRecord(lw::asBytes(withHeader(files[0])));
    if (!record.ok())
        return;
    const auto again = lw::recovery::decodeRecord(lw::asBytes(lw::recovery::encodeRecord(*record)));
    lw::fuzz::require(again.ok(), "a record that was read can be written and read");
    for (std::uint32_t store = 0; store < 2; ++store)
        lw::fuzz::write(lw::recovery::storePath("1", store), files.size() > store + 1 ? files[store + 1] : "");
    const auto recovered = lw::recovery::recoverModel(*record, lw::fuzz::scratch("1"), open);
    if (!recovered.ok())
        return;
    lw::fuzz::use(*recovered->model);
    for (const auto& step : recovered->steps)
        lw::fuzz::use(*step.model);
    lw::fuzz::use(*recovered->base);
}
