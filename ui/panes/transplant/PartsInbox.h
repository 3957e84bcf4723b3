// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/ModelParts.h"
#include "ui/tasks/Task.h"

#include <QObject>
#include <QPointer>
#include <optional>

namespace lw::ui {

/// Parts of models that are dropped or pasted, wherever they come from: of this program as they are; of another running
/// one by the file that it names, which is read here, in the background. What was changed there and not saved does not
/// come along, so that is refused. Keeps the last file that was read. User interface thread only.
class PartsInbox : public QObject {
    Q_OBJECT
public:
    static PartsInbox& instance();

    /// Null: these are no parts, or they have not been read yet (then arrived() follows), or cannot be: see reason().
    const ModelParts* parts(const QMimeData* data);
    /// Why there are no parts although the data speaks of some; empty for other data.
    QString reason(const QMimeData* data);

signals:
    /// What was being read is here, or cannot be read.
    void arrived();

private:
    void read(const QByteArray& letter);
    QByteArray m_letter; ///< what m_parts or m_reason answers
    std::optional<ModelParts> m_parts;
    QString m_reason;
    QPointer<TaskHandle> m_task;
};

} // namespace lw::ui
