// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "ui/surgery/LayerArguments.h"

#include <QScrollArea>
#include <optional>
#include <string>
#include <vector>

namespace lw::ui {

class ArgumentEditor;

/// The arguments of one layer as a form: what it needs first, everything with its default. User interface thread only.
class LayerForm : public QScrollArea {
    Q_OBJECT
public:
    explicit LayerForm(QWidget* parent = nullptr);

    /// config: the layer's own. What it leaves out is shown with its default; entries that the class is not known to
    /// have are shown as they are.
    void setLayer(int generation, const std::string& className, const Json& config);
    /// A layer that is to be made, with the arguments that it has in common with a layer whose place it takes.
    void setNewLayer(int generation, const std::string& className, const Json& like = {});
    /// The entries that differ from what was set, and of a new layer those that it needs or took over; none while one is broken, or
    /// out of the range that Keras has for it.
    [[nodiscard]] std::optional<Json> changes() const;

    /// The widget that Tab comes from; it outlives the form.
    void setFieldsAfter(QWidget* widget) { m_fieldsAfter = widget; }
    /// Puts the cursor into the first field that is empty or broken.
    void focusMissing();

signals:
    void changed();

private:
    void check();
    [[nodiscard]] bool isGiven(const ArgumentEditor* editor) const;
    void show(const std::vector<std::pair<LayerArgument, Json>>& entries, bool withModule);
    std::vector<ArgumentEditor*> m_editors;
    QWidget* m_fieldsAfter = nullptr;
    int m_generation = 2;
    std::string m_className;
    Json m_config; ///< of the layer as it is; of a new one what it takes over
    bool m_isNew = true, m_fits = true;
};

} // namespace lw::ui
