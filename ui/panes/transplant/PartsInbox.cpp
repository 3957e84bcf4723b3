// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/PartsInbox.h"

#include "core/formats/FormatRegistry.h"
#include "ui/widgets/Text.h"

#include <QApplication>

namespace lw::ui {

namespace {

constexpr qsizetype kLargestLetter = 4 << 20;

QByteArray letterOf(const QMimeData* data)
{
    return data && data->hasFormat(PartsMime::format()) ? data->data(PartsMime::format()) : QByteArray();
}

bool isThere(const Model& model, const std::string& path)
{
    return path == "." || findLayer(model, path) || findVariable(model, path);
}

} // namespace

PartsInbox& PartsInbox::instance()
{
    static auto* inbox = [] {
        auto* made = new PartsInbox;
        made->setParent(qApp);
        return made;
    }();
    return *inbox;
}

const ModelParts* PartsInbox::parts(const QMimeData* data)
{
    if (const ModelParts* own = PartsMime::parts(data))
        return own;
    const QByteArray letter = letterOf(data);
    if (letter.isEmpty())
        return nullptr;
    if (letter != m_letter)
        read(letter);
    return m_parts ? &*m_parts : nullptr;
}

QString PartsInbox::reason(const QMimeData* data)
{
    if (PartsMime::parts(data))
        return {};
    const QByteArray letter = letterOf(data);
    if (letter.isEmpty())
        return {};
    if (letter != m_letter)
        read(letter);
    return m_reason;
}

void PartsInbox::read(const QByteArray& letter)
{
    m_letter = letter;
    m_parts.reset();
    delete m_task;
    const auto json = letter.size() > kLargestLetter ? Result<Json>(invalid("it is too long"))
                                                     : Json::parse(std::string_view(letter.data(), letter.size()));
    const std::string file = json ? (*json)["file"].toText() : std::string();
    const QString title = json ? displayText((*json)["title"].toText(), 80) : QString();
    std::vector<std::string> paths;
    if (json)
        for (const Json& path : (*json)["paths"].items())
            paths.push_back(path.toText());
    if (file.empty() || paths.empty()) {
        m_reason = tr("Nothing can be dropped here");
        return;
    }
    if ((*json)["modified"].toBool(true)) {
        m_reason = tr("%1 was changed and not saved: save it first, or drag within one program").arg(title);
        return;
    }
    m_reason = tr("Reading %1…").arg(title);
    using Shared = std::shared_ptr<const Model>;
    m_task = startTask<Shared>(
        this, {},
        [file](const Progress& progress) -> Result<Shared> {
            LW_ASSIGN(Model model, formats::openModel(file, progress));
            return Shared(std::make_shared<const Model>(std::move(model)));
        },
        [this, title, name = QString::fromStdString((*json)["title"].toText()), paths](Result<Shared> model) {
            m_task = nullptr;
            if (!model)
                m_reason = tr("%1 cannot be read: %2").arg(title, errorDetail(model.error()));
            else if (!std::all_of(paths.begin(), paths.end(),
                                  [&](const std::string& path) { return isThere(**model, path); }))
                m_reason = tr("%1 cannot be read: %2").arg(title, tr("it was changed on disk"));
            else
                m_parts = ModelParts{*model, name, paths};
            emit arrived();
        });
}

} // namespace lw::ui
