// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layout/FoldMemory.h"
#include "ui/panes/Pane.h"
#include "ui/panes/graph/GraphDrawing.h"
#include "ui/tasks/Task.h"

class QLabel;
class QMenu;

namespace lw::ui {

class GraphCanvas;
class GraphDrop;
class GraphMiniMap;
class GraphToolBar;

/// The graph of a document: its layers, or the operators of one of its functions. Small graphs are laid out at once,
/// large ones in a task, the old picture staying until the new one is there. User interface thread only.
class GraphPane : public Pane {
    Q_OBJECT
public:
    explicit GraphPane(Document* document, QWidget* parent = nullptr);
    ~GraphPane() override;

    [[nodiscard]] bool canZoom() const override { return true; }
    void zoom(Zoom zoom) override;
    [[nodiscard]] bool canFind() const override { return true; }
    void find() override;
    [[nodiscard]] bool canCopy() const override;
    void copy() override;
    [[nodiscard]] bool canExportPicture() const override;
    void exportPicture() override;
    /// Writes .svg, .pdf or .png without asking; Invalid when nothing is drawn.
    Result<void> exportPicture(const QString& path);

    void setDirection(layout::Direction direction);
    void showOperators(const QString& function); ///< of the document's SavedModel; empty: its main graph
    void showLayers();
    void foldAll(bool folded);
    [[nodiscard]] GraphCanvas* canvas() const { return m_canvas; }
    [[nodiscard]] const GraphDrop* drop() const { return m_drop; }
    /// What dragging this card or frame moves: all selected cards when it is one of them. No paths for operators.
    [[nodiscard]] ModelParts partsAt(int card, int frame = -1) const;

signals:
    /// A new picture is on the canvas.
    void drawn();

protected:
    void retranslate() override;
    void applyTheme() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// What a task brings back.
    struct Prepared {
        std::shared_ptr<const layout::Outline> outline;
        std::shared_ptr<const GraphDrawing> drawing;
    };
    enum class Picture { Layers, Operators };
    /// Where the view is in a new picture: at its start, where it was, or so that the group m_turned keeps its place.
    enum class View { Start, Same, Group };

    void wire();
    void reload(View view);                 ///< the model (Same) or the choice of picture (Start) has changed
    void redraw(View view, int group = -1); ///< the same outline, other folds or options
    void run(const QString& title, bool atOnce, std::function<Result<Prepared>(const Progress&)> work);
    void present(Result<Prepared> result);
    void choosePicture();
    [[nodiscard]] DrawingOptions options() const;
    void toggleFold(int group);
    void followSelection();
    void markSelection(bool show);
    void markBeside();
    void unfoldBroken();
    bool showFunctionOf(const QString& path);
    void select(int card);
    void selectBeside();
    void search(const QString& text);
    void showFound(bool backwards);
    [[nodiscard]] bool unfoldAround(std::uint32_t node);
    void showMenu(int card, int frame, const QPoint& global);
    void addCardActions(QMenu& menu, int card);
    void selectNeighbours(int card, bool outputs);
    void explain();
    void followModel();
    [[nodiscard]] std::vector<std::string> pathsOfCard(std::uint32_t card) const;
    void placeOverlays();

    GraphToolBar* m_bar;
    GraphCanvas* m_canvas;
    GraphDrop* m_drop;
    GraphMiniMap* m_map;
    QLabel *m_empty, *m_hint;
    std::shared_ptr<const layout::Outline> m_outline;
    std::shared_ptr<const Model> m_shown; ///< the model that the picture is of
    std::vector<bool> m_folded;
    std::shared_ptr<const layout::Outline> m_remembered; ///< whose folds m_memory remembers last
    layout::FoldMemory m_memory;
    View m_view = View::Start; ///< of the picture that is being made
    int m_turned = -1;         ///< the group that was folded or unfolded, for View::Group
    Picture m_picture = Picture::Layers;
    QString m_function;
    layout::Direction m_direction = layout::Direction::TopToBottom;
    bool m_shapes = true, m_selecting = false, m_hintLeft = false;
    bool m_chosen = false; ///< the user picked layers or a function
    QPointer<TaskHandle> m_task;
    QString m_trouble; ///< why there is no picture
    std::vector<std::uint32_t> m_found;
    int m_current = -1; ///< index into m_found
};

} // namespace lw::ui
