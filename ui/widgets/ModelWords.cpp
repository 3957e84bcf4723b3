// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ModelWords.h"

#include <QCoreApplication>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

QString word(const char* text)
{
    return QCoreApplication::translate("lw::ui::Words", text);
}

} // namespace

QString kindWord(ModelKind kind)
{
    switch (kind) {
    case ModelKind::Sequential:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Sequential model"));
    case ModelKind::Functional:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Functional model"));
    case ModelKind::Subclassed:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Subclassed model"));
    case ModelKind::Graph:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Operator graph"));
    case ModelKind::Weights:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Weights only"));
    }
    return {};
}

QString categoryWord(keras::Category category)
{
    switch (category) {
    case keras::Category::Input:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Input"));
    case keras::Category::Core:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Core"));
    case keras::Category::Convolution:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Convolution"));
    case keras::Category::Pooling:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Pooling"));
    case keras::Category::Recurrent:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Recurrent"));
    case keras::Category::Normalization:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Normalization"));
    case keras::Category::Attention:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Attention"));
    case keras::Category::Activation:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Activation"));
    case keras::Category::Merging:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Merging"));
    case keras::Category::Reshaping:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Reshaping"));
    case keras::Category::Regularization:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Regularization"));
    case keras::Category::Preprocessing:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Preprocessing"));
    case keras::Category::Embedding:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Embedding"));
    case keras::Category::Wrapper:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Wrapper"));
    case keras::Category::Model:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Nested model"));
    case keras::Category::Unknown:
        return word(QT_TRANSLATE_NOOP("lw::ui::Words", "Custom or unknown"));
    }
    return {};
}

QString formatWord(std::string_view formatId)
{
    struct Row {
        std::string_view id;
        const char* title;
    };
    static constexpr Row kRows[] = {
        {"h5", QT_TRANSLATE_NOOP("lw::ui::Words", "Keras HDF5 file")},
        {"weights_h5", QT_TRANSLATE_NOOP("lw::ui::Words", "Keras HDF5 weights")},
        {"keras", QT_TRANSLATE_NOOP("lw::ui::Words", "Keras 3 file")},
        {"weights_keras", QT_TRANSLATE_NOOP("lw::ui::Words", "Keras 3 weights")},
        {"saved_model", QT_TRANSLATE_NOOP("lw::ui::Words", "SavedModel folder")},
        {"tf_checkpoint", QT_TRANSLATE_NOOP("lw::ui::Words", "TensorFlow checkpoint")},
        {"json", QT_TRANSLATE_NOOP("lw::ui::Words", "Architecture JSON")},
        {"npz", QT_TRANSLATE_NOOP("lw::ui::Words", "NumPy archive")},
        {"safetensors", QT_TRANSLATE_NOOP("lw::ui::Words", "safetensors weights")},
    };
    for (const Row& row : kRows) {
        if (row.id == formatId)
            return word(row.title);
    }
    return QString::fromUtf8(formatId.data(), static_cast<qsizetype>(formatId.size()));
}

QString formatIconName(const QString& formatId)
{
    if (formatId == "saved_model"_L1)
        return u"file-folder"_s;
    if (formatId == "tf_checkpoint"_L1)
        return u"file-checkpoint"_s;
    if (formatId == "json"_L1)
        return u"file-json"_s;
    if (formatId.startsWith("weights"_L1) || formatId == "npz"_L1 || formatId == "safetensors"_L1)
        return u"file-weights"_s;
    return u"file-model"_s;
}

} // namespace lw::ui
