// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/LayerForm.h"

#include "core/keras/ArgumentRules.h"
#include "ui/surgery/ArgumentEditor.h"
#include "ui/widgets/CoreWords.h"
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

/// The class's arguments with the values of the config or their defaults, then what only the config has; what is needed
/// comes first.
std::vector<std::pair<LayerArgument, Json>> entries(int generation, const std::string& className, const Json& config)
{
    std::vector<std::pair<LayerArgument, Json>> all;
    for (const LayerArgument& argument : layerArguments(generation, className)) {
        const Json* own = config.find(argument.name);
        // Old files leave reset_after out of a GRU that works the other way.
        if (own || (!argument.needed && argument.name != "reset_after"))
            all.emplace_back(argument, own ? *own : argument.value);
    }
    for (const auto& [key, value] : config.members()) {
        const auto same = [&key = key](const auto& entry) { return entry.first.name == key; };
        if (!isFrame(key) && std::none_of(all.begin(), all.end(), same))
            all.push_back({{key, value, false}, value});
    }
    std::stable_partition(all.begin(), all.end(), [](const auto& entry) { return entry.first.needed; });
    return all;
}

/// What a new layer of the class can take over from another one: arguments of the same name and kind, which Keras takes.
Json inCommon(int generation, const std::string& className, const Json& like)
{
    Json common = Json::object();
    for (const LayerArgument& argument : layerArguments(generation, className)) {
        const Json* value = like.find(argument.name);
        if (!value)
            continue;
        const Json& usual = argument.value;
        const bool sameKind = argument.needed ? !value->isNull() && !value->isBool()
                                              : usual.isNull() || value->isNull() || usual.type() == value->type();
        if (!sameKind || (usual.isArray() && usual.size() != value->size()) || (argument.needed && argument.name == "scale"))
            continue;
        Json with = common;
        with.set(argument.name, *value);
        if (keras::checkArgument(generation, className, with, argument.name))
            common = std::move(with);
    }
    return common;
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
    m_isNew = false;
    m_generation = generation;
    m_className = className;
    m_config = config;
    show(entries(generation, className, config),
         generation == 3 || config["kernel_initializer"]["module"].isString());
}

void LayerForm::setNewLayer(int generation, const std::string& className, const Json& like)
{
    m_isNew = true;
    m_generation = generation;
    m_className = className;
    m_config = inCommon(generation, className, like);
    std::vector<std::pair<LayerArgument, Json>> all;
    for (const LayerArgument& argument : layerArguments(generation, className)) {
        const Json* taken = m_config.find(argument.name);
        all.emplace_back(argument, taken ? *taken : argument.value);
    }
    std::stable_partition(all.begin(), all.end(), [](const auto& entry) { return entry.first.needed; });
    show(all, generation == 3);
}

void LayerForm::show(const std::vector<std::pair<LayerArgument, Json>>& entries, bool withModule)
{
    m_editors.clear();
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setContentsMargins(Theme::space(2), Theme::space(1), Theme::space(3), Theme::space(2));
    form->setHorizontalSpacing(Theme::space(4));
    form->setVerticalSpacing(Theme::space(2));
    for (const auto& [argument, value] : entries) {
        auto* editor = new ArgumentEditor(m_className, argument, value, withModule, page);
        connect(editor, &ArgumentEditor::changed, this, [this] {
            check();
            emit changed();
        });
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
    check();
    emit changed();
}

/// What stands in the edit, not what was there or is the default anyhow.
bool LayerForm::isGiven(const ArgumentEditor* editor) const
{
    return (m_isNew && (editor->isNeeded() || m_config.contains(editor->name()))) || editor->isChanged();
}

/// Says at each field that is given what Keras would not take.
void LayerForm::check()
{
    Json config = m_config;
    for (const ArgumentEditor* editor : m_editors)
        if (const auto value = editor->value())
            config.set(editor->name(), *value);
    m_fits = true;
    for (ArgumentEditor* editor : m_editors) {
        QString problem;
        if (editor->value() && isGiven(editor))
            if (const auto checked = keras::checkArgument(m_generation, m_className, config, editor->name()); !checked)
                problem = coreText(checked.error().message);
        m_fits = m_fits && problem.isEmpty();
        editor->setProblem(problem);
    }
}

void LayerForm::focusMissing()
{
    for (const ArgumentEditor* editor : m_editors)
        if (!editor->value())
            return editor->focusProxy()->setFocus(Qt::TabFocusReason);
}

std::optional<Json> LayerForm::changes() const
{
    if (!m_fits)
        return std::nullopt;
    Json changes = Json::object();
    for (const ArgumentEditor* editor : m_editors) {
        const auto value = editor->value();
        if (!value)
            return std::nullopt;
        if (isGiven(editor))
            changes.set(editor->name(), *value);
    }
    return changes;
}

} // namespace lw::ui
