// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/DialectNotes.h"

#include "core/keras/Dialect.h"
#include "core/keras/dialect/Translation.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/Text.h"

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostLines = 6;

/// Whether the line went into another that begins as it does up to the colon: "left out: a" and "left out: b" are one.
bool joined(const QString& line, QStringList& lines)
{
    const qsizetype colon = line.indexOf(u": "_s) + 2;
    if (colon < 2)
        return false;
    for (QString& other : lines)
        if (other.startsWith(line.left(colon))) {
            other += u", "_s + line.mid(colon);
            return true;
        }
    return false;
}

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
        QString line = coreText(note.message);
        if (note.subject.empty() && joined(line, lines))
            continue;
        if (!note.subject.empty())
            line = displayText(note.subject) + u": "_s + line;
        if (lines.size() == kMostLines)
            ++more;
        else
            lines << line;
    }
    if (more > 0)
        lines << DialectNotes::tr("and %n more", nullptr, static_cast<int>(more));
    return lines;
}

} // namespace lw::ui
