// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whatever is written as an expression becomes operations or a problem within the text.
#include "core/graph/expression/Evaluator.h"
#include "tests/fuzz/FuzzSupport.h"

using namespace lw::graph;

LW_FUZZ_TARGET
{
    const std::string text(input);
    const expression::Parsed parsed = expression::parse(text);
    if (parsed.problem)
        return void(expression::describe(*parsed.problem, text));
    Graph graph;
    GraphBuilder builder(graph);
    const Edge x = builder.placeholder("x", lw::DType::Float32, lw::Shape{lw::kUnknownDim, 3});
    const Edge w = builder.placeholder("w", lw::DType::Float32, lw::Shape{3, 4});
    expression::Scope scope;
    scope.names = {{"x", expression::Value::of(x)}, {"w", expression::Value::of(w)}};
    expression::Evaluator evaluator(builder, scope, parsed.program);
    (void)evaluator.run();
    if (evaluator.problem())
        lw::fuzz::require(evaluator.problem()->span.end <= text.size(), "problems lie within the text");
}
