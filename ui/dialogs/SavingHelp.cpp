// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/SavingHelp.h"

#include "ui/dialogs/SavePlan.h"

#include <QCoreApplication>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

QString word(const char* text)
{
    return QCoreApplication::translate("lw::ui::SavingHelp", text);
}

QString cell(const QString& text)
{
    return u"<td style='padding-right:12px'>%1</td>"_s.arg(text.toHtmlEscaped());
}

QString tick(bool holds)
{
    return cell(holds ? u"✓"_s : u"–"_s);
}

QString formatsTable()
{
    QString rows = u"<tr>"_s + cell({});
    for (const char* title :
         {QT_TRANSLATE_NOOP("lw::ui::SavingHelp", "Layers"), QT_TRANSLATE_NOOP("lw::ui::SavingHelp", "Weights"),
          QT_TRANSLATE_NOOP("lw::ui::SavingHelp", "Training"),
          QT_TRANSLATE_NOOP("lw::ui::SavingHelp", "Traced functions")})
        rows += cell(word(title));
    rows += u"</tr>"_s;
    for (const formats::Format& format : formats::registry()) {
        if (!format.write)
            continue;
        const formats::Capabilities& holds = format.holds;
        rows += u"<tr>"_s + cell(formatLabel(format)) + tick(holds.architecture) + tick(holds.weights) +
                tick(holds.training) + tick(holds.tracedFunctions) + u"</tr>"_s;
    }
    return u"<table>"_s + rows + u"</table>"_s;
}

QString paragraph(const QString& title, const QString& text)
{
    return u"<h4>%1</h4><p>%2</p>"_s.arg(title.toHtmlEscaped(), text.toHtmlEscaped());
}

} // namespace

QString savingHelp()
{
    QString text =
        u"<h4>%1</h4>"_s.arg(word(QT_TRANSLATE_NOOP("lw::ui::SavingHelp", "What each format keeps")).toHtmlEscaped());
    text += formatsTable();
    text += paragraph(
        word(QT_TRANSLATE_NOOP("lw::ui::SavingHelp", "Going on with training")),
        word(QT_TRANSLATE_NOOP(
            "lw::ui::SavingHelp",
            "tf_keras starts with a fresh optimizer when it loads a SavedModel, although the folder holds the "
            "optimizer's state. Layerwright reads that state: save the model as .h5 or .keras, and training goes on "
            "exactly where it stopped. Keras 3 goes on from .keras only: a model that it loads from .h5 has to be "
            "compiled again, and then starts afresh.")));
    text += paragraph(
        word(QT_TRANSLATE_NOOP("lw::ui::SavingHelp", "Keras 2 and Keras 3")),
        word(QT_TRANSLATE_NOOP(
            "lw::ui::SavingHelp",
            "Keras 3 refuses many files of Keras 2. Save such a model as .keras, written for Keras 3: the save dialog "
            "lists what is repaired, and what only the Python code of the model can tell. SavedModels are always "
            "written for Keras 2 and TensorFlow.")));
    text += paragraph(
        word(QT_TRANSLATE_NOOP("lw::ui::SavingHelp", "Custom layers and functions")),
        word(QT_TRANSLATE_NOOP(
            "lw::ui::SavingHelp",
            "Files keep the names and settings of custom classes, not their Python code. Only a SavedModel with traced "
            "functions can be used without that code.")));
    text += paragraph(
        word(QT_TRANSLATE_NOOP("lw::ui::SavingHelp", "When a save is interrupted")),
        word(QT_TRANSLATE_NOOP(
            "lw::ui::SavingHelp",
            "The new file is complete on the disk before it takes the place of the old one. Should the disk be full or "
            "the power fail, the old model is still whole. Symbolic links are followed; other hard links to the old "
            "file keep the old content.")));
    return text;
}

} // namespace lw::ui
