// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Diagnostics.h"
#include "core/model/Model.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>

namespace lw::ui {

/// What writing a model in the other dialect of Keras would translate, and what it could not: found in the background
/// for each dialect that is asked for, and kept. User interface thread only.
class DialectNotes : public QObject {
    Q_OBJECT
public:
    explicit DialectNotes(std::shared_ptr<const Model> model, QObject* parent)
        : QObject(parent), m_model(std::move(model))
    {
    }

    /// The notes of writing for Keras 2 or 3; none while they are being found, which begins now. Empty when the model
    /// is in that dialect.
    const Diagnostics* forDialect(int dialect);

signals:
    void found();

private:
    std::shared_ptr<const Model> m_model;
    std::map<int, std::optional<Diagnostics>> m_notes;
};

/// One line for each note of this severity, the first few of them, in words of the user's language.
QStringList noteLines(const Diagnostics& notes, Severity severity);

} // namespace lw::ui
