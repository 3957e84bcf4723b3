// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sentences/Families.h"

/// Saving, and what another dialect of Keras does not have.
namespace lw::ui {

static constexpr const char* kSentences[] = {
    QT_TRANSLATE_NOOP("lw::ui::Core", "the symbolic links form a loop"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the file holds no weights"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "The words of the layer are not in its table: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the layer's table is not there"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the layer's table is empty"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "tf_keras loads no HDF5 weights into a model whose words adapt() found; take .weights.h5 or "
                      "a checkpoint"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "HashedCrossing of Keras 3 takes two inputs, and here it gets %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "keras_metadata.pb is missing: layers are shown as far as the object graph tells"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "keras_metadata.pb is damaged: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the architecture in the metadata cannot be read: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the variables cannot be read: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the checkpoint's object graph cannot be read: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "fingerprint.pb is damaged"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "an asset's name leads out of the folder: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the optimizer's step counter cannot be read: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Checkpoints hold weights only; the architecture is not saved"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "A weights file holds no state of the optimizer"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "RandomCrop is another function in Keras 3: out of training it leaves images as they are"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "RandomCrop is another function in Keras 2: out of training it resizes and crops images"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "The asset is not written: a .keras archive keeps vocabularies in its config"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "The weight is not written: only the code of its class knows its place"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "The file does not say which optimizer the model was compiled with; it is saved uncompiled"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "The architecture is not translated: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "The link out of the file is not written"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "The damaged object is not written"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the optimizer's state is kept: it is part of the graph"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the traced functions are kept: they are part of the graph"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the optimizer's counter cannot be read and starts at 0"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "the model cannot be described to Keras 2: it is saved with its functions, and not as a "
                      "Keras model"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the layer is saved without a function of its own: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "left out, since it is no regular file: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there is a folder of this name; choose another name"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "there is a file of this name; a SavedModel is a folder, so choose another name"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "there is no such folder to save into"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "this folder holds other things and is not replaced; choose a new or empty folder"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "this is not a regular file and is not overwritten"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the graph of a SavedModel fixes the element types of its weights"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "the Python names of this model's attributes are not known, so no checkpoint of it would "
                      "load; save it as a SavedModel"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the model has no weights, so there is nothing for a checkpoint to hold"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "tf_keras does not read the optimizer's state of a SavedModel and starts afresh; save the "
                      "model as .h5 or .keras to go on with training"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "Keras 3 cannot go on with training from an .h5 file: it fails until the model is compiled "
                      "again, and then starts afresh; save the model as .keras to go on"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "Only tf_keras goes on with training from this .h5 file; for Keras 3, save the model as "
                      ".keras"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "only Sequential and Functional models can be saved as a new SavedModel; this one is %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "No space left on device: free some space or save elsewhere"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Permission denied: save elsewhere, or change the permissions"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Disk quota exceeded: free some space or save elsewhere"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Read-only file system: save elsewhere"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Names of layers hold no slashes in Keras 3"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "Masks travel with the tensors in Keras 2; the operations that compute them are left out"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "TFOpLambda layers are operations of Keras 3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Shapes that the graph computes are numbers, one of them open, in Keras 3"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "the loss of a regulariser that is not built in has no function in the file; Keras makes it "
                      "from its class"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Operations of Keras 3 are TFOpLambda layers"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "The class %1 is not built into Keras; its config is kept as it is"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "%1 is %2 today"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Keras %1 has no layer of the class %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Weights of %1 are arranged in another way"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "The shape of the first layer becomes an input layer"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Keras %1 has no argument %2 (here %3) of %4"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Arguments that Keras 3 does not have are left out: %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Dtype policies are written in the form of Keras 3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Keras 2 has no quantized dtype policy %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "hard_sigmoid is another function in Keras 3 (x/6 + 0.5 instead of x/5 + 0.5)"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "hard_sigmoid is another function in Keras 2 (x/5 + 0.5 instead of x/6 + 0.5)"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Keras 2 has no activation %1"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "The Lambda keeps its Python byte code, which Keras 3 loads with safe_mode=False only, in "
                      "the version of Python that wrote it"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "The function of this Lambda cannot be told in the dialect of Keras 2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Arguments have other names: %1 is %2"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Keras 3 normalises over one axis only"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "The activation %1 is Python code that is not in the file"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "GRU layers of old files apply the reset gate before the product"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Keras %1 calls the setting %2 of input layers %3"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "weights are not saved as \"%1\""),
    QT_TRANSLATE_NOOP("lw::ui::Core", "Keras 3 has no interpolation \"%1\""),
    QT_TRANSLATE_NOOP("lw::ui::Core", "another program changed the checkpoint while it was being saved; save again"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "the model cannot be described to Keras 2, so it cannot be saved without traces"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "a SavedModel can only keep the variables that its graph has"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "two variables have the same checkpoint key"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "the graph is larger than the 2 GiB that a SavedModel can have"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "no free temporary name was found beside the file"),
    QT_TRANSLATE_NOOP("lw::ui::Core", "a checkpoint needs a name, which its files begin with"),
    QT_TRANSLATE_NOOP("lw::ui::Core",
                      "How its class names its inner layers and weights is not in the file; load the SavedModel without "
                      "the class in custom_objects, or they keep fresh values"),
};

std::span<const char* const> savingSentences()
{
    return kSentences;
}

} // namespace lw::ui
