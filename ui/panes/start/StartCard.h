// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QPixmap>

class QToolButton;

namespace lw::ui {

/// A row of the start page that can be chosen: picture or icon, a strong line and a quiet one. Missing files are
/// marked.
class StartCard : public QAbstractButton {
    Q_OBJECT
public:
    StartCard(const QString& title, const QString& detail, QWidget* parent = nullptr);
    void setPicture(const QPixmap& picture) { m_picture = picture; }
    void setKindIcon(const QString& name) { m_icon = name; }
    void setMissing(bool missing) { m_missing = missing; }
    void setWraps(bool wraps) { m_wraps = wraps; }
    /// Adds a small button, and the Delete key, that ask to take the card away.
    void setRemovable(const QString& toolTip);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

signals:
    void removeRequested();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] int textLeft() const;
    [[nodiscard]] int textRight() const;
    void showRemove();
    QString m_detail, m_icon;
    QPixmap m_picture;
    QToolButton* m_remove = nullptr;
    bool m_missing = false;
    bool m_wraps = false;
};

} // namespace lw::ui
