// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTest>

/// Korean is complete: nothing is unfinished or empty in the .ts files.
class TestTranslations : public QObject {
    Q_OBJECT
private slots:
    void nothingIsUnfinished_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("ko") << QStringLiteral("layerwright_ko.ts");
        QTest::newRow("en") << QStringLiteral("layerwright_en.ts");
    }
    void nothingIsUnfinished()
    {
        QFETCH(QString, name);
        QFile file(QDir(QStringLiteral(LAYERWRIGHT_TRANSLATIONS)).filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("<message"));
        QVERIFY(!text.contains("type=\"unfinished\""));
        QVERIFY(!text.contains("<translation></translation>"));
        QVERIFY(!text.contains("<numerusform></numerusform>"));
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_Translations.moc"
