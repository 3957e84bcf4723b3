// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/PictureOptions.h"

#include "core/model/TensorStatistics.h"
#include "ui/widgets/OptionBox.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace lw::ui {

namespace {

constexpr int kPreviewSide = 96;
constexpr double kWidestRange = 65536;

/// What black and white become under the presets that are plain ranges, in the order of Preset.
constexpr std::pair<double, double> kRanges[] = {{0, 1}, {-1, 1}, {0, 255}, {0, 16}};

} // namespace

PictureOptions::PictureOptions(const PictureLayout& layout, const ScalingGuess& guess, QWidget* parent)
    : QWidget(parent), m_layout(layout), m_guess(guess), m_form(new QFormLayout), m_resize(new QComboBox(this)),
      m_preset(new QComboBox(this)), m_low(new QDoubleSpinBox(this)), m_high(new QDoubleSpinBox(this)),
      m_range(new QWidget(this)), m_arrow(new QLabel(QStringLiteral("–"), this)), m_reason(new QLabel(this)),
      m_preview(new QLabel(this)), m_facts(new QLabel(this)), m_invert(new QCheckBox(this)),
      m_smooth(new QCheckBox(this)), m_blueFirst(new QCheckBox(this))
{
    setObjectName(QStringLiteral("pictureOptions"));
    buildForm();
    retranslate();
    setScaling(guess.scaling);
    for (QComboBox* box : {m_resize, m_preset})
        connect(box, &QComboBox::currentIndexChanged, this,
                box == m_preset ? &PictureOptions::choosePreset : &PictureOptions::follow);
    for (QDoubleSpinBox* box : {m_low, m_high})
        connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
            choose(m_preset, Own); // calls follow() when it was another
            follow();
        });
    for (QCheckBox* box : {m_invert, m_smooth, m_blueFirst})
        connect(box, &QCheckBox::toggled, this, &PictureOptions::follow);
    follow();
}

void PictureOptions::buildForm()
{
    m_resize->setObjectName(QStringLiteral("resize"));
    m_preset->setObjectName(QStringLiteral("scaling"));
    for (QDoubleSpinBox* box : {m_low, m_high}) {
        box->setRange(-kWidestRange, kWidestRange);
        box->setDecimals(3);
        box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    }
    m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto* range = new QHBoxLayout(m_range);
    range->setContentsMargins(0, 0, 0, 0);
    range->addWidget(m_low, 1);
    range->addWidget(m_arrow);
    range->addWidget(m_high, 1);
    m_blueFirst->setVisible(m_layout.channels >= 3);
    m_smooth->setChecked(true);
    for (QLabel* label : {m_reason, m_facts}) {
        label->setWordWrap(true);
        label->setFont(Theme::current().font(Theme::TextStyle::Small));
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    m_preview->setFixedSize(kPreviewSide, kPreviewSide);
    m_preview->setAlignment(Qt::AlignCenter);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(Theme::space(3));
    m_form->setVerticalSpacing(Theme::space(1));
    m_form->addRow(new QLabel(this), m_resize);
    m_form->addRow(new QLabel(this), m_preset);
    m_form->addRow(new QLabel(this), m_range);
    auto* switches = new QVBoxLayout;
    switches->setSpacing(Theme::space(1));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_smooth, m_invert, m_blueFirst, m_facts})
        switches->addWidget(widget);
    switches->addStretch();
    auto* below = new QHBoxLayout;
    below->setSpacing(Theme::space(3));
    below->addWidget(m_preview, 0, Qt::AlignTop);
    below->addLayout(switches, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space(2));
    layout->addLayout(m_form);
    layout->addWidget(m_reason);
    layout->addLayout(below);
}

void PictureOptions::retranslate()
{
    refill(m_resize, {{tr("Stretch"), static_cast<int>(ImageScaling::Resize::Stretch)},
                      {tr("Fit, black border"), static_cast<int>(ImageScaling::Resize::Fit)},
                      {tr("Fill, cut the sides"), static_cast<int>(ImageScaling::Resize::Crop)}});
    QList<Option> presets = {{tr("0 to 1"), ZeroToOne},
                             {tr("−1 to 1"), MinusOneToOne},
                             {tr("0 to 255, as they are"), Pixels},
                             {tr("0 to 16"), ZeroToSixteen}};
    if (m_layout.channels >= 3)
        presets << Option{tr("ImageNet, minus the mean, blue first"), Caffe}
                << Option{tr("ImageNet, mean 0 and deviation 1"), Torch};
    presets << Option{tr("Own range"), Own};
    refill(m_preset, presets);
    m_invert->setText(tr("Invert"));
    m_smooth->setText(tr("Smooth resizing"));
    m_blueFirst->setText(tr("Blue first (BGR)"));
    const auto label = [this](QWidget* field, const QString& text) {
        qobject_cast<QLabel*>(m_form->labelForField(field))->setText(text);
        field->setAccessibleName(text);
    };
    label(m_resize, tr("Resize"));
    label(m_preset, tr("Scale to"));
    label(m_range, tr("Black, white"));
    m_range->setToolTip(tr("What a black and a white pixel become"));
    m_reason->setText(m_guess.reason == ScalingGuess::Reason::RescalesItself
                          ? tr("The model rescales pictures by itself.")
                          : tr("Networks of this name were trained with this scaling."));
    follow();
}

PictureOptions::Preset PictureOptions::preset() const
{
    return static_cast<Preset>(m_preset->currentData().toInt());
}

ImageScaling PictureOptions::scaling() const
{
    ImageScaling scaling;
    scaling.resize = static_cast<ImageScaling::Resize>(m_resize->currentData().toInt());
    scaling.mode = preset() == Caffe   ? ImageScaling::Mode::Caffe
                   : preset() == Torch ? ImageScaling::Mode::Torch
                                       : ImageScaling::Mode::Range;
    scaling.low = m_low->value();
    scaling.high = m_high->value();
    scaling.invert = m_invert->isChecked();
    scaling.smooth = m_smooth->isChecked();
    scaling.blueFirst = m_blueFirst->isChecked();
    return scaling;
}

void PictureOptions::setScaling(const ImageScaling& scaling)
{
    const QSignalBlocker quiet[] = {QSignalBlocker(m_low), QSignalBlocker(m_high), QSignalBlocker(m_preset)};
    int preset = scaling.mode == ImageScaling::Mode::Caffe   ? Caffe
                 : scaling.mode == ImageScaling::Mode::Torch ? Torch
                                                             : Own;
    for (int i = 0; preset == Own && i < 4; ++i)
        if (kRanges[i] == std::pair(scaling.low, scaling.high))
            preset = i;
    choose(m_preset, preset);
    m_low->setValue(scaling.low);
    m_high->setValue(scaling.high);
    choose(m_resize, static_cast<int>(scaling.resize));
    m_invert->setChecked(scaling.invert);
    m_smooth->setChecked(scaling.smooth);
    m_blueFirst->setChecked(scaling.blueFirst);
    follow();
}

void PictureOptions::setPicture(const QImage& picture)
{
    m_picture = picture;
    follow();
}

void PictureOptions::choosePreset()
{
    if (const Preset chosen = preset(); chosen <= ZeroToSixteen) {
        const QSignalBlocker quiet[] = {QSignalBlocker(m_low), QSignalBlocker(m_high)};
        m_low->setValue(kRanges[chosen].first);
        m_high->setValue(kRanges[chosen].second);
    }
    follow();
}

void PictureOptions::follow()
{
    const ImageScaling scaling = this->scaling();
    m_form->setRowVisible(m_range, scaling.mode == ImageScaling::Mode::Range);
    m_blueFirst->setVisible(m_layout.channels >= 3 && scaling.mode != ImageScaling::Mode::Caffe);
    m_reason->setVisible(m_guess.reason != ScalingGuess::Reason::Default && scaling.mode == m_guess.scaling.mode &&
                         (scaling.mode != ImageScaling::Mode::Range ||
                          (scaling.low == m_guess.scaling.low && scaling.high == m_guess.scaling.high)));
    m_preview->setVisible(!m_picture.isNull());
    m_facts->setVisible(!m_picture.isNull());
    if (!m_picture.isNull()) {
        const QImage prepared = preparedImage(m_picture, m_layout, scaling);
        m_preview->setPixmap(
            QPixmap::fromImage(prepared).scaled(m_preview->size(), Qt::KeepAspectRatio, Qt::FastTransformation));
        const auto numbers = computeStatistics(imageTensor(prepared, m_layout, scaling), 0, {});
        m_facts->setText(
            tr("As the model sees it: %1 × %2, numbers %3 to %4")
                .arg(prepared.width())
                .arg(prepared.height())
                .arg(numberText(numbers.ok() ? numbers->minimum : 0), numberText(numbers.ok() ? numbers->maximum : 0)));
    }
    emit changed();
}

} // namespace lw::ui
