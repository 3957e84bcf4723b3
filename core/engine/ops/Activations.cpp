// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ops/Activations.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lw::engine {

namespace {

template <typename T, auto function>
void mapRow(T* row, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        row[i] = function(row[i]);
}

template <typename T>
void softmaxRow(T* row, std::size_t count)
{
    if (count == 0)
        return;
    const T largest = *std::max_element(row, row + count);
    T sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        row[i] = std::exp(row[i] - largest);
        sum += row[i];
    }
    for (std::size_t i = 0; i < count; ++i)
        row[i] /= sum;
}

template <typename T>
T softplus(T x)
{
    return x > T(20) ? x : std::log1p(std::exp(x));
}

template <typename T>
struct NamedActivation {
    std::string_view name;
    RowActivation<T> apply;
};

template <typename T>
constexpr NamedActivation<T> kActivations[] = {
    {"", mapRow<T, [](T x) { return x; }>},
    {"linear", mapRow<T, [](T x) { return x; }>},
    {"tanh", mapRow<T, [](T x) { return std::tanh(x); }>},
    {"sigmoid", mapRow<T, [](T x) { return T(1) / (T(1) + std::exp(-x)); }>},
    {"relu", mapRow<T, [](T x) { return x < 0 ? T(0) : x; }>},
    {"relu6", mapRow<T, [](T x) { return std::clamp(x, T(0), T(6)); }>},
    {"leaky_relu", mapRow<T, [](T x) { return x < 0 ? T(0.2) * x : x; }>},
    {"hard_sigmoid", mapRow<T, [](T x) { return std::clamp(T(0.2) * x + T(0.5), T(0), T(1)); }>},
    {"hard_sigmoid_6", mapRow<T, [](T x) { return std::clamp(x / T(6) + T(0.5), T(0), T(1)); }>},
    {"softmax", softmaxRow<T>},
    {"softplus", mapRow<T, [](T x) { return softplus(x); }>},
    {"softsign", mapRow<T, [](T x) { return x / (T(1) + std::fabs(x)); }>},
    {"elu", mapRow<T, [](T x) { return x < 0 ? std::expm1(x) : x; }>},
    {"selu",
     mapRow<T, [](T x) { return T(1.0507009873554805) * (x < 0 ? T(1.6732632423543772) * std::expm1(x) : x); }>},
    {"exponential", mapRow<T, [](T x) { return std::exp(x); }>},
    {"swish", mapRow<T, [](T x) { return x / (T(1) + std::exp(-x)); }>},
    {"silu", mapRow<T, [](T x) { return x / (T(1) + std::exp(-x)); }>},
    {"gelu", mapRow<T, [](T x) { return T(0.5) * x * (T(1) + std::erf(x / T(std::numbers::sqrt2))); }>},
    {"mish", mapRow<T, [](T x) { return x * std::tanh(softplus(x)); }>},
};

} // namespace

template <typename T>
RowActivation<T> findActivation(std::string_view name)
{
    for (const auto& entry : kActivations<T>)
        if (entry.name == name)
            return entry.apply;
    return nullptr;
}

template RowActivation<float> findActivation(std::string_view);
template RowActivation<double> findActivation(std::string_view);

} // namespace lw::engine
