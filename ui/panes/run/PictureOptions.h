// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panes/run/PictureScaling.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;

namespace lw::ui {

/// How a picture is resized and scaled, with the picture as the model gets it and the range of its numbers.
class PictureOptions final : public QWidget {
    Q_OBJECT
public:
    explicit PictureOptions(const PictureLayout& layout, const ScalingGuess& guess, QWidget* parent = nullptr);

    [[nodiscard]] ImageScaling scaling() const;
    void setScaling(const ImageScaling& scaling);
    /// The picture that the choices are shown on; null shows none.
    void setPicture(const QImage& picture);
    void retranslate();

signals:
    void changed();

private:
    enum Preset { ZeroToOne, MinusOneToOne, Pixels, ZeroToSixteen, Caffe, Torch, Own };
    void buildForm();
    void choosePreset();
    void follow();
    [[nodiscard]] Preset preset() const;
    PictureLayout m_layout;
    ScalingGuess m_guess;
    QImage m_picture;
    QFormLayout* m_form;
    QComboBox *m_resize, *m_preset;
    QDoubleSpinBox *m_low, *m_high;
    QWidget* m_range;
    QLabel *m_arrow, *m_reason, *m_preview, *m_facts;
    QCheckBox *m_invert, *m_smooth, *m_blueFirst;
};

} // namespace lw::ui
