// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Dispatch.h"
#include "core/engine/ops/Families.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

/// The few string ops that models use at their border. Letters are ASCII's.
namespace lw::engine {

namespace {

template <auto function>
Result<void> mapStrings(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    LW_TRY(requireType(context, 0, DType::String));
    LW_ASSIGN(Value* const y, context.output(0, DType::String, context.inputs[0].shape));
    std::transform(context.inputs[0].strings->begin(), context.inputs[0].strings->end(), y->strings->begin(), function);
    return {};
}

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}
std::string upper(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    return text;
}
std::string strip(const std::string& text)
{
    constexpr std::string_view kSpace = " \t\n\v\f\r";
    const auto first = text.find_first_not_of(kSpace);
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// As printf has it: %d for integers, %f (or %g, %e with shortest, scientific) for floats.
Result<void> asString(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    const Value& x = context.inputs[0];
    const auto precision = static_cast<int>(std::clamp<std::int64_t>(context.node.intAttr("precision", -1), -1, 100));
    const auto width = static_cast<int>(std::clamp<std::int64_t>(context.node.intAttr("width", -1), -1, 1000));
    const std::string fill = context.node.textAttr("fill");
    const bool zeros = fill == "0", left = fill == "-";
    if (!fill.empty() && fill != " " && !zeros && !left && fill != "+")
        return unsupportedForm(context, "filling with " + printable(fill));
    const char kind = context.node.boolAttr("scientific") ? 'e' : context.node.boolAttr("shortest") ? 'g' : 'f';
    LW_ASSIGN(Value* const y, context.output(0, DType::String, x.shape));
    if (x.dtype == DType::String) {
        *y->strings = *x.strings;
        return {};
    }
    return dispatch(RealTypes{} + BoolTypes{}, context, x.dtype, [&](auto tag) -> Result<void> {
        using T = typename decltype(tag)::Type;
        const auto text = [&](const T& element) -> std::string {
            if constexpr (std::is_same_v<T, Boolean>)
                return element ? "true" : "false";
            std::string format = "%" +
                                 std::string(zeros         ? "0"
                                             : left        ? "-"
                                             : fill == "+" ? "+"
                                                           : "") +
                                 (width >= 0 ? std::to_string(width) : "");
            char buffer[1600];
            if constexpr (std::is_integral_v<T>) {
                format += std::is_signed_v<T> ? "lld" : "llu";
                using Wide = std::conditional_t<std::is_signed_v<T>, long long, unsigned long long>;
                std::snprintf(buffer, sizeof buffer, format.c_str(), static_cast<Wide>(element));
            } else {
                format += (precision >= 0 ? "." + std::to_string(precision) : "") + kind;
                std::snprintf(buffer, sizeof buffer, format.c_str(), convertNumber<double>(element));
            }
            return buffer;
        };
        std::transform(x.as<T>().begin(), x.as<T>().end(), y->strings->begin(), text);
        return {};
    });
}

/// StringJoin: element by element; scalars go with every element.
Result<void> join(KernelContext& context)
{
    LW_TRY(requireInputs(context, std::max<std::size_t>(1, context.inputs.size())));
    Shape shape;
    for (const Value& part : context.inputs) {
        if (part.dtype != DType::String)
            return unsupportedType(context, part.dtype);
        if (!part.shape.empty() && !shape.empty() && part.shape != shape)
            return opError(context, "shapes differ");
        shape = part.shape.empty() ? shape : part.shape;
    }
    const std::string separator = context.node.textAttr("separator");
    LW_ASSIGN(Value* const y, context.output(0, DType::String, shape));
    for (std::size_t i = 0; i < y->strings->size(); ++i)
        for (std::size_t n = 0; n < context.inputs.size(); ++n)
            (*y->strings)[i] +=
                (n > 0 ? separator : "") + (*context.inputs[n].strings)[context.inputs[n].shape.empty() ? 0 : i];
    return {};
}

Result<void> length(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    LW_TRY(requireType(context, 0, DType::String));
    const bool characters = context.node.textAttr("unit", "BYTE") == "UTF8_CHAR";
    LW_ASSIGN(Value* const y, context.output(0, DType::Int32, context.inputs[0].shape));
    std::transform(context.inputs[0].strings->begin(), context.inputs[0].strings->end(),
                   reinterpret_cast<std::int32_t*>(y->data), [&](const std::string& text) {
                       const auto starts = std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
                       return static_cast<std::int32_t>(characters ? starts : static_cast<std::ptrdiff_t>(text.size()));
                   });
    return {};
}

Result<void> toNumber(KernelContext& context)
{
    LW_TRY(requireInputs(context, 1));
    LW_TRY(requireType(context, 0, DType::String));
    const DType dtype = context.node.typeAttr("out_type", DType::Float32);
    return dispatch(TypeList<float, double, std::int32_t, std::int64_t>{}, context, dtype,
                    [&](auto tag) -> Result<void> {
                        using T = typename decltype(tag)::Type;
                        LW_ASSIGN(Value* const y, context.output(0, dtype, context.inputs[0].shape));
                        T* out = reinterpret_cast<T*>(y->data);
                        for (const auto& element : *context.inputs[0].strings) {
                            const std::string text = strip(element);
                            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *out);
                            if (error != std::errc() || end != text.data() + text.size())
                                return opError(context, "\"" + printable(element, 40) + "\" is not a number");
                            ++out;
                        }
                        return {};
                    });
}

constexpr OpEntry kTable[] = {
    {"AsString", asString},
    {"StringJoin", join},
    {"StringLength", length},
    {"StringLower", mapStrings<lower>},
    {"StringStrip", mapStrings<strip>},
    {"StringToNumber", toNumber},
    {"StringUpper", mapStrings<upper>},
};

} // namespace

std::span<const OpEntry> stringOps()
{
    return kTable;
}

} // namespace lw::engine
