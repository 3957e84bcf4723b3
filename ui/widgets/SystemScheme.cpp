// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/SystemScheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QGuiApplication>
#include <QPalette>

namespace lw::ui {

namespace {

constexpr auto kService = "org.freedesktop.portal.Desktop";
constexpr auto kPath = "/org/freedesktop/portal/desktop";
constexpr auto kInterface = "org.freedesktop.portal.Settings";
constexpr auto kAppearance = "org.freedesktop.appearance";
constexpr auto kInterfaceSettings = "org.gnome.desktop.interface";

QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

SystemScheme::SystemScheme(QObject* parent) : QObject(parent)
{
    const QPalette palette = QGuiApplication::palette();
    m_dark = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(QLatin1String(kService), QLatin1String(kPath), QLatin1String(kInterface),
                QStringLiteral("SettingChanged"), this, SLOT(settingChanged(QString, QString, QDBusVariant)));
    ask(QLatin1String(kAppearance), QStringLiteral("color-scheme"));
    ask(QLatin1String(kInterfaceSettings), QStringLiteral("enable-animations"));
}

void SystemScheme::ask(const QString& group, const QString& key)
{
    QDBusMessage message = QDBusMessage::createMethodCall(QLatin1String(kService), QLatin1String(kPath),
                                                          QLatin1String(kInterface), QStringLiteral("Read"));
    message << group << key;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message, 2000), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, group, key] {
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (reply.isValid())
            take(group, key, reply.value());
        watcher->deleteLater();
    });
}

void SystemScheme::settingChanged(const QString& group, const QString& key, const QDBusVariant& value)
{
    take(group, key, value.variant());
}

void SystemScheme::take(const QString& group, const QString& key, const QVariant& value)
{
    if (group == QLatin1String(kAppearance) && key == QLatin1String("color-scheme")) {
        const uint preference = unwrapped(value).toUInt(); // 0 none, 1 dark, 2 light
        const bool dark = preference == 1;
        if (preference == 0 || dark == m_dark)
            return;
        m_dark = dark;
        emit changed();
    } else if (group == QLatin1String(kInterfaceSettings) && key == QLatin1String("enable-animations")) {
        m_reducedMotion = !unwrapped(value).toBool();
    }
}

} // namespace lw::ui
