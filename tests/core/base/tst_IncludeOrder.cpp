// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

/// Holds the sources against the rules of structure: who may include whom, and what stays out of core.
class TestIncludeOrder : public QObject {
    Q_OBJECT
private slots:
    void foldersIncludeOnlyThoseBefore();
    void coreIsFreeOfQt();
    void onednnStaysInItsFolder();

private:
    using Visit = std::function<void(const QString& file, const QString& include)>;
    static void visitIncludes(const QString& folder, const Visit& visit)
    {
        static const QRegularExpression pattern(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"), QRegularExpression::MultilineOption);
        const QDir root(QStringLiteral(LAYERWRIGHT_SOURCE));
        QDirIterator files(root.filePath(folder), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto matches = pattern.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext())
                visit(root.relativeFilePath(file.fileName()), matches.next().captured(1));
        }
    }
};

void TestIncludeOrder::foldersIncludeOnlyThoseBefore()
{
    // In the order in which the folders explain the program; layout stands beside the models.
    const QStringList order = {"base", "model", "containers", "keras", "graph", "engine", "formats", "diff", "edit", "recovery", "layout"};
    visitIncludes("core", [&](const QString& file, const QString& include) {
        const bool outside = include.startsWith("ui/") || include.startsWith("app/") || include.startsWith("tests/");
        QVERIFY2(!outside, qPrintable(file + " includes " + include));
        if (!include.startsWith("core/"))
            return;
        const auto from = order.indexOf(file.section('/', 1, 1)), to = order.indexOf(include.section('/', 1, 1));
        QVERIFY2(from >= 0 && to >= 0 && to <= from, qPrintable(file + " includes " + include));
    });
    visitIncludes("ui", [](const QString& file, const QString& include) {
        QVERIFY2(!include.startsWith("app/") && !include.startsWith("tests/"), qPrintable(file + " includes " + include));
    });
}

void TestIncludeOrder::coreIsFreeOfQt()
{
    static const QRegularExpression qt(QStringLiteral("^(Q[A-Z][A-Za-z]*|Qt[A-Z].*)$"));
    visitIncludes("core", [](const QString& file, const QString& include) {
        QVERIFY2(!qt.match(include).hasMatch(), qPrintable(file + " includes " + include));
    });
}

void TestIncludeOrder::onednnStaysInItsFolder()
{
    visitIncludes("core", [](const QString& file, const QString& include) {
        QVERIFY2(!include.contains("dnnl") || file.startsWith("core/engine/onednn/"), qPrintable(file + " includes " + include));
    });
}

QTEST_APPLESS_MAIN(TestIncludeOrder)
#include "tst_IncludeOrder.moc"
