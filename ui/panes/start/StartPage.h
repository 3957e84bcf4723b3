// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lw::ui {

class DropTarget;
class RecentFiles;

/// What the window shows before a model is open: Open, a place to drop files, what was open last, and the samples with
/// one sentence on what to try. User interface thread only.
class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(RecentFiles* recent, QWidget* parent = nullptr);
    /// Lights up the drop target while files are dragged over the window.
    void setDropActive(bool active);

signals:
    void openRequested();
    void openFolderRequested();
    void newRequested();
    void pathChosen(const QString& path);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void retranslate();
    void fillRecent();
    void fillSamples();
    RecentFiles* m_recent;
    QLabel *m_title, *m_lead, *m_recentTitle, *m_samplesTitle;
    QPushButton *m_open, *m_openFolder, *m_new;
    DropTarget* m_drop;
    QVBoxLayout *m_recentList, *m_sampleList;
};

} // namespace lw::ui
