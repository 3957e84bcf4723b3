// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDialog;

namespace lw::ui {

/// Makes every dialog wide enough for its title, which the window manager would cut: watches the application and acts
/// when a dialog is about to be shown. User interface thread only.
class TitleRoom : public QObject {
    Q_OBJECT
public:
    /// Watches from now on; once per application.
    static void install();
    /// The width that the title with its frame takes; 0 without one.
    [[nodiscard]] static int widthFor(const QDialog& dialog);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using QObject::QObject;
};

} // namespace lw::ui
