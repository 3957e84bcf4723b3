// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/InputEditor.h"

#include "ui/panes/run/ImageInput.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QImageReader>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <climits>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPreviewSide = 112;

struct Range {
    double scale, offset;
};
/// Common ways to scale a pixel of 0 to 255; the texts stand in retranslate().
constexpr Range kRanges[] = {{1.0 / 255, 0}, {1.0 / 127.5, -1}, {1, 0}, {16.0 / 255, 0}};

} // namespace

InputEditor::InputEditor(const TensorSpec& spec, QWidget* parent)
    : QWidget(parent), m_spec(spec), m_name(new QLabel(this)), m_preview(new QLabel(this)), m_form(new QFormLayout),
      m_kind(new QComboBox(this)), m_resize(new QComboBox(this)), m_range(new QComboBox(this)),
      m_batch(new QSpinBox(this)), m_length(new QSpinBox(this)), m_seed(new QSpinBox(this)),
      m_choose(new QPushButton(this)), m_invert(new QCheckBox(this)), m_smooth(new QCheckBox(this))
{
    setAcceptDrops(true);
    buildForm();
    retranslate();
    const bool integers = isInteger(spec.dtype);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(integers ? InputKind::Integers : InputKind::Normal)));
    follow();
}

void InputEditor::buildForm()
{
    m_name->setFont(Theme::current().font(Theme::TextStyle::Strong));
    m_name->setTextFormat(Qt::PlainText);
    m_preview->setFixedSize(kPreviewSide, kPreviewSide);
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setFrameShape(QFrame::StyledPanel);
    m_batch->setRange(1, 65536);
    m_length->setRange(1, 65536);
    m_length->setValue(16);
    m_seed->setRange(0, INT_MAX);
    m_seed->setValue(7);
    m_smooth->setChecked(true);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(Theme::space(3));
    m_form->setVerticalSpacing(Theme::space(1));
    for (QWidget* field : std::initializer_list<QWidget*>{m_kind, m_choose, m_batch, m_length, m_seed, m_resize,
                                                          m_range, m_invert, m_smooth})
        m_form->addRow(new QLabel(this), field);
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::space(3));
    row->addLayout(m_form, 1);
    row->addWidget(m_preview, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space(2));
    layout->addWidget(m_name);
    layout->addLayout(row);

    for (QComboBox* box : {m_kind, m_resize, m_range})
        connect(box, &QComboBox::currentIndexChanged, this, &InputEditor::follow);
    for (QSpinBox* box : {m_batch, m_length, m_seed})
        connect(box, &QSpinBox::valueChanged, this, &InputEditor::changed);
    for (QCheckBox* box : {m_invert, m_smooth})
        connect(box, &QCheckBox::toggled, this, &InputEditor::follow);
    connect(m_choose, &QPushButton::clicked, this, &InputEditor::chooseFile);
}

void InputEditor::retranslate()
{
    const QSignalBlocker quietKind(m_kind), quietResize(m_resize), quietRange(m_range);
    m_name->setText(
        tr("%1  %2 %3").arg(displayText(m_spec.name), displayText(dtypeName(m_spec.dtype)), shapeLabel(m_spec.shape)));
    const auto refill = [](QComboBox* box, const QList<std::pair<QString, int>>& entries) {
        const QVariant before = box->currentData();
        box->clear();
        for (const auto& [text, data] : entries)
            box->addItem(text, data);
        box->setCurrentIndex(std::max(0, box->findData(before)));
    };
    QList<std::pair<QString, int>> kinds = {{tr("Random, normal"), static_cast<int>(InputKind::Normal)},
                                            {tr("Random, 0 to 1"), static_cast<int>(InputKind::Uniform)},
                                            {tr("Random, 0 to 9"), static_cast<int>(InputKind::Integers)},
                                            {tr("Zeros"), static_cast<int>(InputKind::Zeros)},
                                            {tr("Ones"), static_cast<int>(InputKind::Ones)},
                                            {tr("File (.npy, .npz, .csv)"), static_cast<int>(InputKind::File)}};
    if (takesImages(m_spec))
        kinds.append({tr("Picture"), static_cast<int>(InputKind::Image)});
    refill(m_kind, kinds);
    refill(m_resize, {{tr("Stretch"), 0}, {tr("Fit, black border"), 1}, {tr("Fill, cut the sides"), 2}});
    refill(m_range, {{tr("0 to 1"), 0}, {tr("−1 to 1"), 1}, {tr("0 to 255"), 2}, {tr("0 to 16"), 3}});
    m_invert->setText(tr("Invert"));
    m_smooth->setText(tr("Smooth resizing"));
    const auto label = [this](QWidget* field, const QString& text) {
        if (auto* existing = qobject_cast<QLabel*>(m_form->labelForField(field)))
            existing->setText(text);
        field->setAccessibleName(text);
    };
    label(m_kind, tr("Values"));
    label(m_batch, tr("Samples"));
    label(m_length, tr("Length"));
    label(m_seed, tr("Seed"));
    label(m_resize, tr("Resize"));
    label(m_range, tr("Scale to"));
    label(m_choose, tr("File"));
    m_choose->setText(m_file.isEmpty() ? tr("Choose…") : QFileInfo(m_file).fileName());
}

InputKind InputEditor::kind() const
{
    return static_cast<InputKind>(m_kind->currentData().toInt());
}

ImageScaling InputEditor::scaling() const
{
    ImageScaling scaling;
    scaling.resize = static_cast<ImageScaling::Resize>(m_resize->currentData().toInt());
    const Range range = kRanges[std::clamp(m_range->currentData().toInt(), 0, 3)];
    scaling.scale = range.scale;
    scaling.offset = range.offset;
    scaling.invert = m_invert->isChecked();
    scaling.smooth = m_smooth->isChecked();
    return scaling;
}

void InputEditor::follow()
{
    const InputKind kind = this->kind();
    const bool image = kind == InputKind::Image, file = kind == InputKind::File || image;
    const auto known = [this](std::size_t from) {
        const Shape shape = m_spec.shape.value_or(Shape{kUnknownDim, kUnknownDim});
        return std::none_of(shape.begin() + static_cast<std::ptrdiff_t>(std::min(from, shape.size())), shape.end(),
                            [](auto dim) { return dim == kUnknownDim; });
    };
    m_form->setRowVisible(m_choose, file);
    m_form->setRowVisible(m_batch, !file);
    m_form->setRowVisible(m_length, !file && !known(1));
    m_form->setRowVisible(m_seed,
                          kind == InputKind::Normal || kind == InputKind::Uniform || kind == InputKind::Integers);
    for (QWidget* field : std::initializer_list<QWidget*>{m_resize, m_range, m_invert, m_smooth})
        m_form->setRowVisible(field, image);
    m_preview->setVisible(image);
    if (image && !m_image.isNull()) {
        const QImage prepared = preparedImage(m_image, m_spec, scaling());
        m_preview->setPixmap(
            QPixmap::fromImage(prepared).scaled(m_preview->size(), Qt::KeepAspectRatio, Qt::FastTransformation));
        m_preview->setToolTip(tr("As the model sees it: %1 × %2").arg(prepared.width()).arg(prepared.height()));
    }
    emit changed();
}

void InputEditor::chooseFile()
{
    const bool image = kind() == InputKind::Image;
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Choose an input"), m_file,
        image ? tr("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.ppm *.pgm)") : tr("Arrays (*.npy *.npz *.csv)"));
    if (!path.isEmpty())
        setFile(path);
}

void InputEditor::setFile(const QString& path)
{
    const bool array = path.endsWith(u".npy"_s, Qt::CaseInsensitive) || path.endsWith(u".npz"_s, Qt::CaseInsensitive) ||
                       path.endsWith(u".csv"_s, Qt::CaseInsensitive);
    m_file = path;
    m_image = {};
    if (!array) {
        QImageReader reader(path);
        reader.setAutoTransform(true);
        m_image = reader.read();
    }
    m_choose->setText(QFileInfo(path).fileName());
    m_kind->setCurrentIndex(
        std::max(0, m_kind->findData(static_cast<int>(array ? InputKind::File : InputKind::Image))));
    follow();
}

Result<Tensor> InputEditor::tensor() const
{
    const InputKind kind = this->kind();
    if (kind != InputKind::File && kind != InputKind::Image)
        return generateInput(m_spec, kind, concreteShape(m_spec, m_batch->value(), m_length->value()),
                             static_cast<std::uint32_t>(m_seed->value()));
    if (m_file.isEmpty())
        return invalid("choose a file for the input " + m_spec.name);
    if (kind == InputKind::File)
        return readInput(m_file, m_spec);
    if (m_image.isNull())
        return corrupt("this picture cannot be read").at(pathBytes(m_file));
    const ImageScaling scaling = this->scaling();
    return imageTensor(preparedImage(m_image, m_spec, scaling), m_spec, scaling);
}

void InputEditor::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().constFirst().isLocalFile())
        event->acceptProposedAction();
}

void InputEditor::dropEvent(QDropEvent* event)
{
    setFile(event->mimeData()->urls().constFirst().toLocalFile());
    event->acceptProposedAction();
}

} // namespace lw::ui
