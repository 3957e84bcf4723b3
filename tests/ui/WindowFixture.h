// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Fixtures.h"
#include "ui/widgets/Theme.h"
#include "ui/window/DocumentArea.h"
#include "ui/window/Language.h"
#include "ui/window/MainWindow.h"

#include <QSettings>
#include <QStandardPaths>
#include <QTest>

namespace lw::test {

/// Settings in a folder of the test's own, English, light. Call from initTestCase.
inline void useFreshSettings()
{
    QStandardPaths::setTestModeEnabled(true);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, QString::fromStdString(temporaryFolder()));
    ui::Language::current().set(QStringLiteral("en"));
    ui::Theme::current().install(ui::Theme::Scheme::Light);
}

inline QString samplePath(const char* name)
{
    return QString::fromStdString(sample(name));
}

/// A shown window with these samples open, the last one current; waits until they are.
class OpenWindow : public ui::MainWindow {
public:
    explicit OpenWindow(const QStringList& paths)
    {
        show();
        open(paths);
        opened = QTest::qWaitFor([&] { return workspace()->documents().size() == paths.size(); }, 60000);
        activateWindow();
        opened = opened && QTest::qWaitForWindowActive(this);
    }
    bool opened = false;

    [[nodiscard]] ui::Selection& selection() { return workspace()->current()->selection(); }
};

} // namespace lw::test
