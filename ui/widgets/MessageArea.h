// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QWidget>

class QVBoxLayout;

namespace lw::ui {

/// Bars above the documents that say what went wrong and what helps, without stopping anybody (no dialog). At most
/// three; older ones leave. User interface thread only.
class MessageArea : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Info, Warning, Error };
    explicit MessageArea(QWidget* parent = nullptr);

    void showMessage(Kind kind, const QString& title, const QString& detail, const QString& advice = {});
    /// Error text of core under a translated title; nothing for Cancelled.
    void showError(const QString& title, const lw::Error& error);
    void clear();

private:
    QVBoxLayout* m_layout;
};

} // namespace lw::ui
