// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/SavePlan.h"

#include "core/formats/BeforeSaving.h"
#include "core/formats/CastWeights.h"
#include "core/graph/objects/CustomObjects.h"
#include "ui/document/UserObjects.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/ModelWords.h"
#include "ui/widgets/Text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

QString word(const char* text)
{
    return QCoreApplication::translate("lw::ui::SavePlan", text);
}

constexpr auto kCheckpoint = std::string_view("tf_checkpoint");
constexpr auto kSavedModel = std::string_view("saved_model");
constexpr qsizetype kMostClasses = 5;
constexpr int kLongestName = 255; // bytes, NAME_MAX of Linux

/// The first few classes that are not built in.
void addCustomClasses(const std::vector<Layer>& layers, QStringList& classes)
{
    for (const Layer& layer : layers) {
        const QString name = displayText(layer.className, 40);
        if (!layer.known && classes.size() < kMostClasses && !classes.contains(name))
            classes << name;
        addCustomClasses(layer.layers, classes);
    }
}

} // namespace

QStringList customClasses(const std::vector<Layer>& layers)
{
    QStringList classes;
    addCustomClasses(layers, classes);
    return classes;
}

QStringList untaughtClasses(const Model& model)
{
    QStringList names;
    visitLayers(model, [&](const Layer& layer, const std::string&, int) {
        const bool opaque = (!layer.known && !layer.nested) || layer.className == "Lambda";
        if (!opaque || names.size() == kMostClasses || findUserObject(layer.className) || findUserObject(layer.name) ||
            findUserObject(graph::lambdaFunctionName(layer)))
            return;
        if (const QString name = displayText(graph::definitionName(layer), 40); !names.contains(name))
            names << name;
    });
    return names;
}

QList<const formats::Format*> savableFormats(const Model& model)
{
    QList<const formats::Format*> found;
    for (const formats::Format& format : formats::registry()) {
        if (formats::canHold(model, format))
            found.append(&format);
    }
    std::stable_partition(found.begin(), found.end(),
                          [&](const formats::Format* format) { return format->id == model.format; });
    return found;
}

OfferedOptions offeredOptions(const Model& model, const formats::Format& format)
{
    OfferedOptions offered;
    offered.optimizer = format.holds.training && model.training.has_value();
    offered.traces = format.holds.tracedFunctions;
    if (!model.variables.empty())
        for (const std::string_view dtype : format.holds.dtypes)
            offered.dtypes << identityText(dtype);
    if (formats::hasBothDialects(format))
        offered.dialect = formats::writtenDialect(model, format, 0);
    return offered;
}

QStringList lossesOf(const Model& model, const formats::Format& format)
{
    QStringList lost;
    if (!format.holds.architecture && !model.layers.empty())
        lost << word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "the layers and how they are connected"));
    if (!format.holds.weights && !model.variables.empty())
        lost << word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "the weights"));
    if (!format.holds.training && model.training)
        lost << word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "the training state: optimizer, loss and metrics"));
    if (!format.holds.tracedFunctions && !model.signatures.empty())
        lost << word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "the traced functions and signatures"));
    if (!format.holds.tracedFunctions && !model.assets.empty())
        lost << word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "the assets, such as vocabularies"));
    const QStringList classes = customClasses(model.layers);
    if (format.holds.architecture && !classes.isEmpty() && !format.holds.tracedFunctions)
        lost << word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "the code of %1, which loading needs"))
                    .arg(classes.join(u", "_s));
    return lost;
}

QString formatLabel(const formats::Format& format)
{
    const QString known = formatWord(format.id);
    const QString title = known == identityText(format.id) ? identityText(format.title) : known;
    return format.suffixes.empty() ? title : u"%1 (%2)"_s.arg(title, identityText(format.suffixes.front()));
}

QString nameInFormat(const QString& name, const formats::Format& format)
{
    QString stem = name;
    qsizetype longest = 0;
    for (const formats::Format& other : formats::registry()) {
        for (const std::string_view suffix : other.suffixes) {
            if (name.endsWith(identityText(suffix), Qt::CaseInsensitive))
                longest = std::max(longest, static_cast<qsizetype>(suffix.size()));
        }
    }
    for (const std::string_view own : format.suffixes)
        if (name.endsWith(identityText(own), Qt::CaseInsensitive) && static_cast<qsizetype>(own.size()) == longest &&
            format.id != kCheckpoint)
            return name;
    stem.chop(longest);
    // A checkpoint is named by its prefix; TensorFlow adds .index and .data-… itself.
    if (format.folder || format.suffixes.empty() || format.id == kCheckpoint)
        return stem;
    return stem + identityText(format.suffixes.front());
}

const formats::Format* formatOfName(const QString& name, const QList<const formats::Format*>& formats,
                                    const formats::Format* now)
{
    const formats::Format* best = nullptr;
    std::size_t longest = 0;
    for (const formats::Format* each : formats)
        for (const std::string_view suffix : each->suffixes)
            if (name.endsWith(identityText(suffix), Qt::CaseInsensitive) &&
                (suffix.size() > longest || (suffix.size() == longest && each == now))) {
                best = each;
                longest = suffix.size();
            }
    return best;
}

bool replacesSomething(const QString& path, const formats::Format& format)
{
    if (format.id == kCheckpoint)
        return QFileInfo::exists(path + u".index"_s);
    const QFileInfo info(path);
    return info.isDir() ? !QDir(path).isEmpty() : info.exists() || info.isSymLink();
}

QString modelProblem(const Model& model, const formats::Format& format)
{
    const auto why = formats::obstacle(model, format);
    QString text = why ? coreText(why->message) : QString();
    text.replace(0, 1, text.left(1).toUpper());
    return text;
}

QString targetProblem(const QString& path, const formats::Format& format)
{
    const QFileInfo info(path);
    if (info.fileName().isEmpty())
        return word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "Give it a name."));
    if (pathBytes(info.fileName()).size() > kLongestName)
        return word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "The name is too long."));
    const QFileInfo folder(info.path());
    if (!folder.exists())
        return word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "The folder does not exist."));
    if (!folder.isDir())
        return word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "%1 is no folder.")).arg(folder.fileName());
    if (!folder.isWritable())
        return word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "You may not write in this folder."));
    if (!format.folder && info.isDir())
        return word(QT_TRANSLATE_NOOP("lw::ui::SavePlan",
                                      "%1 is a folder, and this format is a file. Choose another name."))
            .arg(info.fileName());
    if (format.folder && info.exists() && !info.isDir())
        return word(QT_TRANSLATE_NOOP("lw::ui::SavePlan",
                                      "%1 is a file, and this format is a folder. Choose another name."))
            .arg(info.fileName());
    if (format.id == kSavedModel && info.isDir() && !QDir(path).isEmpty() &&
        !QFileInfo::exists(path + u"/saved_model.pb"_s))
        return word(QT_TRANSLATE_NOOP("lw::ui::SavePlan", "%1 is a folder of other things. Choose another name."))
            .arg(info.fileName());
    return {};
}

} // namespace lw::ui
