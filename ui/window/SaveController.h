// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/formats/FormatRegistry.h"

#include <QObject>
#include <QString>

namespace lw::ui {

class Document;

/// Saves documents: over their file, beside it, or all weights as .npz. Asks before it overwrites what somebody else
/// changed and before anything is lost; the writing itself runs off the user interface thread. User interface thread
/// only.
class SaveController : public QObject {
    Q_OBJECT
public:
    explicit SaveController(QWidget* window);

    /// The format that the document can be saved in: its own when that can be written, or null.
    [[nodiscard]] static const formats::Format* formatOf(const Document& document);

    void save(Document* document);
    void saveAs(Document* document);
    void saveWeights(Document* document);

signals:
    void saved(lw::ui::Document* document, const QString& path, bool samePath);
    void notice(const QString& text);
    void failed(const QString& title, const lw::Error& error);

private:
    [[nodiscard]] bool mayOverwrite(const Document& document);
    [[nodiscard]] bool mayLose(const Document& document, const formats::Format& format);
    void write(Document* document, const QString& path, const formats::Format& format, bool becomesDocument);
    QWidget* m_window;
};

} // namespace lw::ui
