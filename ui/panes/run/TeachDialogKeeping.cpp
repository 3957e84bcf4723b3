// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the dialog keeps for the user, takes from other files, and asks before anything of the user's is replaced.
#include "core/graph/expression/Syntax.h"
#include "ui/document/UserObjects.h"
#include "ui/panes/run/TeachDialog.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

/// Where definitions were imported from or exported to last; at first where models are.
QString definitionsFolder()
{
    const QSettings settings;
    return settings.value("objects/folder", settings.value("open/folder")).toString();
}

void keepDefinitionsFolder(const QString& path)
{
    QSettings().setValue("objects/folder", QFileInfo(path).absolutePath());
}

/// The path, with a number where there is such a file.
QString freeName(const QString& path)
{
    QString name = path;
    for (int number = 2; QFileInfo::exists(name); ++number)
        name = path + u'-' + QString::number(number);
    return name;
}

/// A few names for a sentence.
QString namesText(const QStringList& names)
{
    constexpr qsizetype kMostShown = 5;
    const QString shown = names.first(std::min(names.size(), kMostShown)).join(u", "_s);
    return names.size() > kMostShown ? shown + u", …"_s : shown;
}

bool sameDefinition(const graph::CustomObject& a, const graph::CustomObject& b)
{
    return a.expression == b.expression && a.from == b.from;
}

/// The user's definitions stand in another folder: a path that was meant from the objects file's folder would lead
/// nowhere there.
std::string placeFromFile(const std::string& from, const QString& file)
{
    const QFileInfo place(QString::fromStdString(from));
    if (place.isAbsolute())
        return from;
    const QFileInfo beside(QFileInfo(file).absoluteDir(), place.filePath());
    return (place.exists() ? place.absoluteFilePath() : beside.absoluteFilePath()).toStdString();
}

} // namespace

void TeachDialog::read()
{
    const auto objects = readUserObjects();
    if (objects.ok())
        m_objects = **objects;
    else
        m_unread = objects.error();
}

bool TeachDialog::write()
{
    if (m_unread) { // what could not be read may be the user's work of a year
        const QString aside = freeName(userObjectsPath() + u".unreadable"_s);
        if (!QFile::copy(userObjectsPath(), aside)) {
            say(tr("Nothing was saved: the definitions that cannot be read could not be copied to %1.").arg(aside),
                false);
            return false;
        }
        m_unread.reset();
    }
    if (const auto written = writeUserObjects(m_objects); !written.ok()) {
        say(errorDetail(written.error()), false);
        return false;
    }
    fillNames();
    return true;
}

void TeachDialog::ask(const QString& title, const QString& text, const QString& detail, const QString& choice,
                      std::function<void()> chosen)
{
    auto* box = new QMessageBox(QMessageBox::Question, title, text, QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(detail);
    const QPushButton* button = box->addButton(choice, QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(button, &QPushButton::clicked, this, std::move(chosen));
    box->open();
}

void TeachDialog::borrow()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("SavedModel to borrow from"), definitionsFolder());
    if (folder.isEmpty())
        return;
    auto object = formats::readObject(currentName(), Json::object({{"from", folder.toStdString()}}), {});
    if (!object.ok())
        return say(errorDetail(object.error()), false);
    const auto keep = [this, name = currentName(), object = std::move(*object)] {
        m_objects.set(name, object);
        m_drafts.erase(name);
        if (write())
            showDefinition();
    };
    const QString text = m_text->toPlainText();
    if (text.isEmpty())
        return keep();
    ask(tr("Borrow from a SavedModel"), tr("Replace the expression of %1?").arg(displayText(currentName(), 80)),
        displayText(text.toStdString(), 300), tr("Replace"), keep);
}

void TeachDialog::removeDefinition()
{
    ask(tr("Remove definition"), tr("Remove the definition of %1?").arg(displayText(currentName(), 80)),
        tr("Models that use it will no longer run. Export keeps definitions in a file."), tr("Remove"),
        [this, name = currentName()] {
            m_objects.remove(name);
            m_drafts.erase(name);
            if (write())
                showDefinition();
        });
}

void TeachDialog::importFile()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Import definitions"), definitionsFolder(), u"JSON (*.json)"_s);
    if (path.isEmpty())
        return;
    keepDefinitionsFolder(path);
    const auto objects = formats::readObjectsFile(path.toStdString());
    if (!objects.ok())
        return say(errorDetail(objects.error()), false);
    graph::CustomObjects imported;
    QStringList others;
    for (const auto& [name, object] : (*objects)->all()) {
        graph::CustomObject placed = object;
        if (placed.isBorrowed())
            placed.from = placeFromFile(placed.from, path);
        const auto mine = m_objects.all().find(name);
        const auto draft = m_drafts.find(name);
        if ((mine != m_objects.all().end() && !sameDefinition(mine->second, placed)) ||
            (draft != m_drafts.end() && draft->second.toStdString() != placed.expression))
            others << displayText(name, 60);
        imported.set(name, std::move(placed));
    }
    if (others.isEmpty())
        return take(imported, true);
    auto* box = new QMessageBox(QMessageBox::Question, tr("Import definitions"),
                                tr("The file defines otherwise than you: %1").arg(namesText(others)),
                                QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Whichever you keep, all others of the file are added."));
    const QPushButton* keep = box->addButton(tr("Keep mine"), QMessageBox::AcceptRole);
    const QPushButton* replace = box->addButton(tr("Replace mine"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(keep, &QPushButton::clicked, this, [this, imported] { take(imported, false); });
    connect(replace, &QPushButton::clicked, this, [this, imported] { take(imported, true); });
    box->open();
}

void TeachDialog::take(const graph::CustomObjects& imported, bool replace)
{
    int taken = 0;
    for (const auto& [name, object] : imported.all()) {
        if (!replace && (m_objects.all().contains(name) || m_drafts.contains(name)))
            continue;
        m_objects.set(name, object);
        m_drafts.erase(name);
        ++taken;
    }
    if (!write())
        return;
    showDefinition();
    say(tr("%n definition(s) imported.", nullptr, taken), true);
}

void TeachDialog::exportFile()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export definitions"),
                                                      QDir(definitionsFolder()).filePath(u"objects.json"_s),
                                                      u"JSON (*.json)"_s);
    if (path.isEmpty())
        return;
    keepDefinitionsFolder(path);
    if (const auto written = formats::writeObjectsFile(m_objects, path.toStdString()); !written.ok())
        return say(errorDetail(written.error()), false);
    say(tr("%n definition(s) exported to %1.", nullptr, static_cast<int>(m_objects.all().size()))
            .arg(displayText(path.toStdString(), 200)),
        true);
}

void TeachDialog::saveDrafts()
{
    for (const auto& [name, text] : m_drafts) {
        graph::CustomObject object;
        object.expression = text.toStdString();
        m_objects.set(name, std::move(object));
    }
    if (write())
        m_drafts.clear();
}

void TeachDialog::reject()
{
    if (m_drafts.empty())
        return QDialog::reject();
    QStringList names;
    bool readable = true;
    for (const auto& [name, text] : m_drafts) {
        names << (name.empty() ? tr("(no name)") : displayText(name, 60));
        readable = readable && !name.empty() && !text.isEmpty() &&
                   !graph::expression::parse(text.toStdString()).problem;
    }
    auto* box = new QMessageBox(QMessageBox::Question, tr("Custom layers and functions"),
                                tr("Save what you wrote for %1?").arg(namesText(names)),
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->button(QMessageBox::Discard)->setText(tr("Discard"));
    box->button(QMessageBox::Save)->setEnabled(readable);
    if (!readable)
        box->setInformativeText(tr("It cannot be saved yet: a name is missing, or an expression cannot be read."));
    box->setDefaultButton(readable ? QMessageBox::Save : QMessageBox::Cancel);
    connect(box, &QMessageBox::finished, this, [this](int answer) {
        if (answer == QMessageBox::Save)
            saveDrafts();
        else if (answer == QMessageBox::Discard)
            m_drafts.clear();
        if (answer != QMessageBox::Cancel && m_drafts.empty())
            QDialog::reject();
    });
    box->open();
}

} // namespace lw::ui
