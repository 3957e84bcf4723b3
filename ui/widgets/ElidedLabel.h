// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace lw::ui {

/// One line of plain text in a label that may become narrower than it: what finds no room is left out, and the whole is
/// in the tool tip. So a long name never widens what it stands in. User interface thread only.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr, Qt::TextElideMode mode = Qt::ElideMiddle);
    /// In place of setText(), which knows what is shown only.
    void setFullText(const QString& text);
    [[nodiscard]] QString fullText() const { return m_full; }
    [[nodiscard]] bool isElided() const { return text() != m_full; }

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void elide();
    Qt::TextElideMode m_mode;
    QString m_full;
};

} // namespace lw::ui
