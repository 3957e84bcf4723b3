// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/Document.h"
#include "ui/document/ModelParts.h"

#include <QElapsedTimer>
#include <QLineF>
#include <QObject>
#include <QPointer>
#include <QRectF>
#include <QTimer>
#include <optional>

class QDropEvent;

namespace lw::ui {

class DropSign;
class GapJudge;
class GraphCanvas;

/// Parts of models that are dragged over a graph: marks the layer, nested model, gap or whole model that they would go
/// to, says what fits, and hands over the drop. User interface thread only.
class GraphDrop : public QObject {
    Q_OBJECT
public:
    GraphDrop(Document* document, GraphCanvas* canvas);

    /// Operators of a function take nothing.
    void setEnabled(bool enabled) { m_enabled = enabled; }
    [[nodiscard]] const DropSign* sign() const { return m_sign; }

signals:
    void dropped(const lw::ui::ModelParts& parts, const lw::ui::DropPlace& place);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Target {
        DropPlace place;
        QRectF rect; ///< in the drawing's units
        QLineF bar;  ///< of a gap
    };
    [[nodiscard]] Target targetAt(const QPointF& pixel, const ModelParts& parts) const;
    [[nodiscard]] QPoint pixel(const QPointF& point) const;
    [[nodiscard]] QRect pixels(const QRectF& rect) const;
    void hover(QDropEvent* event, const ModelParts& parts);
    void judge();
    void leave();
    void pan();
    QPointer<Document> m_document;
    GraphCanvas* m_canvas;
    DropSign* m_sign;
    GapJudge* m_judge;
    std::shared_ptr<const Model> m_judged; ///< the verdict on m_place is of this model
    DropPlace m_place;
    std::optional<ModelParts> m_parts; ///< what hovers
    QPointF m_pointer;
    Qt::KeyboardModifiers m_modifiers;
    QTimer m_pan; ///< runs while the pointer is near an edge
    QElapsedTimer m_atEdge;
    bool m_takes = false, m_enabled = true;
};

} // namespace lw::ui
