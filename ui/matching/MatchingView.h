// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/matching/MatchingColumn.h"
#include "ui/matching/MatchingFollow.h"

#include <QBasicTimer>
#include <QWidget>
#include <array>

class QPainter;
class QScrollBar;

namespace lw::ui {

class DropSign;

/// Two columns of variables and lines between them. A line is drawn from one row to another (or from heading to
/// heading: all that goes together), its end is pulled elsewhere or away, Delete takes it off; with keys, Enter picks a
/// variable up and puts its line down. Colour, stroke and a sign at its end tell what a line is. Scrolling one column
/// takes the other along; Ctrl keeps it where it is. Paints only what is seen. User interface thread only.
class MatchingView : public QWidget {
    Q_OBJECT
public:
    using Side = MatchingSource::Side;
    using Id = MatchingSource::Id;

    explicit MatchingView(MatchingSource* source, QWidget* parent = nullptr);

    void setTitles(const QString& source, const QString& target);
    /// The source whose line is selected.
    [[nodiscard]] std::optional<MatchingSource::Line> selectedLine() const;
    /// The variable that the arrows are at.
    [[nodiscard]] std::optional<MatchingSource::Item> currentItem() const;
    [[nodiscard]] std::optional<MatchingSource::Item> item(Side side, Id id) const;
    [[nodiscard]] Side currentSide() const { return m_current.side; }
    /// Whether a line is being drawn with keys.
    [[nodiscard]] bool isConnecting() const { return m_drag && m_drag->byKeys; }
    /// Makes a variable the current one and shows it, with the other end of its line.
    void select(Side side, Id id);
    void disconnectSelected();

    /// Where a variable's row and the sign of its line are, in pixels of the view; empty when it is not seen.
    [[nodiscard]] QRect rowRect(Side side, Id id) const;
    [[nodiscard]] QRect headingRect(Side side, const QString& group) const;
    [[nodiscard]] QRect signRect(Id from) const;
    [[nodiscard]] const DropSign* sign() const { return m_sign; }
    [[nodiscard]] int scrollOf(Side side) const;
    /// Lines that were painted last.
    [[nodiscard]] int paintedLines() const { return m_paintedLines; }
    [[nodiscard]] QSize sizeHint() const override { return {900, 480}; }

signals:
    /// Another variable or line, or another state of it.
    void currentChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Place {
        Side side = Side::Source;
        std::optional<int> row;
    };
    /// A line on its way: from a row, or with one end pulled off an old one.
    struct Drag {
        Place from;
        std::optional<Id> pulled; ///< the source whose line it was
        QPoint at;
        std::optional<int> over; ///< row of the other side
        bool byKeys = false, began = false;
    };

    static std::size_t index(Side side) { return static_cast<std::size_t>(side); }
    static Side other(Side side) { return side == Side::Source ? Side::Target : Side::Source; }
    [[nodiscard]] const MatchingColumn& column(Side side) const { return m_columns[index(side)]; }
    [[nodiscard]] QScrollBar* bar(Side side) const { return m_bars[index(side)]; }

    // State
    void refresh();
    void layOut();
    void follow(Side moved);
    void scrollTo(Side side, int row);
    void showPartner();
    void setCurrent(Side side, std::optional<int> row);
    [[nodiscard]] const MatchingSource::Line* lineOf(Side side, int row) const;

    // Geometry
    [[nodiscard]] QRect columnRect(Side side) const;
    [[nodiscard]] QRect rowBox(Side side, int row) const;
    [[nodiscard]] QPointF port(Side side, int row) const;
    [[nodiscard]] QRect signRect(const MatchingSource::Line& line) const;
    /// Lines with an end that is seen.
    [[nodiscard]] QList<const MatchingSource::Line*> seenLines() const;
    [[nodiscard]] Place placeAt(const QPoint& at) const;
    [[nodiscard]] const MatchingSource::Line* lineAt(const QPoint& at) const;

    // Input
    void beginDrag(const QPoint& at);
    void moveDrag(const QPoint& at);
    void finishDrag();
    void cancelDrag();
    void clicked(const QPoint& at);
    void hover(const QPoint& at);
    void toggleTick();
    void judgeOver();
    [[nodiscard]] MatchingSource::Pairs draggedPairs() const;
    bool connectingKey(QKeyEvent* event);
    void pickUp();
    void moveBy(int steps);
    void crossOver(Side side);
    [[nodiscard]] QString toolTipAt(const QPoint& at) const;

    // Painting
    void paintHeader(QPainter& painter) const;
    void paintColumn(QPainter& painter, Side side) const;
    void paintRow(QPainter& painter, Side side, int row) const;
    void paintPorts(QPainter& painter, Side side) const;
    void paintLines(QPainter& painter);
    void paintLine(QPainter& painter, const MatchingSource::Line& line, bool strong) const;
    void paintDrag(QPainter& painter) const;

    MatchingSource* m_source;
    std::array<MatchingColumn, 2> m_columns;
    std::array<QScrollBar*, 2> m_bars;
    std::array<QString, 2> m_titles;
    QList<MatchingSource::Line> m_lines;
    std::array<QHash<Id, int>, 2> m_lineOf; ///< by side, index of the variable's line
    MatchingFollow m_follow;
    Place m_current;
    std::optional<Id> m_currentId; ///< survives another set of rows
    Place m_hovered;
    std::optional<Id> m_hoveredLine;
    std::optional<Drag> m_drag;
    QPoint m_pressed;
    QBasicTimer m_edge; ///< scrolls along while dragging near an edge
    DropSign* m_sign;
    int m_paintedLines = 0;
    bool m_following = false;
};

} // namespace lw::ui
