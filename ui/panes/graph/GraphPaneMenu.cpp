// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphPane.h"
#include "ui/panes/graph/GraphPicture.h"
#include "ui/panes/graph/GraphToolBar.h"
#include "ui/panes/transplant/PartsInbox.h"
#include "ui/widgets/ActionReason.h"
#include "ui/widgets/DragLabel.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QToolButton>

/// What can be asked for on a card: the context menu, copying, pictures.
namespace lw::ui {

void GraphPane::showMenu(int card, int frame, const QPoint& global)
{
    const auto& drawing = m_canvas->drawing();
    if (!drawing || !m_outline)
        return;
    QMenu menu(this);
    if (card >= 0)
        addCardActions(menu, card);
    if (frame >= 0) {
        const int group = static_cast<int>(drawing->frames[static_cast<std::size_t>(frame)].group);
        menu.addAction(icons::icon(QStringLiteral("fold")), tr("Fold"), this, [this, group] { toggleFold(group); });
    }
    // A folded nested model is a layer too; folded repeats are none.
    if (card >= 0 && m_picture == Picture::Layers && !drawing->cardText(static_cast<std::uint32_t>(card)).path.empty())
        emit menuRequested(&menu);
    else
        showReasons(&menu);
    if (!menu.isEmpty())
        menu.addSeparator();
    if (!m_outline->groups.empty()) {
        menu.addAction(tr("Fold all"), this, [this] { foldAll(true); });
        menu.addAction(tr("Unfold all"), this, [this] { foldAll(false); });
    }
    menu.addAction(icons::icon(QStringLiteral("fit")), tr("Fit"), m_canvas, &GraphCanvas::fit);
    menu.addAction(tr("Actual size"), this, [this] { m_canvas->zoomTo(1); });
    for (QToolButton* choice : m_bar->hiddenChoices()) {
        QAction* action = menu.addAction(choice->icon(), choice->toolTip(), choice, &QToolButton::click);
        action->setCheckable(choice->isCheckable());
        action->setChecked(choice->isChecked());
    }
    menu.addSeparator();
    menu.addAction(icons::icon(QStringLiteral("picture")), tr("Save as a picture…"), this, [this] { exportPicture(); });
    menu.exec(global);
}

void GraphPane::addCardActions(QMenu& menu, int card)
{
    const auto& drawing = m_canvas->drawing();
    const auto index = static_cast<std::size_t>(card);
    const auto& shown = drawing->visible.cards[index];
    if (shown.isGroup)
        menu.addAction(icons::icon(QStringLiteral("unfold")), tr("Unfold"), this,
                       [this, group = static_cast<int>(shown.index)] { toggleFold(group); });
    if (shown.frame >= 0)
        menu.addAction(icons::icon(QStringLiteral("fold")), tr("Fold the group around it"), this,
                       [this, group = static_cast<int>(drawing->frames[static_cast<std::size_t>(shown.frame)].group)] {
                           toggleFold(group);
                       });
    if (!drawing->cardText(static_cast<std::uint32_t>(card)).path.empty())
        menu.addAction(tr("Show details"), this, [this] { emit document()->selection().activated(); });
    menu.addSeparator();
    menu.addAction(icons::icon(QStringLiteral("copy")), tr("Copy"), this, [this] { copy(); });
    const ModelParts* pasted = PartsInbox::instance().parts(QGuiApplication::clipboard()->mimeData());
    const std::string& path = drawing->cardText(static_cast<std::uint32_t>(card)).path;
    if (pasted && shown.isGroup && m_picture == Picture::Layers && !path.empty()) // a layer's menu has it anyway
        menu.addAction(tr("Paste weights"), this, [this, parts = *pasted, path] {
            emit partsDropped(parts, {DropPlace::Kind::Part, path, {}, {}});
        });
    setPossible(menu.addAction(tr("Select inputs"), this, [this, card] { selectNeighbours(card, false); }),
                drawing->inEdges[index].empty() ? tr("Nothing goes into it") : QString());
    setPossible(menu.addAction(tr("Select outputs"), this, [this, card] { selectNeighbours(card, true); }),
                drawing->outEdges[index].empty() ? tr("Nothing reads what it gives out") : QString());
}

/// One neighbour becomes the selection; of several the nearest does, and the others are marked beside it.
void GraphPane::selectNeighbours(int card, bool outputs)
{
    const auto& drawing = m_canvas->drawing();
    const auto& edges = (outputs ? drawing->outEdges : drawing->inEdges)[static_cast<std::size_t>(card)];
    if (edges.empty())
        return;
    std::unordered_set<std::uint32_t> others;
    for (const std::uint32_t edge : edges)
        others.insert(outputs ? drawing->edges[edge].to : drawing->edges[edge].from);
    const auto first =
        static_cast<int>(outputs ? drawing->edges[edges.front()].to : drawing->edges[edges.front()].from);
    m_canvas->setSelected(first);
    select(first);
    m_canvas->setExtra(std::move(others));
    m_canvas->ensureVisible(first);
}

bool GraphPane::canCopy() const
{
    return m_canvas->drawing() && m_canvas->highlights().selected >= 0;
}

void GraphPane::copy()
{
    if (!canCopy())
        return;
    const auto card = static_cast<std::uint32_t>(m_canvas->highlights().selected);
    const layout::Card& text = m_canvas->drawing()->cardText(card);
    if (ModelParts parts = partsAt(static_cast<int>(card)); !parts.paths.empty()) {
        emit notice(tr("Copied %1").arg(partsLabel(parts)));
        QGuiApplication::clipboard()->setMimeData(new PartsMime(std::move(parts)));
        return;
    }
    QGuiApplication::clipboard()->setText(identityText(text.path.empty() ? text.title : text.path));
    emit notice(tr("Copied the name"));
}

void GraphPane::exportPicture()
{
    if (!canExportPicture())
        return;
    const QString filters = tr("SVG drawing (*.svg)") + QStringLiteral(";;") + tr("PNG picture (*.png)") +
                            QStringLiteral(";;") + tr("PDF document (*.pdf)");
    QString filter;
    QString path = QFileDialog::getSaveFileName(this, tr("Save the graph as a picture"),
                                                document()->title() + QStringLiteral(".svg"), filters, &filter);
    if (path.isEmpty())
        return;
    const QString suffix = filter.contains(QStringLiteral("*.png"))   ? QStringLiteral(".png")
                           : filter.contains(QStringLiteral("*.pdf")) ? QStringLiteral(".pdf")
                                                                      : QStringLiteral(".svg");
    if (!path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive) &&
        !path.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive) &&
        !path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive))
        path += suffix;
    GraphPainter::Frame style;
    style.dark = Theme::current().isDark();
    startTask<void>(
        this, tr("Saving the picture"),
        [drawing = m_canvas->drawing(), title = document()->title(), path, style](const Progress&) {
            return saveGraphPicture(*drawing, title, path, style);
        },
        [this](Result<void> saved) {
            if (saved)
                emit notice(tr("Saved the picture"));
            else
                emit failed(tr("The picture could not be saved"), saved.error());
        });
}

} // namespace lw::ui
