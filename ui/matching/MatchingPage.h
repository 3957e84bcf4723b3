// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace lw::ui {

class ElidedLabel;
class MatchingSource;
class MatchingView;

/// A MatchingView, and below it what can be done with the selected line: leave it out, choose its rule, take it off.
/// User interface thread only.
class MatchingPage : public QWidget {
    Q_OBJECT
public:
    explicit MatchingPage(MatchingSource* source, QWidget* parent = nullptr);

    [[nodiscard]] MatchingView* view() const { return m_view; }

private:
    void tell();
    void tellLine();
    void setText(const QString& title, const QString& status);
    MatchingSource* m_source;
    MatchingView* m_view;
    QLabel *m_icon, *m_ruleName;
    ElidedLabel *m_title, *m_status;
    QComboBox* m_rule;
    QCheckBox* m_tick;
    QPushButton* m_remove;
};

} // namespace lw::ui
