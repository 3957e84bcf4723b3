// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/ProblemsModel.h"

#include "core/graph/TracedProgram.h"
#include "core/graph/lower/Definitions.h"
#include "ui/document/UserObjects.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"

#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

QIcon severityIcon(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return icons::icon(u"error"_s, ColorRole::Error);
    case Severity::Warning:
        return icons::icon(u"warning"_s, ColorRole::Warning);
    case Severity::Info:
        break;
    }
    return icons::icon(u"info"_s, ColorRole::TextMuted);
}

struct Sentence {
    std::string_view code;
    const char* text; ///< %1, %2 are the diagnostic's arguments
};

constexpr std::string_view kTaughtLayer = "unknown-layer-taught", kUnknownFunction = "unknown-function";

constexpr Sentence kSentences[] = {
    {"unknown-layer",
     QT_TRANSLATE_NOOP(
         "lw::ui::ProblemsModel",
         "The class %1 is not built in: it is shown and counted, and runs once it is taught (right-click)")},
    {kTaughtLayer, QT_TRANSLATE_NOOP("lw::ui::ProblemsModel", "The class %1 is not built in; it runs as you taught it")},
    {kUnknownFunction,
     QT_TRANSLATE_NOOP("lw::ui::ProblemsModel",
                       "The function %1 is not built in: the model runs once it is taught, by an expression or from a "
                       "SavedModel (right-click)")},
};

/// Functions that layers name in their settings, where nothing says what they compute.
std::vector<Diagnostic> unknownFunctions(const Model& model, const std::vector<Diagnostic>& told)
{
    std::vector<Diagnostic> found;
    if (graph::tracedProgram(model) != nullptr)
        return found;
    for (const std::string& name : graph::undefinedNames(model)) {
        const std::vector<std::string> users = graph::definitionUsers(model, name);
        const bool known = users.empty() || findUserObject(name) ||
                           std::any_of(told.begin(), told.end(), [&](const Diagnostic& one) {
                               return std::find(users.begin(), users.end(), one.subject) != users.end();
                           });
        if (!known)
            found.push_back({Severity::Warning, "The function " + name + " is not built in", users.front(),
                             users.size(), std::string(kUnknownFunction), {name}});
    }
    return found;
}

/// What reading found, with what the user taught since.
std::vector<Diagnostic> problemsOf(const Model& model)
{
    std::vector<Diagnostic> problems = model.diagnostics.entries();
    for (Diagnostic& problem : problems)
        if (problem.code == "unknown-layer" && !problem.arguments.empty() && findUserObject(problem.arguments.front())) {
            problem.code = kTaughtLayer;
            problem.severity = Severity::Info;
        }
    for (Diagnostic& problem : unknownFunctions(model, problems))
        problems.push_back(std::move(problem));
    return problems;
}

} // namespace

ProblemsModel::ProblemsModel(Workspace* workspace, QObject* parent)
    : QAbstractTableModel(parent), m_workspace(workspace)
{
    connect(workspace, &Workspace::added, this, [this](Document* document) {
        connect(document, &Document::changed, this, &ProblemsModel::rebuild);
        rebuild();
    });
    connect(workspace, &Workspace::aboutToClose, this, [this](Document* document) {
        beginResetModel();
        std::erase_if(m_rows, [document](const Row& row) { return row.document == document; });
        endResetModel();
    });
    connect(&UserObjectsNews::current(), &UserObjectsNews::changed, this, &ProblemsModel::rebuild);
    rebuild();
}

void ProblemsModel::rebuild()
{
    beginResetModel();
    m_rows.clear();
    for (Document* document : m_workspace->documents()) {
        for (Diagnostic& problem : problemsOf(document->model()))
            m_rows.push_back({document, std::move(problem)});
    }
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [](const Row& a, const Row& b) { return a.diagnostic.severity > b.diagnostic.severity; });
    endResetModel();
}

QString ProblemsModel::message(const Diagnostic& diagnostic)
{
    for (const Sentence& sentence : kSentences) {
        if (diagnostic.code != sentence.code)
            continue;
        QString text = tr(sentence.text);
        for (const std::string& argument : diagnostic.arguments)
            text = text.arg(displayText(argument));
        return text;
    }
    return coreText(diagnostic.message, 600);
}

Document* ProblemsModel::document(const QModelIndex& index) const
{
    return index.isValid() ? m_rows.at(static_cast<std::size_t>(index.row())).document : nullptr;
}

QString ProblemsModel::subject(const QModelIndex& index) const
{
    return index.isValid() ? identityText(m_rows.at(static_cast<std::size_t>(index.row())).diagnostic.subject)
                           : QString();
}

QString ProblemsModel::teachName(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows.at(static_cast<std::size_t>(index.row()));
    const Layer* layer = findLayer(row.document->model(), row.diagnostic.subject);
    return layer ? identityText(graph::undefinedName(*layer)) : QString();
}

int ProblemsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProblemsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Column::Count);
}

QVariant ProblemsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows.at(static_cast<std::size_t>(index.row()));
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DecorationRole && column == Column::Message)
        return severityIcon(row.diagnostic.severity);
    if (role == Qt::ForegroundRole && column != Column::Message)
        return Theme::current().color(ColorRole::TextMuted);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (column) {
    case Column::Message: {
        const QString text = message(row.diagnostic);
        return row.diagnostic.count > 1 ? u"%1 (×%2)"_s.arg(text, countText(row.diagnostic.count)) : text;
    }
    case Column::Subject:
        return displayText(row.diagnostic.subject);
    case Column::Model:
        return row.document->title();
    case Column::Count:
        break;
    }
    return {};
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Column::Message:
        return tr("Problem");
    case Column::Subject:
        return tr("Where");
    case Column::Model:
        return tr("Model");
    case Column::Count:
        break;
    }
    return {};
}

} // namespace lw::ui
