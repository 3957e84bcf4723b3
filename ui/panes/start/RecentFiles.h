// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

namespace lw {
struct Model;
}

namespace lw::ui {

/// The files and folders that were opened last, newest first, with a small picture of each. Kept in QSettings; the
/// pictures in the cache folder. User interface thread only.
class RecentFiles : public QObject {
    Q_OBJECT
public:
    static constexpr int kLimit = 16;
    explicit RecentFiles(QObject* parent = nullptr);

    [[nodiscard]] const QStringList& paths() const { return m_paths; }
    /// Id of the format it had when it was opened ("h5"), or empty.
    [[nodiscard]] QString format(const QString& path) const;
    void add(const QString& path, const Model& model);
    void remove(const QString& path);
    void clear();
    /// Takes over what other windows have opened since.
    void refresh();
    /// True when there is neither a file, a folder nor a checkpoint of this name.
    static bool isMissing(const QString& path);
    /// Where the picture of a model is kept; the file may be missing.
    static QString thumbnailPath(const QString& path);

signals:
    void changed();

private:
    void read();
    void store();
    QStringList m_paths, m_formats;
};

} // namespace lw::ui
