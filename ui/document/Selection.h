// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

namespace lw::ui {

/// What is selected in one document, shared by all panes: a layer, a variable, or an operator of a function. Setting
/// the same again emits nothing. User interface thread only.
class Selection : public QObject {
    Q_OBJECT
public:
    enum class Kind { None, Layer, Variable, Operator };
    using QObject::QObject;

    [[nodiscard]] Kind kind() const { return m_kind; }
    /// Path of the layer or variable; for an operator "function/node".
    [[nodiscard]] const QString& path() const { return m_path; }
    /// Path of the selected layer, or of the layer that owns the selected variable; may be empty.
    [[nodiscard]] const QString& layerPath() const { return m_layerPath; }

    /// All selected layers: that of layerPath() first, then those beside it. Empty when none is.
    [[nodiscard]] QStringList layers() const;

    void clear();
    void selectLayer(const QString& path);
    void selectVariable(const QString& path, const QString& layerPath);
    void selectOperator(const QString& function, const QString& node);
    /// More layers beside the selected one (Ctrl and click), until something else is selected.
    void setBeside(const QStringList& layers);

signals:
    /// The selection is now what the getters say.
    void changed();
    /// layers() differ, and nothing else.
    void besideChanged();
    /// The user asked to open what is selected (Enter, double click): panes show its details.
    void activated();

private:
    void set(Kind kind, const QString& path, const QString& layerPath);
    Kind m_kind = Kind::None;
    QString m_path, m_layerPath;
    QStringList m_beside;
};

} // namespace lw::ui
