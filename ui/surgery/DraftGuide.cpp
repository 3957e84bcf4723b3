// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/DraftGuide.h"

#include "core/model/Draft.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/MessageArea.h"
#include "ui/widgets/Text.h"

#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

DraftGuide::DraftGuide(Workspace* workspace, MessageArea* messages, QObject* parent)
    : QObject(parent), m_messages(messages)
{
    connect(workspace, &Workspace::added, this, [this](Document* document) {
        connect(document, &Document::changed, this, [this, document] { follow(document); });
        follow(document);
    });
    connect(workspace, &Workspace::aboutToClose, this, [this](Document* document) { m_drafts.remove(document); });
}

void DraftGuide::follow(Document* document)
{
    std::vector<std::pair<std::string, std::string>> broken;
    for (const Diagnostic* entry : brokenConnections(document->model()))
        broken.emplace_back(entry->subject, entry->message);
    const auto known = m_drafts.find(document);
    if (broken.empty() && known == m_drafts.end())
        return;
    Draft& draft = m_drafts[document];
    if (draft.broken == broken && (draft.bar || broken.empty()))
        return;
    draft.broken = std::move(broken);
    if (draft.bar)
        MessageArea::leave(draft.bar);
    if (draft.broken.empty())
        m_drafts.remove(document);
    else
        tell(document, draft);
}

void DraftGuide::tell(Document* document, Draft& draft)
{
    QStringList lines;
    for (const auto& [layer, reason] : draft.broken)
        lines << QString(displayText(layer, 60) + u": "_s) + coreText(reason);
    const QPointer<Document> target(document);
    const auto show = [this, target] {
        if (target)
            showNext(target);
    };
    draft.bar = m_messages->showMessage(
        MessageArea::Kind::Warning, tr("This is a draft: it cannot be saved until it fits"), lines.join(u'\n'), {},
        {{draft.broken.size() > 1 ? tr("Show next") : tr("Show"), show, true}}, document);
}

/// After the selected one, in the order of the bar; from the last to the first.
void DraftGuide::showNext(Document* document)
{
    const auto draft = m_drafts.constFind(document);
    if (draft == m_drafts.constEnd() || draft->broken.empty())
        return;
    const auto& broken = draft->broken;
    const std::string selected = document->selection().layerPath().toStdString();
    const auto at =
        std::find_if(broken.begin(), broken.end(), [&](const auto& each) { return each.first == selected; });
    const auto next = at == broken.end() || at + 1 == broken.end() ? broken.begin() : at + 1;
    document->selection().selectLayer(identityText(next->first));
}

} // namespace lw::ui
