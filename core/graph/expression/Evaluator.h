// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/graph/GraphBuilder.h"
#include "core/graph/expression/Syntax.h"

#include <functional>
#include <map>

namespace lw::graph::expression {

/// A value while an expression is turned into operations. Numbers are Python's: they have no dtype of their own and
/// take that of the tensor that they meet.
struct Value {
    enum class Kind { None, Bool, Int, Float, Text, Tuple, Tensor, Slice, Ellipsis };
    Kind kind = Kind::None;
    std::int64_t integer = 0; ///< also of Bool
    double number = 0;
    std::string text;
    std::vector<Value> items; ///< of a Tuple; of a Slice: begin, end, step
    bool list = false;        ///< a Tuple in square brackets, which picks where it stands as a position
    Edge edge;

    static Value of(Edge edge);
    static Value of(bool value);
    static Value of(std::int64_t value);
    static Value of(double value);
    static Value of(std::string text);
    static Value tuple(std::vector<Value> items);
    /// Numbers, texts, lists, true, false and null; other JSON is None.
    static Value of(const Json& json);

    [[nodiscard]] bool is(Kind other) const { return kind == other; }
    [[nodiscard]] bool isNumber() const { return kind == Kind::Int || kind == Kind::Float || kind == Kind::Bool; }
    [[nodiscard]] double toDouble() const { return kind == Kind::Float ? number : static_cast<double>(integer); }
};

/// What names mean in an expression.
struct Scope {
    std::map<std::string, Value, std::less<>> names; ///< inputs and config values
    /// Variables, made into nodes when they are used; none when there is no variable of that name.
    std::function<std::optional<Edge>(const std::string& name)> variable;
    std::vector<std::string> variableNames; ///< for messages
    std::string unnamed; ///< variables that have numbers for names, for messages: "var0 (5, 4), var1 (4,)"
    /// Applies an activation that has this name in Keras; none when it has not. May be empty.
    std::function<std::optional<Edge>(GraphBuilder& g, Edge x, const std::string& name)> activation;
    DType floating = DType::Float32; ///< of numbers with a point
    bool training = false;           ///< whether dropout() drops
};

/// Turns a program into operations of a graph. The first problem sticks: what follows returns None, and whoever
/// started it asks problem() at the end. One use.
class Evaluator {
public:
    Evaluator(GraphBuilder& builder, const Scope& scope, const Program& program)
        : g(builder), m_scope(scope), m_program(program), m_names(scope.names), m_marked(builder.graph().nodes.size())
    {
    }
    GraphBuilder& g;

    /// The result: tensors, as one or as a tuple. Numbers become constants.
    std::vector<Edge> run();
    [[nodiscard]] const std::optional<Problem>& problem() const { return m_problem; }
    /// Where the nodes that were added to the graph come from, for what goes wrong when they run.
    [[nodiscard]] const std::vector<std::pair<std::uint32_t, Span>>& origins() const { return m_origins; }

    Value fail(std::string message, Span span);
    /// Notes trouble of the builder as a problem here; true when there is a problem.
    bool failed(Span span);
    [[nodiscard]] const Scope& scope() const { return m_scope; }

    /// A tensor of a number, a nested list of numbers, or of a list with tensors in it (stacked). like: what untyped
    /// numbers become; Invalid: int32, or the scope's floating type.
    Edge tensor(const Value& value, Span span, DType like = DType::Invalid);
    /// Makes two operands tensors of one type.
    std::pair<Edge, Edge> promoted(const Value& a, const Value& b, Span span);
    std::vector<Edge> promoted(const std::vector<Value>& values, Span span);
    Edge toFloating(Edge x);
    Edge toBool(const Value& value, Span span);

    Value binary(const std::string& op, const Value& a, const Value& b, Span span);
    Value unary(const std::string& op, const Value& a, Span span);
    Value subscript(const Value& value, const std::vector<Value>& entries, Span span);
    /// x[...] with lists or tensors of positions among the entries, as NumPy has it ("advanced indexing").
    Value positionsAt(Edge x, const std::vector<Value>& entries, Span span);
    Value matmul(Edge a, Edge b, Span span);
    /// Tensors of one shape joined along a new axis.
    Edge stacked(std::vector<Edge> parts, std::int64_t axis, Span span);
    /// The slices along an axis at whole-numbered positions; negative ones count from the end.
    Value gathered(Edge x, Edge positions, std::int64_t axis, Span span);
    /// False, with the problem, when a position is known not to be there.
    bool checkPositions(Edge positions, const Size& length, Span span);
    /// Positions, of which negative ones count from the end, counted from the front.
    Edge fromTheFront(Edge positions, const Size& length);
    Value attribute(const Value& value, const std::string& name, Span span);
    /// The dimensions of a tensor as numbers, and scalars for those that are known in a run only.
    Value shapeOf(Edge x, Span span);
    /// An int32 vector of these sizes.
    Edge sizeVector(const Value& value, Span span);

private:
    /// The value of a node of the program, and the origins of what it added to the graph.
    Value evaluate(std::uint32_t node);
    Value valueOf(const Syntax& syntax);
    Value name(const Syntax& syntax);
    Value number(const Syntax& syntax);
    Value logical(const Syntax& syntax);
    Value conditional(const Syntax& syntax);
    Value call(const Syntax& syntax);
    Value callNamed(const Syntax& syntax, std::vector<Value> positional,
                    std::vector<std::pair<std::string, Value>> keywords);
    Value scalarBinary(const std::string& op, const Value& a, const Value& b, Span span);
    Value integerBinary(const std::string& op, std::int64_t a, std::int64_t b, Span span);
    void assign(const std::vector<std::string>& targets, Value value, Span span);
    [[nodiscard]] std::string unknownName(const std::string& name) const;

    const Scope& m_scope;
    const Program& m_program;
    std::map<std::string, Value, std::less<>> m_names;
    std::optional<Problem> m_problem;
    std::vector<std::pair<std::uint32_t, Span>> m_origins;
    std::size_t m_marked = 0; ///< nodes of the graph before this one have an origin, or are not ours
};

/// The numbers of items, nested ones included, that a tuple may have.
inline constexpr std::size_t kMostItems = 10'000;
std::size_t countItems(const Value& value);
/// The dtype that TensorFlow and NumPy agree on for both.
DType commonType(DType a, DType b);
/// "float32 (None, 32)" or "the number 3": a value as messages call it.
std::string describeValue(const Value& value, const GraphBuilder& g);

} // namespace lw::graph::expression
