// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/graph/expression/Evaluator.h"

#include <QObject>
#include <QTest>

using namespace lw;
using namespace lw::graph;
using namespace lw::graph::expression;

/// What expressions become, and what is said of wrong ones; that they compute what NumPy does is the business of
/// tests/interop/expressions.py.
class tst_Expression : public QObject {
    Q_OBJECT

private slots:
    void infersTypesAndShapes_data();
    void infersTypesAndShapes();
    void saysWhereTheProblemIs_data();
    void saysWhereTheProblemIs();
    void survivesHostileTexts_data();
    void survivesHostileTexts();
};

namespace {

struct Checked {
    QString outputs; ///< "float32 (None, 4)", several joined by ";"
    QString problem;
};

/// With x (None, 3), w (3, 4), b (4,), ids int32 (None, 5), units 4, activation "relu".
Checked checked(const std::string& text)
{
    Graph graph;
    GraphBuilder builder(graph);
    const Edge x = builder.placeholder("x", DType::Float32, Shape{kUnknownDim, 3});
    const Edge ids = builder.placeholder("ids", DType::Int32, Shape{kUnknownDim, 5});
    const Edge w = builder.placeholder("w", DType::Float32, Shape{3, 4});
    const Edge b = builder.placeholder("b", DType::Float32, Shape{4});
    Scope scope;
    scope.names = {{"x", Value::of(x)},
                   {"inputs", Value::of(x)},
                   {"ids", Value::of(ids)},
                   {"units", Value::of(std::int64_t{4})},
                   {"activation", Value::of(std::string("relu"))}};
    scope.variableNames = {"w", "b"};
    scope.variable = [&](const std::string& name) -> std::optional<Edge> {
        return name == "w" ? std::optional(w) : name == "b" ? std::optional(b) : std::nullopt;
    };
    const Parsed parsed = parse(text);
    if (parsed.problem)
        return {{}, QString::fromStdString(describe(*parsed.problem, text))};
    Evaluator evaluator(builder, scope, parsed.program);
    const auto edges = evaluator.run();
    if (evaluator.problem())
        return {{}, QString::fromStdString(describe(*evaluator.problem(), text))};
    QStringList outputs;
    for (const Edge edge : edges)
        outputs += QString::fromStdString(describeValue(Value::of(edge), builder));
    return {outputs.join(";"), {}};
}

} // namespace

void tst_Expression::infersTypesAndShapes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("outputs");
    const std::pair<const char*, const char*> rows[] = {
        {"inputs @ w + b", "float32 (None, 4)"},
        {"tanh(x) ** 2", "float32 (None, 3)"},
        {"-x ** 2 + 1", "float32 (None, 3)"},
        {"x > 0", "bool (None, 3)"},
        {"0 < x < 1", "bool (None, 3)"},
        {"x if units == 4 else w", "float32 (None, 3)"},
        {"activation(x @ w)", "float32 (None, 4)"},
        {"tf.reduce_sum(x, axis=-1, keepdims=True)", "float32 (None, 1)"},
        {"x.mean(axis=1)", "float32 (None,)"},
        {"self.w.T", "float32 (4, 3)"},
        {"return tf.matmul(x, self.w)", "float32 (None, 4)"},
        {"h = x @ w\nh = relu(h) # twice\nh * 2", "float32 (None, 4)"},
        {"a, b2 = split(w, 2, axis=1); a + b2", "float32 (3, 2)"},
        {"x, w", "float32 (None, 3);float32 (3, 4)"},
        {"concat([x, x], axis=-1)", "float32 (None, 6)"},
        {"reshape(x @ w, (-1, 2, units // 2))", "float32 (None, 2, 2)"},
        {"reshape(x, (shape(x)[0], 3, 1))", "float32 (None, 3, 1)"},
        {"x[:, 0]", "float32 (None,)"},
        {"x[..., None, ::-1]", "float32 (None, 1, 3)"},
        {"w[ids]", "float32 (None, 5, 4)"},
        {"ids / 2", "float32 (None, 5)"},
        {"ids // 2", "int32 (None, 5)"},
        {"one_hot(ids, 7)", "float32 (None, 5, 7)"},
        {"einsum(\"bi,ij->bj\", x, w)", "float32 (None, 4)"},
        {"where(x > 0, x, 0)", "float32 (None, 3)"},
        {"softmax(x) * [1, 2, 3]", "float32 (None, 3)"},
        {"2 ** 3 + 7 % 4", "int32 ()"},
        {"argmax(w, keepdims=True)", "int64 (1, 1)"},
        {"argmax(w, axis=0, keepdims=True)", "int64 (1, 4)"},
        {"take(w, -1)", "float32 (4,)"},
        {"w[[0, -1]]", "float32 (2, 4)"},
        {"w[:, [0, 2]]", "float32 (3, 2)"},
        {"x[:, [0, 2, 2, 1]]", "float32 (None, 4)"},
        {"w[[0, 1], [1, -1]]", "float32 (2,)"},
        {"w[0, [1, 2]]", "float32 (2,)"},
        {"w[[[0], [1]], [1, 2, 3]]", "float32 (2, 3)"},
        {"w[None, :, [1]]", "float32 (1, 3, 1)"},
        {"stack([w, w])[:, [0, 1], [1, 1]]", "float32 (2, 2)"},
        {"stack([w, w, w, w, w])[[0, 1], :, [1, 1]]", "float32 (2, 3)"},
        {"w[(0, 1)]", "float32 ()"},
        {"w[()]", "float32 (3, 4)"},
        {"i = (0, 1); w[i]", "float32 ()"},
        {"i = [0, 1]; w[i]", "float32 (2, 4)"},
        {"w.reshape(2, 6)", "float32 (2, 6)"},
        {"w.reshape((2, -1))", "float32 (2, 6)"},
        {"x.reshape(x.shape[0], 3, 1)", "float32 (None, 3, 1)"},
        {"w.transpose(1, 0)", "float32 (4, 3)"},
        {"w.transpose().T", "float32 (3, 4)"},
        {"w.flatten()", "float32 (12,)"},
        {"flatten(w)", "float32 (3, 4)"},
        {"w.ravel().copy()", "float32 (12,)"},
        {"w.astype(float)", "float64 (3, 4)"},
        {"w.astype(\"int32\")", "int32 (3, 4)"},
        {"w.astype(np.float16)", "float16 (3, 4)"},
        {"cast(w, float)", "float32 (3, 4)"},
        {"w.sum(1).mean()", "float32 ()"},
        {"w.max(axis=0, keepdims=True)", "float32 (1, 4)"},
        {"w.cumsum()", "float32 (12,)"},
        {"w.cumsum(axis=None)", "float32 (12,)"},
        {"w.cumsum(None)", "float32 (12,)"},
        {"w.cumsum(dim=1)", "float32 (3, 4)"},
        {"w.cumsum(axis=-1)", "float32 (3, 4)"},
        {"w.take([0, 5])", "float32 (2,)"},
        {"w.swapaxes(0, 1).clip(0, 1)", "float32 (4, 3)"},
        {"w.dot(w.T)", "float32 (3, 3)"},
        {"w / w.size", "float32 (3, 4)"},
        {"zeros(int(w.size / 5))", "float32 (2,)"},
        {"zeros(w.shape.as_list())", "float32 (3, 4)"},
        {"x if activation is not None else w", "float32 (None, 3)"},
        {"w if activation is None else x * nan", "float32 (None, 3)"},
        {"(x > 0) & ~(x > 1)", "bool (None, 3)"},
        {"logical_xor(ids, ids > 2)", "bool (None, 5)"},
    };
    for (const auto& [text, outputs] : rows)
        QTest::newRow(text) << text << outputs;
}

void tst_Expression::infersTypesAndShapes()
{
    QFETCH(QString, text);
    QFETCH(QString, outputs);
    const Checked result = checked(text.toStdString());
    QCOMPARE(result.problem, QString());
    QCOMPARE(result.outputs, outputs);
}

void tst_Expression::saysWhereTheProblemIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem");
    const std::pair<const char*, const char*> rows[] = {
        {"", "column 1: there is nothing to compute"},
        {"x +", "column 4: the expression ends"},
        {"x @ q", "column 5: there is no \"q\""},
        {"x + sigmod(x)", "column 5: there is no function \"sigmod\" here; did you mean \"sigmoid\"?"},
        {"(x + 1", "column 1: this bracket is never closed"},
        {"x + 1)", "column 6: this bracket was never opened"},
        {"x $ 1", "column 3: this character has no meaning"},
        {"1 / 0", "column 3: a division by zero"},
        {"x + w", "column 3: the shapes (None, 3) and (3, 4) do not fit"},
        {"x @ b", "column 3: the matrix product of (None, 3) and (4,) does not fit"},
        {"y = x\ny @ w @ w", "line 2, column 7: the matrix product"},
        {"sum(x, axis=2)", "column 1: there is no axis 2"},
        {"sum(x, axes2=2)", "column 1: sum() has no argument"},
        {"reshape(w, (5, 2))", "column 1: 12 elements"},
        {"w[7]", "column 2: there is no position 7"},
        {"take(w, 3)", "column 1: there is no position 3 in a dimension of 3"},
        {"take(w, [0, -4])", "column 1: there is no position -4"},
        {"ids & 1", "column 5: \"&\" joins conditions, and int32 (None, 5) is none"},
        {"5 | 3", "column 3: \"|\" joins conditions, and the number 5 is none"},
        {"~ids", "column 1: \"~\" turns conditions around"},
        {"unknown(\"os\")", "column 1: there is no function \"unknown\" here; define it"},
        {"open(x)", "column 1: there is no function \"open\" here; define it"},
        {"x + w.fill(3)", "column 7: tensors have no method \"fill\" here"},
        {"w.summ(1)", "column 3: tensors have no method \"summ\" here; did you mean \"sum\"?"},
        {"w.reshape(5, 2)", "column 3: 12 elements"},
        {"w[:, [0, 4]]", "column 2: there is no position 4 in a dimension of 4"},
        {"w[[0, 1], [0, 1, 2]]", "column 2: "},
        {"x[x > 0]", "column 2: positions are whole numbers, not bool (None, 3); use where("},
        {"w[[0.5]]", "column 2: positions are whole numbers"},
        {"stack([w, b])", "column 1: "},
        {"array([[1, 2], [3]])", "column 1: "},
        {"lambda v: v", "column 1: \"lambda\" is Python"},
        {"tanh", "column 1: \"tanh\" is a function"},
        {"\xc3\xa4 + x", "column 1: this character has no meaning"},
        {"x + 2 ** 60", "column 7: the number becomes too large"},
        {"y = x", "column 6: the last line must be the result"},
    };
    for (const auto& [text, problem] : rows)
        QTest::newRow(text) << text << problem;
}

void tst_Expression::saysWhereTheProblemIs()
{
    QFETCH(QString, text);
    QFETCH(QString, problem);
    const Checked result = checked(text.toStdString());
    QVERIFY2(result.problem.startsWith(problem), qPrintable(result.problem));
}

void tst_Expression::survivesHostileTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("long") << QByteArray(1 << 20, 'x');
    QTest::newRow("brackets") << QByteArray(10'000, '(');
    QTest::newRow("signs") << QByteArray(10'000, '-');
    QTest::newRow("sum") << QByteArray("x+").repeated(8'000) + "x";
    QTest::newRow("powers") << QByteArray("x**").repeated(5'000) + "x";
    QTest::newRow("indices") << "x" + QByteArray("[0]").repeated(5'000);
    QTest::newRow("attributes") << "x" + QByteArray(".T").repeated(5'000);
    QTest::newRow("lists") << QByteArray("a=[x,x,x,x,x,x,x,x,x,x];") +
                                  QByteArray("a=[a,a,a,a,a,a,a,a,a,a];").repeated(9) + "a";
    QTest::newRow("commas") << QByteArray("x,").repeated(8'000);
    QTest::newRow("nul") << QByteArray("x\0+\0x", 5);
    QTest::newRow("range") << QByteArray("range(1000000000000)");
    QTest::newRow("tile") << QByteArray("tile(w, (1000000000, 1000000000)) @ tile(w, (-1, 3))");
    QTest::newRow("step") << QByteArray("w[::0]");
    QTest::newRow("modulo") << QByteArray("(0 - 9007199254740991 * 1) // (0 - 1) % 0");
}

void tst_Expression::survivesHostileTexts()
{
    QFETCH(QByteArray, text);
    const Checked result = checked(text.toStdString());
    QVERIFY2(result.problem.contains("column "), qPrintable(result.outputs));
}

QTEST_GUILESS_MAIN(tst_Expression)
#include "tst_Expression.moc"
