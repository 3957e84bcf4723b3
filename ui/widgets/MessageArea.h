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
/// three; older ones leave. A bar stays until it is dismissed, or until one about the same thing takes its place. Bars
/// that are about a document are shown only while it is in front. User interface thread only.
class MessageArea : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Info, Warning, Error };
    /// A button of a bar; the bar goes when it is pressed, unless it keeps it.
    struct Action {
        QString text;
        std::function<void()> run;
        bool keepsBar = false;
    };
    explicit MessageArea(QWidget* parent = nullptr);

    /// Lines of detail are kept; more than a few are folded into their number, and a button copies them all. Returns
    /// the bar, which belongs to the area. about: the document that it stays with and goes with; null for messages that
    /// name what they are about.
    QWidget* showMessage(Kind kind, const QString& title, const QString& detail, const QString& advice = {},
                         const QList<Action>& actions = {}, const QObject* about = nullptr);
    /// What the bar says is no longer so.
    static void leave(QWidget* bar);
    /// The bar goes with the next step done or undone: what it says and offers is about the model as it is now.
    static void showUntilNextStep(QWidget* bar, const QUndoStack* steps);
    /// Error text of core under a translated title; nothing for Cancelled. advice: what helps, for errors that are not
    /// about opening a file.
    void showError(const QString& title, const lw::Error& error);
    void showError(const QString& title, const lw::Error& error, const QString& advice, const QObject* about = nullptr);
    /// Which document is in front now: its bars come back, those of others go out of sight.
    void setInFront(const QObject* subject);
    void clear();
    /// Titles of the bars that are to be seen, the newest first.
    [[nodiscard]] QStringList titles() const;

signals:
    /// The keyboard was in a bar that goes, and where it was before is not to be seen: somebody has to take it.
    void focusLeft();

private:
    void makeRoom(const QString& title, const QObject* about);
    const QObject* m_inFront = nullptr; ///< only compared
    QVBoxLayout* m_layout;
};

} // namespace lw::ui
