// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QList>
#include <QWidget>
#include <functional>

class QUndoStack;
class QVBoxLayout;

namespace lw::ui {

/// Bars above the documents that say what went wrong and what helps, without stopping anybody (no dialog). At most
/// three; older ones leave. A bar stays until it is dismissed, or until one about the same thing takes its place. User
/// interface thread only.
class MessageArea : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Info, Warning, Error };
    /// A button of a bar; the bar goes when it is pressed.
    struct Action {
        QString text;
        std::function<void()> run;
    };
    explicit MessageArea(QWidget* parent = nullptr);

    /// Lines of detail are kept; more than a few are folded into their number, and a button copies them all. Returns the
    /// bar, which belongs to the area.
    QWidget* showMessage(Kind kind, const QString& title, const QString& detail, const QString& advice = {},
                         const QList<Action>& actions = {});
    /// The bar goes with the next step done or undone: what it says and offers is about the model as it is now.
    static void showUntilNextStep(QWidget* bar, const QUndoStack* steps);
    /// Error text of core under a translated title; nothing for Cancelled. advice: what helps, for errors that are not
    /// about opening a file.
    void showError(const QString& title, const lw::Error& error);
    void showError(const QString& title, const lw::Error& error, const QString& advice);
    void clear();
    /// Titles of the bars that are there, the newest first.
    [[nodiscard]] QStringList titles() const;

private:
    QVBoxLayout* m_layout;
};

} // namespace lw::ui
