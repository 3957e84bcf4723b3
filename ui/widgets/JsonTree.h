// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"

#include <QTreeWidget>

namespace lw::ui {

/// A JSON value as a tree of keys and values, to read and copy; grows to its rows so that it can stand in a scrolling
/// page.
class JsonTree : public QTreeWidget {
    Q_OBJECT
public:
    explicit JsonTree(const Json& json, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fit();
    [[nodiscard]] int visibleRows(const QTreeWidgetItem* item) const;
};

} // namespace lw::ui
