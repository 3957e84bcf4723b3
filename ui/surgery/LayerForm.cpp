// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/LayerForm.h"

#include "ui/surgery/ArgumentEditor.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QFormLayout>
#include <QLabel>

namespace lw::ui {

namespace {

/// What is no argument: names change by renaming, the shape by the input, trainable by freezing.
bool isFrame(const std::string& key)
{
    static const std::vector<std::string> keys = {"name",         "trainable",   "dtype",          "batch_input_shape",
                                                  "batch_shape",  "layer",       "backward_layer", "cell",
                                                  "build_config", "input_shape", "layers"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// The class's arguments with the values of the config, then what only the config has.
std::vector<std::pair<LayerArgument, Json>> entries(int generation, const std::string& className, const Json& config)
{
    std::vector<std::pair<LayerArgument, Json>> all;
    for (const LayerArgument& argument : layerArguments(generation, className)) {
        const bool known = config.isObject() && config.contains(argument.name);
        if (config.isNull() || known)
            all.emplace_back(argument, known ? config[argument.name] : argument.value);
    }
    for (const auto& [key, value] : config.members()) {
        const auto same = [&key = key](const auto& entry) { return entry.first.name == key; };
        if (!isFrame(key) && std::none_of(all.begin(), all.end(), same))
            all.push_back({{key, value, false}, value});
    }
    std::stable_partition(all.begin(), all.end(), [](const auto& entry) { return entry.first.needed; });
    return all;
}

} // namespace

LayerForm::LayerForm(QWidget* parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
}

void LayerForm::setLayer(int generation, const std::string& className, const Json& config)
{
    m_editors.clear();
    m_isNew = config.isNull();
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setContentsMargins(Theme::space(2), Theme::space(1), Theme::space(3), Theme::space(2));
    form->setHorizontalSpacing(Theme::space(4));
    form->setVerticalSpacing(Theme::space(2));
    const bool withModule = generation == 3 || config["kernel_initializer"]["module"].isString();
    for (const auto& [argument, value] : entries(generation, className, config)) {
        auto* editor = new ArgumentEditor(className, argument, value, withModule, page);
        connect(editor, &ArgumentEditor::changed, this, &LayerForm::changed);
        form->addRow(identityText(argument.name), editor);
        m_editors.push_back(editor);
    }
    if (m_editors.empty())
        form->addRow(new QLabel(tr("This layer has no settings."), page));
    setWidget(page);
    QWidget* before = m_fieldsAfter;
    for (ArgumentEditor* editor : m_editors) {
        if (before)
            setTabOrder(before, editor->focusProxy());
        before = editor->focusProxy();
    }
    emit changed();
}

void LayerForm::focusMissing()
{
    for (const ArgumentEditor* editor : m_editors)
        if (!editor->value())
            return editor->focusProxy()->setFocus(Qt::TabFocusReason);
}

std::optional<Json> LayerForm::changes() const
{
    Json changes = Json::object();
    for (const ArgumentEditor* editor : m_editors) {
        const auto value = editor->value();
        if (!value)
            return std::nullopt;
        if ((m_isNew && editor->isNeeded()) || editor->isChanged())
            changes.set(editor->name(), *value);
    }
    return changes;
}

} // namespace lw::ui
