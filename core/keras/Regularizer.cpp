// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/Regularizer.h"

#include <cmath>

namespace lw::keras {

namespace {

constexpr double kUsual = 0.01;

double number(const Json& json, double fallback)
{
    const double value = json.toDouble(fallback);
    return std::isfinite(value) ? value : fallback;
}

} // namespace

std::optional<Regularizer> readRegularizer(const Json& regularizer)
{
    const bool named = regularizer.isString();
    const std::string name = named ? regularizer.toText() : regularizer["class_name"].toText();
    const Json& config = regularizer["config"];
    Regularizer result;
    if (name == "L1" || name == "l1") {
        result.l1 = number(config["l1"], number(config["l"], kUsual));
    } else if (name == "L2" || name == "l2") {
        result.l2 = number(config["l2"], number(config["l"], kUsual));
    } else if (name == "L1L2" || name == "l1_l2") {
        const double fallback = name == "l1_l2" ? kUsual : 0;
        result.l1 = number(config["l1"], fallback);
        result.l2 = number(config["l2"], fallback);
    } else if (name == "OrthogonalRegularizer" || name == "orthogonal_regularizer") {
        const bool columns = config["mode"].toText("rows") == "columns";
        result.kind = columns ? Regularizer::Kind::OrthogonalColumns : Regularizer::Kind::OrthogonalRows;
        result.factor = number(config["factor"], kUsual);
    } else {
        return std::nullopt;
    }
    return result;
}

Json activityRegularizer(std::string_view className, const Json& config)
{
    if (className != "ActivityRegularization")
        return config["activity_regularizer"];
    return Json::object(
        {{"class_name", "L1L2"}, {"config", Json::object({{"l1", config["l1"]}, {"l2", config["l2"]}})}});
}

std::string regularizerKey(std::string_view role)
{
    role.remove_prefix(role.rfind('/') + 1); // npos + 1 is 0
    for (const std::string_view part : {"recurrent", "depthwise", "pointwise"})
        if (role.starts_with(part) && role.substr(part.size()) == "_kernel")
            role = part;
    return std::string(role) + "_regularizer";
}

} // namespace lw::keras
