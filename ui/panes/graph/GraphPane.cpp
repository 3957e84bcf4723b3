// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphPane.h"

#include "core/graph/TracedProgram.h"
#include "core/layout/OutlineMatch.h"
#include "ui/panes/graph/GraphCanvas.h"
#include "ui/panes/graph/GraphDrop.h"
#include "ui/panes/graph/GraphMiniMap.h"
#include "ui/panes/graph/GraphPicture.h"
#include "ui/panes/graph/GraphToolBar.h"
#include "ui/widgets/DragLabel.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QLabel>
#include <QSettings>
#include <QVBoxLayout>

namespace lw::ui {

namespace {

/// With more cards the layout runs in a task; below, it takes less than a frame or two.
constexpr std::size_t kAtOnce = 700;

/// The function to show first: the largest that computes, not one that only saves or restores. The main graph when
/// there is none.
QString telling(const std::vector<graph::FunctionSummary>& functions)
{
    const graph::FunctionSummary* best = nullptr;
    for (const auto& function : functions) {
        if (function.name.find("save") != std::string::npos || function.name.find("restore") != std::string::npos)
            continue;
        if (!best || function.nodes > best->nodes)
            best = &function;
    }
    return best ? identityText(best->name) : QString();
}

} // namespace

GraphPane::GraphPane(Document* document, QWidget* parent)
    : Pane(document, parent), m_bar(new GraphToolBar(this)), m_canvas(new GraphCanvas(this)),
      m_drop(new GraphDrop(document, m_canvas)), m_map(new GraphMiniMap(m_canvas)), m_empty(new QLabel(m_canvas)),
      m_hint(new QLabel(m_canvas))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_canvas, 1);
    setFocusProxy(m_canvas);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setTextInteractionFlags(Qt::LinksAccessibleByMouse);
    m_empty->hide();
    m_hint->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_hint->setMargin(Theme::space(2));
    m_hint->setAutoFillBackground(true);
    m_hint->hide();
    const QSettings settings;
    if (settings.value(QStringLiteral("graph/sideways")).toBool())
        m_direction = layout::Direction::LeftToRight;
    m_bar->setSideways(m_direction == layout::Direction::LeftToRight);
    wire();
    applyTheme();
    reload(View::Start);
}

GraphPane::~GraphPane() = default;

void GraphPane::wire()
{
    connect(document(), &Document::changed, this, &GraphPane::followModel);
    connect(&document()->selection(), &Selection::changed, this, &GraphPane::followSelection);
    connect(m_canvas, &GraphCanvas::selected, this, &GraphPane::select);
    connect(m_canvas, &GraphCanvas::extraChanged, this, &GraphPane::selectBeside);
    connect(m_canvas, &GraphCanvas::activated, this, [this] { emit document()->selection().activated(); });
    connect(m_canvas, &GraphCanvas::foldToggled, this, &GraphPane::toggleFold);
    connect(m_canvas, &GraphCanvas::peekRequested, this, [this](int card, const QRect& place) {
        if (m_picture == Picture::Layers &&
            !m_canvas->drawing()->cardText(static_cast<std::uint32_t>(card)).path.empty())
            emit peekRequested(place);
        else
            m_canvas->fit();
    });
    connect(m_canvas, &GraphCanvas::menuRequested, this, &GraphPane::showMenu);
    connect(m_canvas, &GraphCanvas::dragRequested, this,
            [this](int card, int frame) { dragParts(m_canvas, partsAt(card, frame)); });
    connect(m_drop, &GraphDrop::dropped, this, &GraphPane::partsDropped);
    connect(m_canvas, &GraphCanvas::viewChanged, this, [this] { m_bar->setZoom(m_canvas->scale()); });
    connect(m_bar, &GraphToolBar::operatorsChosen, this, [this](bool operators) {
        if (operators)
            showOperators(m_bar->function());
        else
            showLayers();
    });
    connect(m_bar, &GraphToolBar::functionChosen, this, &GraphPane::showOperators);
    connect(m_bar, &GraphToolBar::sidewaysChosen, this, [this](bool sideways) {
        QSettings().setValue(QStringLiteral("graph/sideways"), sideways);
        setDirection(sideways ? layout::Direction::LeftToRight : layout::Direction::TopToBottom);
    });
    connect(m_bar, &GraphToolBar::shapesChosen, this, [this](bool shapes) {
        m_shapes = shapes;
        redraw(View::Same);
    });
    connect(m_bar, &GraphToolBar::overviewChosen, m_map, &GraphMiniMap::setWanted);
    connect(m_bar, &GraphToolBar::foldAllRequested, this, [this] { foldAll(true); });
    connect(m_bar, &GraphToolBar::unfoldAllRequested, this, [this] { foldAll(false); });
    connect(m_bar, &GraphToolBar::fitRequested, m_canvas, &GraphCanvas::fit);
    connect(m_bar, &GraphToolBar::actualSizeRequested, this, [this] { m_canvas->zoomTo(1); });
    connect(m_bar, &GraphToolBar::exportRequested, this, [this] { exportPicture(); });
    connect(m_bar, &GraphToolBar::searchChanged, this, &GraphPane::search);
    connect(m_bar, &GraphToolBar::nextRequested, this, &GraphPane::showFound);
    connect(m_bar, &GraphToolBar::searchLeft, this, [this] { m_canvas->setFocus(); });
    connect(m_hint, &QLabel::linkActivated, this, [this](const QString& link) {
        m_hintLeft = true;
        if (link == QStringLiteral("unfold"))
            foldAll(false);
        else if (link == QStringLiteral("operators"))
            showOperators(m_function);
        else
            explain();
    });
}

DrawingOptions GraphPane::options() const
{
    return {m_direction, m_shapes, cardNameFont(), cardSmallFont()};
}

/// Until the user chooses: a SavedModel without Keras layers has only its operators to show. An edit leaves no
/// operators of the whole.
void GraphPane::choosePicture()
{
    const graph::TracedProgram* program = graph::tracedProgram(document()->model());
    const auto functions = program ? program->functions() : std::vector<graph::FunctionSummary>();
    if (!m_chosen || !program) {
        m_function = telling(functions);
        m_picture = program && document()->model().layers.empty() ? Picture::Operators : Picture::Layers;
    }
    m_bar->setFunctions(program != nullptr, functions, m_function);
    m_bar->setOperators(m_picture == Picture::Operators);
    m_canvas->setCardsDraggable(m_picture == Picture::Layers);
    m_drop->setEnabled(m_picture == Picture::Layers);
    m_shown = document()->sharedModel();
}

void GraphPane::reload(View view)
{
    choosePicture();
    if (view == View::Start) {
        m_memory = {};
        m_remembered = nullptr;
        m_hintLeft = false;
    } else if (m_outline) { // else its picture was never there
        m_memory.remember(*m_outline, m_folded);
        m_remembered = m_outline;
    }
    m_view = view;
    m_outline = nullptr;
    m_found.clear();
    const auto model = document()->sharedModel();
    const auto drawFrom = [options = options(), before = m_remembered,
                           memory = m_memory](layout::Outline outline, const Progress& progress) -> Result<Prepared> {
        auto shared = std::make_shared<const layout::Outline>(std::move(outline));
        auto folded = before ? memory.foldsOf(*shared, *before, layout::nodesBefore(*shared, *before))
                             : layout::firstFolds(*shared);
        auto drawing = makeDrawing(shared, std::move(folded), options, progress);
        if (!drawing)
            return drawing.error();
        return Prepared{shared, *drawing};
    };
    if (m_picture == Picture::Layers) {
        run(tr("Laying out the layers"), model->layers.size() < kAtOnce,
            [model, drawFrom](const Progress& progress) { return drawFrom(layout::outlineOfModel(*model), progress); });
        return;
    }
    run(tr("Laying out the operators"), false,
        [model, drawFrom, name = m_function.toStdString()](const Progress& progress) -> Result<Prepared> {
            const graph::TracedProgram* traced = graph::tracedProgram(*model);
            if (!traced)
                return notFound("this model has no operators");
            auto graph = name.empty() ? traced->mainGraph() : traced->function(name);
            if (!graph)
                return graph.error();
            return drawFrom(layout::outlineOfGraph(*graph), progress);
        });
}

void GraphPane::redraw(View view, int group)
{
    if (!m_outline) { // still being read: start again with the new options
        if (m_task)
            reload(m_view);
        return;
    }
    m_view = view;
    m_turned = group;
    const std::size_t cards = layout::visibleGraph(*m_outline, m_folded).cards.size();
    run(tr("Laying out the graph"), cards < kAtOnce,
        [outline = m_outline, folded = m_folded, options = options()](const Progress& progress) -> Result<Prepared> {
            auto drawing = makeDrawing(outline, folded, options, progress);
            if (!drawing)
                return drawing.error();
            return Prepared{outline, *drawing};
        });
}

void GraphPane::run(const QString& title, bool atOnce, std::function<Result<Prepared>(const Progress&)> work)
{
    delete m_task; // its result would be out of date
    m_trouble.clear();
    if (atOnce)
        return present(work({}));
    m_task = startTask<Prepared>(this, title, std::move(work),
                                 [this](Result<Prepared> result) { present(std::move(result)); });
    explain();
}

void GraphPane::present(Result<Prepared> result)
{
    m_task = nullptr;
    if (!result) {
        m_trouble =
            result.error().kind == ErrorKind::Cancelled ? tr("The layout was cancelled.") : errorDetail(result.error());
        if (!m_outline) // an old picture would be of something else
            m_canvas->setDrawing(nullptr);
        m_map->drawingChanged();
        explain();
        return;
    }
    m_outline = result->outline;
    m_folded = result->drawing->folded;
    if (m_view == View::Start)
        m_canvas->setDrawing(result->drawing);
    else if (m_view == View::Group)
        m_canvas->foldDrawing(result->drawing, m_turned);
    else
        m_canvas->changeDrawing(result->drawing);
    m_map->drawingChanged();
    m_bar->setFoldable(!m_outline->groups.empty());
    m_bar->setZoom(m_canvas->scale());
    markSelection(m_view != View::Same);
    search(m_bar->searchText());
    explain();
    emit capabilitiesChanged();
    emit drawn();
}

void GraphPane::setDirection(layout::Direction direction)
{
    m_direction = direction;
    m_bar->setSideways(direction == layout::Direction::LeftToRight);
    redraw(View::Start);
}

void GraphPane::showOperators(const QString& function)
{
    m_chosen = true;
    m_picture = Picture::Operators;
    m_function = function;
    reload(View::Start);
}

void GraphPane::showLayers()
{
    m_chosen = true;
    m_picture = Picture::Layers;
    reload(View::Start);
}

void GraphPane::foldAll(bool folded)
{
    if (!m_outline)
        return;
    m_hintLeft = true;
    m_folded.assign(m_folded.size(), folded);
    redraw(View::Start);
}

void GraphPane::toggleFold(int group)
{
    if (!m_outline) // the picture that was clicked is about to be replaced
        return;
    m_folded[static_cast<std::size_t>(group)] = !m_folded[static_cast<std::size_t>(group)];
    const bool unfolding = !m_folded[static_cast<std::size_t>(group)];
    // Inside an unfolded stack the blocks stay folded; one level at a time keeps one's place.
    if (unfolding && m_outline->groups[static_cast<std::size_t>(group)].kind == layout::GroupKind::Stack)
        for (std::size_t child = 0; child < m_outline->groups.size(); ++child)
            if (m_outline->groups[child].parent == group)
                m_folded[child] = true;
    redraw(View::Group, group);
}

void GraphPane::zoom(Zoom zoom)
{
    switch (zoom) {
    case Zoom::In:
        return m_canvas->zoomTo(m_canvas->scale() * 1.25);
    case Zoom::Out:
        return m_canvas->zoomTo(m_canvas->scale() / 1.25);
    case Zoom::Actual:
        return m_canvas->zoomTo(1);
    case Zoom::Fit:
        return m_canvas->fit();
    }
}

void GraphPane::find()
{
    m_bar->focusSearch();
}

bool GraphPane::canExportPicture() const
{
    return m_canvas->drawing() && !m_canvas->drawing()->cards.empty();
}

Result<void> GraphPane::exportPicture(const QString& path)
{
    if (!canExportPicture())
        return invalid("there is no graph to draw");
    GraphPainter::Frame style;
    style.dark = Theme::current().isDark();
    return saveGraphPicture(*m_canvas->drawing(), document()->title(), path, style);
}

void GraphPane::retranslate()
{
    m_bar->retranslate();
    reload(View::Same);
}

void GraphPane::applyTheme()
{
    QPalette palette = m_hint->palette();
    palette.setColor(QPalette::Window, Theme::current().color(ColorRole::Surface));
    palette.setColor(QPalette::WindowText, Theme::current().color(ColorRole::TextMuted));
    m_hint->setPalette(palette);
    palette = m_empty->palette();
    palette.setColor(QPalette::WindowText, Theme::current().color(ColorRole::TextMuted));
    m_empty->setPalette(palette);
    m_canvas->refreshTheme();
    m_map->refreshTheme();
    explain();
}

/// Says what is not there, or what is folded.
void GraphPane::explain()
{
    const auto& drawing = m_canvas->drawing();
    QString text;
    if (!m_trouble.isEmpty())
        text = tr("There is no picture of this graph.") + QStringLiteral("<br>") + m_trouble.toHtmlEscaped();
    else if (m_task && !drawing)
        text = tr("Laying out…");
    else if (drawing && drawing->cards.empty())
        text = m_picture == Picture::Operators ? tr("This function has no operators.")
               : document()->model().layers.empty()
                   ? tr("This file holds weights without layers. They are under Weights.")
                   : tr("There is nothing to draw.");
    m_empty->setText(text);
    m_empty->setVisible(!text.isEmpty());

    QString hint;
    const QString color = Theme::current().color(ColorRole::Accent).name();
    const auto link = [&](const char* target, const QString& words) {
        return QStringLiteral(" <a href=\"%1\" style=\"color:%2\">%3</a>").arg(QLatin1String(target), color, words);
    };
    if (drawing && m_outline && !m_hintLeft && m_outline->foldedRepeats &&
        drawing->cards.size() < m_outline->nodes.size())
        hint = tr("Repeated blocks are folded: %1 cards for %2 layers.")
                   .arg(countText(drawing->cards.size()), countText(m_outline->nodes.size())) +
               link("unfold", tr("Unfold all")) + link("close", tr("Dismiss"));
    else if (drawing && m_outline && !m_hintLeft && !m_outline->hasGraph && !drawing->cards.empty())
        hint = tr("The file does not say how these layers are connected.") +
               (graph::tracedProgram(document()->model()) ? link("operators", tr("Show the operators")) : QString()) +
               link("close", tr("Dismiss"));
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    placeOverlays();
}

void GraphPane::placeOverlays()
{
    m_empty->setGeometry(m_canvas->rect().adjusted(40, 40, -40, -40));
    const int room = std::max(0, m_canvas->width() - 2 * Theme::space(3));
    m_hint->setWordWrap(false);
    const bool wraps = m_hint->sizeHint().width() > room;
    m_hint->setWordWrap(wraps);
    m_hint->resize(wraps ? QSize(room, m_hint->heightForWidth(room)) : m_hint->sizeHint());
    m_hint->move(Theme::space(3), m_canvas->height() - m_hint->height() - Theme::space(3));
}

void GraphPane::resizeEvent(QResizeEvent* event)
{
    Pane::resizeEvent(event);
    layout()->activate();
    placeOverlays();
}

} // namespace lw::ui
