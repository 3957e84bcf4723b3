// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/run/InputSource.h"

#include <QImage>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace lw::ui {

/// Chooses the values of one input: generated, from a file, or from a picture whose resizing and scaling one sees and
/// sets. Files can be dropped on it.
class InputEditor final : public QWidget {
    Q_OBJECT
public:
    explicit InputEditor(const TensorSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] const TensorSpec& spec() const { return m_spec; }
    /// The tensor that the choices give. Errors are for people: no file chosen, file that does not fit.
    [[nodiscard]] Result<Tensor> tensor() const;
    void setFile(const QString& path);
    void retranslate();

signals:
    void changed();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildForm();
    void chooseFile();
    void follow();
    [[nodiscard]] InputKind kind() const;
    [[nodiscard]] ImageScaling scaling() const;
    TensorSpec m_spec;
    QString m_file;
    QImage m_image;
    QLabel *m_name, *m_preview;
    QFormLayout* m_form;
    QComboBox *m_kind, *m_resize, *m_range;
    QSpinBox *m_batch, *m_length, *m_seed;
    QPushButton* m_choose;
    QCheckBox *m_invert, *m_smooth;
};

} // namespace lw::ui
