// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/sentences/Families.h"

#include <vector>

namespace lw::ui {

namespace {

// What the command line can do about these is an option; see kInWindow.
constexpr const char* kLambda = "the Lambda layer \"%1\" holds Python code%2, which is never run; define it by an expression "
                                "in an objects file (--objects), or save the model as a SavedModel with traces";
constexpr const char* kUnknownClass =
    "the class %1 of layer \"%2\" is not built in; define it by an expression in an objects file (--objects), or open the "
    "model as a SavedModel that was saved with traces";
constexpr const char* kUnknownActivation =
    "the activation \"%1\" is not built in; define it by an expression in an objects file (--objects), or open the model as "
    "a SavedModel that was saved with traces";
constexpr const char* kNoWeights = "this model has no weights; load them into it first, or give it fresh ones (Clone with "
                                   "fresh weights, edit --clone)";

constexpr WindowSentence kInWindow[] = {
    {kLambda, QT_TRANSLATE_NOOP("lw::ui::Core",
                                "the Lambda layer \"%1\" holds Python code%2, which is never run; teach what it computes "
                                "under Model, Custom layers and functions, or save the model as a SavedModel with "
                                "traces")},
    {kUnknownClass, QT_TRANSLATE_NOOP("lw::ui::Core",
                                      "the class %1 of layer \"%2\" is not built in; teach what it computes under Model, "
                                      "Custom layers and functions, or open the model as a SavedModel that was saved "
                                      "with traces")},
    {kUnknownActivation, QT_TRANSLATE_NOOP("lw::ui::Core",
                                           "the activation \"%1\" is not built in; teach what it computes under Model, "
                                           "Custom layers and functions, or open the model as a SavedModel that was "
                                           "saved with traces")},
    {kNoWeights, QT_TRANSLATE_NOOP("lw::ui::Core", "this model has no weights; load them into it first, or give it fresh "
                                                   "ones with Layer, Clone with fresh weights")},
};

} // namespace

std::span<const char* const> coreSentences()
{
    static const std::vector<const char*> all = [] {
        std::vector<const char*> sentences;
        for (const auto family : {argumentsSentences(), expressionSentences(), openingSentences(), recoverySentences(), runSentences(), savingSentences(), surgerySentences(), transplantSentences()})
            sentences.insert(sentences.end(), family.begin(), family.end());
        for (const WindowSentence& sentence : kInWindow)
            sentences.push_back(sentence.core);
        return sentences;
    }();
    return all;
}

std::span<const WindowSentence> windowSentences()
{
    return kInWindow;
}

} // namespace lw::ui
