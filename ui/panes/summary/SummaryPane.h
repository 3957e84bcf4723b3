// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/Pane.h"

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace lw::ui {

/// The table that model.summary() prints, to select and copy; a click on a row selects the layer.
class SummaryPane : public Pane {
    Q_OBJECT
public:
    explicit SummaryPane(Document* document, QWidget* parent = nullptr);

    [[nodiscard]] bool canFind() const override { return true; }
    void find() override;
    [[nodiscard]] bool canCopy() const override { return true; }
    /// The selected text, or everything.
    void copy() override;
    [[nodiscard]] QString text() const;

protected:
    void retranslate() override;
    void applyTheme() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void findNext(bool fromStart);
    void selectRow();
    void showSelection();
    QPlainTextEdit* m_text;
    QPushButton* m_copy;
    QCheckBox* m_nested;
    QLineEdit* m_search;
    QStringList m_rows; ///< path of the layer that a line is about, empty for none
    bool m_selecting = false;
};

/// The layer's path for every line of a summary, by names and indentation; empty where a line is not about a layer.
QStringList summaryRows(const Model& model, const QString& text);

} // namespace lw::ui
