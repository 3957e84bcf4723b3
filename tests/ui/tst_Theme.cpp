// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Theme.h"

#include <QTest>

using namespace lw;
using namespace lw::ui;

/// Contrast of both themes after WCAG 2, level AA: 4.5 for text, 3 for lines that carry meaning.
class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void textReadsOnEveryGround_data() { themes(); }
    void textReadsOnEveryGround()
    {
        QFETCH(bool, dark);
        const ColorRole grounds[] = {ColorRole::Window, ColorRole::Surface, ColorRole::Raised, ColorRole::Canvas,
                                     ColorRole::Hover};
        for (const ColorRole ground : grounds) {
            for (const ColorRole text : {ColorRole::Text, ColorRole::TextMuted}) {
                const double ratio = contrastRatio(Theme::color(text, dark), Theme::color(ground, dark));
                QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
            }
        }
        for (const ColorRole ground :
             {ColorRole::AccentSoft, ColorRole::Match, ColorRole::ErrorSoft, ColorRole::WarningSoft})
            QVERIFY(contrastRatio(Theme::color(ColorRole::Text, dark), Theme::color(ground, dark)) >= 4.5);
        QVERIFY(contrastRatio(Theme::color(ColorRole::OnAccent, dark), Theme::color(ColorRole::Accent, dark)) >= 4.5);
    }

    void linesThatMeanSomethingAreSeen_data() { themes(); }
    void linesThatMeanSomethingAreSeen()
    {
        QFETCH(bool, dark);
        for (const ColorRole ground : {ColorRole::Surface, ColorRole::Canvas, ColorRole::Window})
            QVERIFY(contrastRatio(Theme::color(ColorRole::BorderStrong, dark), Theme::color(ground, dark)) >= 3);
    }

    void categoriesReadAsText_data() { themes(); }
    void categoriesReadAsText()
    {
        QFETCH(bool, dark);
        for (int i = 0; i <= static_cast<int>(keras::Category::Unknown); ++i) {
            const QColor color = Theme::category(static_cast<keras::Category>(i), dark);
            QVERIFY(contrastRatio(color, Theme::color(ColorRole::Surface, dark)) >= 4.5);
        }
    }

private:
    static void themes()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
};

QTEST_GUILESS_MAIN(TestTheme)
#include "tst_Theme.moc"
