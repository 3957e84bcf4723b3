// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/DialectNotes.h"

#include "core/keras/Dialect.h"
#include "core/keras/dialect/Translation.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/Text.h"

#include <QCoreApplication>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostLines = 6;

} // namespace

const Diagnostics* DialectNotes::forDialect(int dialect)
{
    const auto known = m_notes.find(dialect);
    if (known != m_notes.end())
        return known->second ? &*known->second : nullptr;
    m_notes[dialect];
    startTask<Diagnostics>(
        this, {},
        [model = m_model, dialect](const Progress&) -> Result<Diagnostics> {
            if (!model->architecture.isObject() || keras::kerasGeneration(*model) == dialect)
                return Diagnostics();
            return dialect == 3 ? keras::toKeras3(model->architecture).notes
                                : keras::toKeras2(model->architecture).notes;
        },
        [this, dialect](Result<Diagnostics> notes) {
            m_notes[dialect] = notes ? std::move(*notes) : Diagnostics();
            emit found();
        });
    return nullptr;
}

QStringList noteLines(const Diagnostics& notes, Severity severity)
{
    QStringList lines;
    qsizetype more = 0;
    for (const Diagnostic& note : notes.entries()) {
        if (note.severity != severity)
            continue;
        if (lines.size() == kMostLines) {
            ++more;
            continue;
        }
        QString line = coreText(note.message);
        if (!note.subject.empty())
            line = displayText(note.subject) + u": "_s + line;
        lines << line;
    }
    if (more > 0)
        lines << QCoreApplication::translate("lw::ui::DialectNotes", "and %n more", nullptr, static_cast<int>(more));
    return lines;
}

} // namespace lw::ui
