// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/ObjectsFile.h"

#include <QObject>
#include <QString>
#include <optional>

namespace lw::ui {

/// Says when the user's definitions were written, to all who run models. User interface thread only.
class UserObjectsNews final : public QObject {
    Q_OBJECT
public:
    static UserObjectsNews& current();

signals:
    void changed();
};

/// The user's definitions of custom classes and functions: an objects file in the folder of the user's settings.
/// Reading opens the models that functions are borrowed from.
QString userObjectsPath();
/// None when there is no such file. A definition that cannot be used (its SavedModel is gone) is kept, with its trouble.
Result<formats::SharedObjects> readUserObjects();
/// The definitions that a model with custom classes needs for its shapes; null when it has none, or there are none that
/// can be read. Reads the file only when it changed; any thread.
formats::SharedObjects userObjectsFor(const Model& model);
/// Gives the layers of a model just read, and those behind them, the shapes that follow from what the user taught of
/// their classes. Models with traced functions, which tell of themselves, and those without custom classes stay as they
/// are. Any thread.
void takeTaughtShapes(Model& model);
/// Tells UserObjectsNews.
Result<void> writeUserObjects(const graph::CustomObjects& objects);
/// What the user taught of this name, for reading: the expression, or the model that it is borrowed from, which is not
/// opened. None when nothing was taught.
std::optional<graph::CustomObject> findUserObject(const std::string& name);

} // namespace lw::ui
