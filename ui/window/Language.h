// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTranslator>

namespace lw::ui {

/// The language of the program: by locale, or chosen. Setting it translates every open window at once, since Qt sends
/// LanguageChange when translators change. User interface thread only.
class Language : public QObject {
    Q_OBJECT
public:
    static Language& current();

    /// "system", "en" or "ko"; anything else is "system".
    void set(const QString& code);
    [[nodiscard]] const QString& code() const { return m_code; }

private:
    Language() = default;
    QString m_code;
    QTranslator m_program, m_qt;
};

} // namespace lw::ui
