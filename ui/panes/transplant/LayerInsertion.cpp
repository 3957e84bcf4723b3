// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/transplant/LayerInsertion.h"

#include "core/keras/Dialect.h"
#include "ui/document/UserObjects.h"
#include "ui/widgets/DragLabel.h"
#include "ui/widgets/Text.h"

#include <QCoreApplication>
#include <map>
#include <mutex>

namespace lw::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lw::ui::LayerInsertion)
};

/// What cannot be done, as an edit: it says so when it is applied.
class Impossible final : public edit::Edit {
public:
    Impossible(std::string title, Error error) : m_title(std::move(title)), m_error(std::move(error)) {}
    [[nodiscard]] std::string title() const override { return m_title; }
    [[nodiscard]] Result<std::unique_ptr<edit::Edit>> apply(Model&) const override { return m_error; }

private:
    std::string m_title;
    Error m_error;
};

std::optional<Shape> outputOf(const Model& model, const std::string& path)
{
    const Layer* layer = findLayer(model, path);
    if (!layer || layer->nodes.empty() || layer->nodes.front().outputShapes.empty())
        return std::nullopt;
    return layer->nodes.front().outputShapes.front();
}

} // namespace

struct LayerInsertion::Prepared {
    std::mutex mutex;
    std::map<int, Result<edit::Graft>> grafts; ///< by generation of Keras
};

LayerInsertion::LayerInsertion(ModelParts parts) : m_parts(std::move(parts)), m_prepared(std::make_shared<Prepared>())
{
}

bool LayerInsertion::isPossible(const ModelParts& parts)
{
    if (!parts.model || parts.paths.empty())
        return false;
    return std::all_of(parts.paths.begin(), parts.paths.end(), [&](const std::string& path) {
        return path == "." ? parts.paths.size() == 1 : findLayer(*parts.model, path) != nullptr;
    });
}

edit::EditPointer LayerInsertion::edit(const Model& target, const DropPlace& place,
                                       const edit::SurgeryOptions& options) const
{
    const edit::Gap gap{place.before, place.after};
    if (place.move)
        return edit::moveLayers(m_parts.paths, gap, options);
    const int generation = keras::kerasGeneration(target);
    const std::scoped_lock lock(m_prepared->mutex);
    auto graft = m_prepared->grafts.find(generation);
    if (graft == m_prepared->grafts.end())
        graft = m_prepared->grafts
                    .emplace(generation,
                             edit::Graft::take(m_parts.model, m_parts.title.toStdString(), m_parts.paths, generation))
                    .first;
    if (!graft->second)
        return std::make_unique<Impossible>("Insert " + m_parts.paths.front(), graft->second.error());
    return edit::insertGraft(*graft->second, gap, options);
}

GapFit LayerInsertion::tryIn(const Model& target, const DropPlace& place) const
{
    GapFit fit;
    edit::SurgeryOptions options;
    options.objects = userObjectsFor(target);
    const auto attempt = [&]() -> Result<void> {
        Model copy = target; // weights are shared
        LW_TRY(edit(target, place, options)->apply(copy));
        const auto added = edit::newLayers(target, copy);
        fit.name = added.empty() ? m_parts.paths.front() : added.front();
        fit.reads = outputOf(target, place.before);
        fit.gives = outputOf(copy, added.empty() ? m_parts.paths.back() : added.back());
        return {};
    };
    if (const Result<void> done = attempt(); !done)
        fit.misfit = done.error();
    if (fit.misfit && fit.misfit->kind == ErrorKind::Invalid) {
        options.misfit = edit::Misfit::Fresh;
        fit.canDiffer = attempt().ok();
        options.draft = true;
        fit.canDiffer = fit.canDiffer || attempt().ok();
    }
    return fit;
}

QString fitLine(const ModelParts& parts, const DropPlace& place, const GapFit& fit)
{
    if (fit.misfit)
        return errorDetail(*fit.misfit);
    const QString label = partsLabel(parts);
    QString line =
        place.move ? Words::tr("Moves %1 here; with Ctrl, copies it").arg(label) : Words::tr("Inserts %1").arg(label);
    const auto slash = fit.name.rfind('/');
    const std::string name = slash == std::string::npos ? fit.name : fit.name.substr(slash + 1);
    const std::string was = parts.paths.front().substr(parts.paths.front().rfind('/') + 1);
    if (!place.move && parts.paths.size() == 1 && was != "." && name != was)
        line = Words::tr("Inserts %1 as %2", "layer, new name").arg(label, displayText(name));
    if (!place.move && fit.reads && fit.gives)
        line +=
            QStringLiteral(": %1 → %2").arg(identityText(shapeText(*fit.reads)), identityText(shapeText(*fit.gives)));
    return line;
}

} // namespace lw::ui
