// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

/// Holds the sources against the rules of structure: who may include whom, and what stays out of core.
class TestIncludeOrder : public QObject {
    Q_OBJECT
private slots:
    void foldersIncludeOnlyThoseBefore_data();
    void foldersIncludeOnlyThoseBefore();
    void coreIsFreeOfQt();
    void onednnStaysInItsFolder();

private:
    using Visit = std::function<void(const QString& file, const QString& include)>;
    /// How many there were: none would mean that the sources were not found.
    static int visitIncludes(const QString& folder, const Visit& visit)
    {
        static const QRegularExpression pattern(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
                                                QRegularExpression::MultilineOption);
        const QDir root(QStringLiteral(LAYERWRIGHT_SOURCE));
        QDirIterator files(root.filePath(folder), {"*.h", "*.cpp", "*.inl"}, QDir::Files, QDirIterator::Subdirectories);
        int count = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                return 0;
            auto matches = pattern.globalMatch(QString::fromUtf8(file.readAll()));
            for (; matches.hasNext(); ++count)
                visit(root.relativeFilePath(file.fileName()), matches.next().captured(1));
        }
        return count;
    }
};

void TestIncludeOrder::foldersIncludeOnlyThoseBefore_data()
{
    // In the order in which the folders explain the program; layout stands beside the models.
    QTest::addColumn<QStringList>("order");
    QTest::addColumn<QStringList>("foreign");
    QTest::newRow("core") << QStringList{"base",    "model", "containers", "keras",    "graph", "engine",
                                         "formats", "diff",  "edit",       "recovery", "layout"}
                          << QStringList{"ui", "app", "tests"};
    QTest::newRow("ui") << QStringList{"tasks", "document", "widgets", "matching", "items",
                                       "recovery", "panes", "dialogs", "window",   "surgery"}
                        << QStringList{"app", "tests"};
}

void TestIncludeOrder::foldersIncludeOnlyThoseBefore()
{
    QFETCH(QStringList, order);
    QFETCH(QStringList, foreign);
    const QString top = QTest::currentDataTag();
    for (const QString& folder :
         QDir(QStringLiteral(LAYERWRIGHT_SOURCE) + '/' + top).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        QVERIFY2(order.contains(folder), qPrintable(top + '/' + folder + " has no place in the order"));
    const int count = visitIncludes(top, [&](const QString& file, const QString& include) {
        QVERIFY2(!foreign.contains(include.section('/', 0, 0)), qPrintable(file + " includes " + include));
        if (!include.startsWith(top + '/') || file.startsWith("ui/window/MainWindow")) // which puts all together
            return;
        const auto from = order.indexOf(file.section('/', 1, 1)), to = order.indexOf(include.section('/', 1, 1));
        QVERIFY2(from >= 0 && to >= 0 && to <= from, qPrintable(file + " includes " + include));
    });
    QVERIFY(count > 100);
}

void TestIncludeOrder::coreIsFreeOfQt()
{
    static const QRegularExpression qt(QStringLiteral("^(Q[A-Z][A-Za-z]*|Qt[A-Z].*)$"));
    const int count = visitIncludes("core", [](const QString& file, const QString& include) {
        QVERIFY2(!qt.match(include).hasMatch(), qPrintable(file + " includes " + include));
    });
    QVERIFY(count > 100);
}

void TestIncludeOrder::onednnStaysInItsFolder()
{
    const int count = visitIncludes("core", [](const QString& file, const QString& include) {
        QVERIFY2(!include.contains("dnnl", Qt::CaseInsensitive) || file.startsWith("core/engine/onednn/"),
                 qPrintable(file + " includes " + include));
    });
    QVERIFY(count > 100);
}

QTEST_APPLESS_MAIN(TestIncludeOrder)
#include "tst_IncludeOrder.moc"
