// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusVariant>
#include <QObject>

namespace lw::ui {

/// Whether the desktop prefers dark windows. Asks the settings portal (org.freedesktop.appearance color-scheme),
/// without waiting for it; until it answers, the platform's own palette tells. User interface thread only.
class SystemScheme : public QObject {
    Q_OBJECT
public:
    /// Reads the platform's palette, so it must be made before the program sets its own.
    explicit SystemScheme(QObject* parent = nullptr);
    [[nodiscard]] bool isDark() const { return m_dark; }
    /// The desktop asks programs to move as little as possible.
    [[nodiscard]] bool reducesMotion() const { return m_reducedMotion; }

signals:
    void changed();

private slots:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask(const QString& group, const QString& key);
    void take(const QString& group, const QString& key, const QVariant& value);
    bool m_dark = false;
    bool m_reducedMotion = false;
};

} // namespace lw::ui
