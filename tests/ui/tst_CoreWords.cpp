// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/Text.h"
#include "ui/window/Language.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace lw::ui;

/// Core's English messages become sentences of the user's language.
class TestCoreWords : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { Language::current().set(QStringLiteral("en")); }

    void everySentenceIsWrittenByCore()
    {
        const QString sources = coreSources();
        for (const char* sentence : coreSentences()) {
            for (const QString& part : QString::fromUtf8(sentence).split(QRegularExpression(QStringLiteral("%\\d")))) {
                // "The layer" and the words of a shape rule are joined in core.
                const QString own = part.startsWith(QStringLiteral("The layer ")) ? part.mid(10) : part;
                QVERIFY2(own.trimmed().isEmpty() || sources.contains(own.trimmed()), sentence);
            }
        }
    }

    void saysTheSameInEnglish()
    {
        const std::string message = "The list of weights names a/b:0, but the file does not hold it";
        QCOMPARE(coreText(message).toStdString(), message);
        QCOMPARE(coreText("nobody wrote this sentence"), QStringLiteral("nobody wrote this sentence"));
    }

    /// Options of the command line help nobody who has a window.
    void theWindowNamesNoOptions()
    {
        static const QRegularExpression option(QStringLiteral("(^|[ (,] ?|edit )--[a-z]"));
        for (const char* sentence : coreSentences()) {
            const QString said = coreText(sentence);
            QVERIFY2(!said.contains(option), qPrintable(said));
        }
        const QString said = coreText("the class MyLayer of layer \"d\" is not built in; define it by an expression in an "
                                      "objects file (--objects), or open the model as a SavedModel that was saved with "
                                      "traces");
        QVERIFY2(said.startsWith(QStringLiteral("the class MyLayer of layer \"d\" is not built in; teach what")),
                 qPrintable(said));
    }

    void putsNamesIntoTheTranslation()
    {
        Language::current().set(QStringLiteral("ko"));
        QCOMPARE(coreText("The list of weights names a/%2:0, but the file does not hold it"),
                 QStringLiteral("가중치 목록에 a/%2:0이(가) 있지만 파일에는 없습니다"));
        QCOMPARE(coreText("nobody wrote this sentence"), QStringLiteral("nobody wrote this sentence"));
    }

    void translatesTheMessageWithinTheMessage()
    {
        Language::current().set(QStringLiteral("ko"));
        QCOMPARE(coreText("The weight cannot be read: it lies outside of the file"),
                 QStringLiteral("가중치를 읽을 수 없습니다: 파일 밖에 있습니다"));
        QVERIFY(coreText("it would get (None, 3) from out, (None, 8) from dense, but it cannot merge inputs of shapes "
                         "(None, 3) and (None, 8)")
                    .startsWith(QStringLiteral("out의 (None, 3), dense의 (None, 8)을(를) 받게")));
    }

    void errorsSayTheirPlaceInTheUsersLanguage()
    {
        Language::current().set(QStringLiteral("ko"));
        lw::Error error{lw::ErrorKind::Corrupt, "the file is empty", {"/tmp/x", "weights", 12}};
        QCOMPARE(errorDetail(error), QStringLiteral("weights: 파일이 비어 있습니다 (12바이트 위치)"));
    }

    void hostileTextIsStillMadeSafe()
    {
        Language::current().set(QStringLiteral("ko"));
        QVERIFY(!coreText("A soft link to \x1b[31m is not followed").contains(QChar(0x1b)));
    }

private:
    /// All of core, with string literals that follow each other joined, and quotes as they are said.
    static QString coreSources()
    {
        QString all;
        QDirIterator files(QStringLiteral(LAYERWRIGHT_SOURCE "/core"), {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                all += QString::fromUtf8(file.readAll());
        }
        static const QRegularExpression joined(QStringLiteral("\"\\s*\n\\s*\""));
        return all.remove(joined).replace(QStringLiteral("\\\""), QStringLiteral("\""));
    }
};

QTEST_GUILESS_MAIN(TestCoreWords)
#include "tst_CoreWords.moc"
