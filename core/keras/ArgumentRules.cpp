// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keras/ArgumentRules.h"

#include "core/keras/Catalogue.h"
#include "core/keras/dialect/ArgumentTable.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace lw::keras {

namespace {

enum class Kind {
    Any,          ///< not checked
    Integer,      ///< a whole number from least on
    MinusOne,     ///< the same, or -1
    Number,       ///< from least to most
    NumberOrPair, ///< the same, or any two numbers, the smaller first
    Window,       ///< as many whole numbers from least on as the layer has dimensions, or one for all
    Borders,      ///< the same, where each may be a pair; of one dimension a number or a pair
    Axes,         ///< a whole number, or a list of them
    TwoAxes,      ///< a whole number other than 0, or two
    TwoNumbers,   ///< two numbers
    Shape,        ///< a list of whole numbers from 1 on, where one may be -1
    Permutation,  ///< the numbers from 1 on in some order
    Choice,       ///< one of words
};

struct Rule {
    std::string_view className; ///< as matchesClass() takes it
    std::string_view argument;
    Kind kind;
    double least = 0, most = 0;
    bool mayBeNone = false;
    int generation = 0; ///< of Keras that has this rule; 0: both
    std::string_view words = {};
};

constexpr double kNoLimit = std::numeric_limits<double>::infinity();
constexpr std::string_view kPadding = "valid, same", kCausal = "valid, same, causal",
                           kFormats = "channels_last, channels_first";

/// The first that matches counts. tests/interop/arguments.py holds them against real Keras.
constexpr Rule kRules[] = {
    // clang-format off
    {"*", "units", Kind::Integer, 1},
    {"Depthwise*", "filters", Kind::Any}, // Keras 2 has it there, as None
    {"*", "filters", Kind::Integer, 1},
    {"RandomGaussianBlur", "kernel_size", Kind::Any},
    {"*", "kernel_size", Kind::Window, 1},
    {"*", "pool_size", Kind::Window, 1},
    {"MaxPooling*", "strides", Kind::Window, 1, 0, true},
    {"AveragePooling*", "strides", Kind::Window, 1, 0, true},
    {"STFTSpectrogram", "strides", Kind::Any},
    {"*", "strides", Kind::Window, 1},
    {"*", "dilation_rate", Kind::Window, 1},
    {"*", "output_padding", Kind::Window, 0, 0, true},
    {"UpSampling1D", "size", Kind::Integer, 1},
    {"UpSampling*", "size", Kind::Window, 1},
    {"ZeroPadding*", "padding", Kind::Borders, 0},
    {"Cropping*", "cropping", Kind::Borders, 0},
    {"GroupNormalization", "groups", Kind::MinusOne, 1},
    {"Depthwise*", "groups", Kind::Any}, // nothing of Keras reads it there
    {"Separable*", "groups", Kind::Any},
    {"*", "groups", Kind::Integer, 1},
    {"*", "depth_multiplier", Kind::Integer, 1},
    {"STFTSpectrogram", "padding", Kind::Any},
    {"Conv1D", "padding", Kind::Choice, 0, 0, false, 0, kCausal},
    {"SeparableConv1D", "padding", Kind::Choice, 0, 0, false, 2, kCausal},
    {"*", "padding", Kind::Choice, 0, 0, false, 0, kPadding},
    {"*", "data_format", Kind::Choice, 0, 0, true, 0, kFormats},
    {"*", "rate", Kind::Number, 0, 1},
    {"*", "dropout", Kind::Number, 0, 1},
    {"*", "recurrent_dropout", Kind::Number, 0, 1},
    {"GaussianNoise", "stddev", Kind::Number, 0, 1, false, 3},
    {"GaussianNoise", "stddev", Kind::Number, 0, kNoLimit},
    {"*", "input_dim", Kind::Integer, 1},
    {"*", "output_dim", Kind::Integer, 1},
    {"RepeatVector", "n", Kind::Integer, 1},
    {"*", "num_heads", Kind::Integer, 1},
    {"*", "key_dim", Kind::Integer, 1},
    {"*", "value_dim", Kind::Integer, 1, 0, true},
    {"*", "head_dim", Kind::Integer, 1},
    {"*", "num_query_heads", Kind::Integer, 1},
    {"*", "num_key_value_heads", Kind::Integer, 1},
    {"*", "sliding_window", Kind::Integer, 1, 0, true},
    {"*", "alpha", Kind::Number, -kNoLimit, kNoLimit},
    {"*", "negative_slope", Kind::Number, 0, kNoLimit},
    {"ReLU", "max_value", Kind::Number, 0, kNoLimit, true},
    {"ReLU", "threshold", Kind::Number, 0, kNoLimit},
    {"ThresholdedReLU", "theta", Kind::Number, 0, kNoLimit},
    {"ActivityRegularization", "l1", Kind::Number, 0, kNoLimit, true},
    {"ActivityRegularization", "l2", Kind::Number, 0, kNoLimit, true},
    {"Resizing", "height", Kind::Integer, 1},
    {"Resizing", "width", Kind::Integer, 1},
    {"CenterCrop", "height", Kind::Integer, 1},
    {"CenterCrop", "width", Kind::Integer, 1},
    {"RandomCrop", "height", Kind::Integer, 1},
    {"RandomCrop", "width", Kind::Integer, 1},
    {"*", "momentum", Kind::Number, -kNoLimit, kNoLimit},
    {"*", "epsilon", Kind::Number, 0, kNoLimit, true},
    {"*", "mask_value", Kind::Number, -kNoLimit, kNoLimit},
    {"Concatenate", "axis", Kind::Axes},
    {"BatchNormalization", "axis", Kind::Axes},
    {"LayerNormalization", "axis", Kind::Axes},
    {"UnitNormalization", "axis", Kind::Axes},
    {"Softmax", "axis", Kind::Axes, 0, 0, true},
    {"Dot", "axes", Kind::TwoAxes},
    {"Reshape", "target_shape", Kind::Shape},
    {"Permute", "dims", Kind::Permutation},
    {"*", "value_range", Kind::TwoNumbers},
    {"CategoryEncoding", "num_tokens", Kind::Integer, 1, 0, true},
    {"RandomGrayscale", "factor", Kind::Number, 0, 1},
    {"RandomBrightness", "factor", Kind::NumberOrPair, -1, 1, true},
    {"RandomRotation", "factor", Kind::NumberOrPair, -1, 1, true, 3},
    {"RandomSaturation", "factor", Kind::NumberOrPair, -1, 1, false, 3},
    {"RandomColorDegeneration", "factor", Kind::NumberOrPair, -1, 1, false, 3},
    {"RandomContrast", "factor", Kind::NumberOrPair, 0, 1},
    {"RandomHue", "factor", Kind::NumberOrPair, 0, 1},
    {"RandomInvert", "factor", Kind::NumberOrPair, 0, 1},
    {"RandomSharpness", "factor", Kind::NumberOrPair, 0, 1},
    {"RandomPerspective", "factor", Kind::NumberOrPair, 0, 1},
    {"RandomErasing", "factor", Kind::NumberOrPair, 0, 1},
    {"CutMix", "factor", Kind::NumberOrPair, 0, 1},
    // clang-format on
};

const Rule* ruleOf(int generation, std::string_view className, std::string_view argument)
{
    const auto* const rule = std::find_if(std::begin(kRules), std::end(kRules), [&](const Rule& each) {
        return each.argument == argument && (each.generation == 0 || each.generation == generation) &&
               matchesClass(each.className, className);
    });
    return rule == std::end(kRules) ? nullptr : rule;
}

bool isInteger(const Json& value, double least)
{
    return value.isInteger() && static_cast<double>(value.toInt()) >= least;
}

bool isNumber(const Json& value, double least = -kNoLimit, double most = kNoLimit)
{
    const double number = value.toDouble(std::nan(""));
    return value.isNumber() && std::isfinite(number) && number >= least && number <= most;
}

template <typename Check>
bool isList(const Json& value, std::size_t length, const Check& check)
{
    return value.isArray() && value.size() == length && std::all_of(value.items().begin(), value.items().end(), check);
}

/// The dimensions that a window has: 2 for Conv2D and ConvLSTM2D; 0 when the name does not tell.
std::size_t dimensions(std::string_view className)
{
    for (std::size_t i = 0; i + 1 < className.size(); ++i)
        if (className[i] >= '1' && className[i] <= '3' && className[i + 1] == 'D')
            return static_cast<std::size_t>(className[i] - '0');
    return 0;
}

bool isPermutation(const Json& value)
{
    std::vector<bool> met(value.size());
    for (const Json& item : value.items()) {
        const std::int64_t index = item.isInteger() ? item.toInt() - 1 : -1;
        if (index < 0 || index >= static_cast<std::int64_t>(met.size()) || met[static_cast<std::size_t>(index)])
            return false;
        met[static_cast<std::size_t>(index)] = true;
    }
    return value.isArray() && !met.empty();
}

bool isTargetShape(const Json& value)
{
    const auto& items = value.items();
    const auto open = std::count_if(items.begin(), items.end(), [](const Json& item) { return item.toInt() == -1; });
    return value.isArray() && open <= 1 && std::all_of(items.begin(), items.end(), [](const Json& item) {
               return isInteger(item, 1) || (item.isInteger() && item.toInt() == -1);
           });
}

bool isChoice(const Json& value, std::string_view words)
{
    while (!words.empty()) {
        const std::string_view word = words.substr(0, words.find(','));
        if (value.isString() && value.toText() == word)
            return true;
        words.remove_prefix(std::min(words.size(), word.size() + 2));
    }
    return false;
}

bool holds(const Rule& rule, std::size_t count, const Json& value)
{
    const auto integer = [&](const Json& item) { return isInteger(item, rule.least); };
    const auto pair = [&](const Json& item) { return isList(item, 2, integer); };
    switch (rule.kind) {
    case Kind::Any:
        return true;
    case Kind::Integer:
        return integer(value);
    case Kind::MinusOne:
        return integer(value) || (value.isInteger() && value.toInt() == -1);
    case Kind::Number:
        return isNumber(value, rule.least, rule.most);
    case Kind::NumberOrPair:
        return isNumber(value, rule.least, rule.most) ||
               (isList(value, 2, [](const Json& item) { return isNumber(item); }) &&
                value.at(0).toDouble() <= value.at(1).toDouble());
    case Kind::Window:
        return integer(value) || count == 0 || isList(value, count, integer);
    case Kind::Borders:
        return integer(value) || isList(value, count == 1 ? 2 : count, integer) ||
               (count > 1 && isList(value, count, pair));
    case Kind::Axes:
        return value.isInteger() ||
               (value.isArray() && isList(value, value.size(), [](const Json& item) { return item.isInteger(); }));
    case Kind::TwoAxes: {
        const auto axis = [](const Json& item) { return item.isInteger() && item.toInt() != 0; };
        return axis(value) || isList(value, 2, axis);
    }
    case Kind::TwoNumbers:
        return isList(value, 2, [](const Json& item) { return isNumber(item); });
    case Kind::Shape:
        return isTargetShape(value);
    case Kind::Permutation:
        return isPermutation(value);
    case Kind::Choice:
        return isChoice(value, rule.words);
    }
    return true;
}

std::string numberText(double number)
{
    return number == std::floor(number) ? std::to_string(static_cast<std::int64_t>(number)) : std::to_string(number);
}

/// As people write it: "(3, 3)" is a list too, so brackets do.
std::string valueText(const Json& value)
{
    if (value.isNull())
        return "None";
    if (value.isBool())
        return value.toBool() ? "True" : "False";
    return printable(value.dump(), 60);
}

/// "rate is a number from 0 to 1, not 2": what is allowed, and what was given. Whole sentences, so that the window
/// finds them among its translations.
std::string refusal(const Rule& rule, std::size_t count, const Json& given)
{
    const std::string argument(rule.argument), least = numberText(std::max(rule.least, -1e9)), value = valueText(given);
    switch (rule.kind) {
    case Kind::Integer:
        return argument + " is a whole number of " + least + " or more, not " + value;
    case Kind::MinusOne:
        return argument + " is a whole number of 1 or more, or -1 for as many as there are channels, not " + value;
    case Kind::Number:
        if (rule.least == -kNoLimit)
            return argument + " is a number, not " + value;
        if (rule.most == kNoLimit)
            return argument + " is a number of " + least + " or more, not " + value;
        return argument + " is a number from " + least + " to " + numberText(rule.most) + ", not " + value;
    case Kind::NumberOrPair:
        return argument + " is a number from " + least + " to " + numberText(rule.most) +
               ", or two numbers in brackets, the smaller first, not " + value;
    case Kind::Window:
        if (count <= 1)
            return argument + " is a whole number of " + least + " or more, not " + value;
        return argument + " is a whole number of " + least + " or more, or " + std::to_string(count) +
               " of them in brackets, not " + value;
    case Kind::Borders:
        if (count == 1)
            return argument + " is a whole number of 0 or more, or two of them in brackets: before and after, not " +
                   value;
        return argument + " is a whole number of 0 or more, or " + std::to_string(count) +
               " of them in brackets, where each may be a pair: before and after, not " + value;
    case Kind::Axes:
        return argument + " is a whole number, or several in brackets, not " + value;
    case Kind::TwoAxes:
        return argument + " is a whole number other than 0, or two in brackets, not " + value;
    case Kind::TwoNumbers:
        return argument + " are two numbers in brackets: the lowest and the highest, not " + value;
    case Kind::Shape:
        return argument + " is a list of whole numbers of 1 or more, where one may be -1: what is left, not " + value;
    case Kind::Permutation:
        return argument + " is a list of the numbers from 1 on, in some order, not " + value;
    case Kind::Choice:
        return argument + " is one of " + std::string(rule.words) + ", not " + value;
    case Kind::Any:
        break;
    }
    return {};
}

bool isAboveOne(const Json& value)
{
    const auto above = [](const Json& item) { return item.isInteger() && item.toInt() > 1; };
    return above(value) || std::any_of(value.items().begin(), value.items().end(), above);
}

/// What two arguments allow each other.
Result<void> checkTogether(int generation, std::string_view className, const Json& config, std::string_view argument)
{
    // Keras 3 computes separable ones with both.
    const bool convolution = className == "Conv1D" || className == "Conv2D" || className == "Conv3D" ||
                             (generation == 2 && className.starts_with("SeparableConv"));
    if (convolution && (argument == "strides" || argument == "dilation_rate") && isAboveOne(config["strides"]) &&
        isAboveOne(config["dilation_rate"]))
        return invalid("strides and dilation_rate cannot both be more than 1");
    const auto multiple = [&](const char* whole, const char* part) {
        const std::int64_t a = config[whole].toInt(), b = config[part].toInt();
        return a <= 0 || b <= 0 || a % b == 0;
    };
    if (className.starts_with("Conv") && (argument == "groups" || argument == "filters") &&
        !(generation == 2 && className.find("Transpose") != className.npos) && !multiple("filters", "groups"))
        return invalid("filters is a multiple of groups, and " + valueText(config["filters"]) + " is none of " +
                       valueText(config["groups"]));
    if ((argument == "num_query_heads" || argument == "num_key_value_heads") &&
        !multiple("num_query_heads", "num_key_value_heads"))
        return invalid("num_query_heads is a multiple of num_key_value_heads, and " +
                       valueText(config["num_query_heads"]) + " is none of " +
                       valueText(config["num_key_value_heads"]));
    return {};
}

} // namespace

Result<void> checkArgument(int generation, std::string_view className, const Json& config, const std::string& argument)
{
    if (findLayerInfo(className) == nullptr)
        return {};
    const Rule* rule = ruleOf(generation, className, argument);
    const Json& value = config[argument];
    if (rule == nullptr || (value.isNull() && rule->mayBeNone))
        return {};
    const std::size_t count = dimensions(className);
    if (!holds(*rule, count, value))
        return invalid(refusal(*rule, count, value));
    return checkTogether(generation, className, config, argument);
}

Result<void> checkArguments(int generation, std::string_view className, const Json& config, const Json& changes)
{
    for (const auto& [argument, value] : changes.members())
        LW_TRY(checkArgument(generation, className, config, argument));
    return {};
}

} // namespace lw::keras
