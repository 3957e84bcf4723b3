// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/InputEditor.h"

#include "ui/panes/run/PictureOptions.h"
#include "ui/tasks/Task.h"
#include "ui/widgets/OptionBox.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/WheelGuard.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QImageReader>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <climits>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostSamples = 65536;
constexpr double kLargestValue = 1e9;

bool hasSuffix(const QString& path, std::initializer_list<const char*> suffixes)
{
    return std::any_of(suffixes.begin(), suffixes.end(),
                       [&](const char* suffix) { return path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive); });
}

bool isGenerated(InputKind kind)
{
    return kind != InputKind::File && kind != InputKind::Image && kind != InputKind::Text;
}

/// Whether a dimension behind the first is unknown, so that its length must be chosen.
bool lengthUnknown(const TensorSpec& spec)
{
    return spec.shape && std::count(spec.shape->begin(), spec.shape->end(), kUnknownDim) >
                             (!spec.shape->empty() && spec.shape->front() == kUnknownDim ? 1 : 0);
}

} // namespace

InputEditor::InputEditor(const TensorSpec& spec, const ScalingGuess& guess, QWidget* parent)
    : QWidget(parent), m_spec(spec), m_name(new QLabel(this)), m_facts(new QLabel(this)), m_form(new QFormLayout),
      m_kind(new QComboBox(this)), m_samples(new QSpinBox(this)), m_length(new QSpinBox(this)),
      m_seed(new QSpinBox(this)), m_low(new QDoubleSpinBox(this)), m_high(new QDoubleSpinBox(this)),
      m_choose(new QPushButton(this)), m_texts(new QPlainTextEdit(this))
{
    setAcceptDrops(true);
    if (const auto layout = pictureLayout(spec)) {
        m_picture = new PictureOptions(*layout, guess, this);
        connect(m_picture, &PictureOptions::changed, this, &InputEditor::changed);
    }
    buildForm();
    guardWheel(this);
    retranslate();
    choose(m_kind, static_cast<int>(isInteger(spec.dtype) ? InputKind::Integers : InputKind::Normal));
    follow();
}

void InputEditor::buildForm()
{
    m_name->setFont(Theme::current().font(Theme::TextStyle::Strong));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setWordWrap(true);
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setFont(Theme::current().font(Theme::TextStyle::Small));
    m_kind->setObjectName(u"kind"_s);
    m_texts->setObjectName(u"texts"_s);
    m_texts->setTabChangesFocus(true);
    m_texts->setFixedHeight(Theme::space(20));
    m_samples->setRange(1, kMostSamples);
    m_length->setRange(1, kMostSamples);
    m_length->setValue(16);
    m_seed->setRange(0, INT_MAX);
    m_seed->setValue(7);
    for (QDoubleSpinBox* box : {m_low, m_high})
        box->setRange(-kLargestValue, kLargestValue);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(Theme::space(3));
    m_form->setVerticalSpacing(Theme::space(1));
    for (QWidget* field : std::initializer_list<QWidget*>{m_kind, m_choose, m_samples, m_length, m_low, m_high, m_seed})
        m_form->addRow(new QLabel(this), field);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space(2));
    layout->addWidget(m_name);
    layout->addLayout(m_form);
    layout->addWidget(m_texts);
    layout->addWidget(m_facts);
    if (m_picture)
        layout->addWidget(m_picture);

    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        const bool whole = kind() == InputKind::Integers;
        for (QDoubleSpinBox* box : {m_low, m_high})
            box->setDecimals(whole ? 0 : 3);
        m_low->setValue(0);
        m_high->setValue(whole ? 9 : 1); // small indices are valid for nearly every vocabulary
        follow();
    });
    for (QSpinBox* box : {m_samples, m_length, m_seed})
        connect(box, &QSpinBox::valueChanged, this, &InputEditor::changed);
    for (QDoubleSpinBox* box : {m_low, m_high})
        connect(box, &QDoubleSpinBox::valueChanged, this, &InputEditor::changed);
    connect(m_texts, &QPlainTextEdit::textChanged, this, &InputEditor::changed);
    connect(m_choose, &QPushButton::clicked, this, &InputEditor::chooseFile);
}

void InputEditor::retranslate()
{
    m_name->setText(
        tr("%1  %2 %3").arg(displayText(m_spec.name), displayText(dtypeName(m_spec.dtype)), shapeLabel(m_spec.shape)));
    const auto kind = [](const QString& text, InputKind value) { return Option{text, static_cast<int>(value)}; };
    QList<Option> kinds;
    if (m_spec.dtype == DType::String)
        kinds = {kind(tr("Text"), InputKind::Text), kind(tr("File (.txt, .npy, .npz)"), InputKind::File)};
    else
        kinds = {kind(tr("Random, normal"), InputKind::Normal),
                 kind(tr("Random, even"), InputKind::Uniform),
                 kind(tr("Random, whole"), InputKind::Integers),
                 kind(tr("Zeros"), InputKind::Zeros),
                 kind(tr("Ones"), InputKind::Ones),
                 kind(tr("File (.npy, .npz, .csv)"), InputKind::File)};
    if (m_picture) {
        kinds << kind(tr("Picture"), InputKind::Image);
        m_picture->retranslate();
    }
    refill(m_kind, kinds);
    const auto label = [this](QWidget* field, const QString& text) {
        if (auto* existing = qobject_cast<QLabel*>(m_form->labelForField(field)))
            existing->setText(text);
        field->setAccessibleName(text);
    };
    label(m_kind, tr("Values"));
    label(m_samples, tr("Samples"));
    label(m_length, tr("Length"));
    label(m_low, tr("From"));
    label(m_high, tr("To"));
    label(m_seed, tr("Seed"));
    label(m_choose, tr("File"));
    m_length->setToolTip(tr("Stands for the dimensions that the model leaves open"));
    m_texts->setPlaceholderText(tr("One text a line"));
    m_texts->setAccessibleName(m_texts->placeholderText());
    m_choose->setText(m_file.isEmpty() ? tr("Choose…") : QFileInfo(m_file).fileName());
    setToolTip(tr("Drop a file here to use it as input"));
}

InputKind InputEditor::kind() const
{
    return static_cast<InputKind>(m_kind->currentData().toInt());
}

void InputEditor::follow()
{
    const InputKind kind = this->kind();
    const bool file = kind == InputKind::File || kind == InputKind::Image, generated = isGenerated(kind);
    const bool ranged = kind == InputKind::Uniform || kind == InputKind::Integers;
    m_form->setRowVisible(m_choose, file);
    m_form->setRowVisible(m_samples, generated && (!m_spec.shape || std::count(m_spec.shape->begin(),
                                                                               m_spec.shape->end(), kUnknownDim) > 0));
    m_form->setRowVisible(m_length, generated && lengthUnknown(m_spec));
    m_form->setRowVisible(m_low, ranged);
    m_form->setRowVisible(m_high, ranged);
    m_form->setRowVisible(m_seed, ranged || kind == InputKind::Normal);
    m_texts->setVisible(kind == InputKind::Text);
    if (m_picture)
        m_picture->setVisible(kind == InputKind::Image);
    describeFile();
    emit changed();
}

/// What the chosen file holds, or why it cannot be used; read in a task, since a table may be large.
void InputEditor::describeFile()
{
    delete m_reading;
    m_facts->hide();
    const auto show = [this](const QString& text, bool good) {
        m_facts->setText(text);
        QPalette palette = m_facts->palette();
        palette.setColor(QPalette::WindowText, Theme::current().color(good ? ColorRole::TextMuted : ColorRole::Error));
        m_facts->setPalette(palette);
        m_facts->show();
    };
    if (m_file.isEmpty() || isGenerated(kind()) || kind() == InputKind::Text)
        return;
    if (kind() == InputKind::Image) {
        if (m_image.isNull())
            show(tr("This picture cannot be read."), false);
        return;
    }
    m_reading = startTask<Tensor>(
        this, {}, [file = m_file, spec = m_spec](const Progress&) { return readInput(file, spec); },
        [this, show](Result<Tensor> tensor) {
            m_reading = nullptr;
            show(tensor.ok()
                     ? tr("%1 %2").arg(displayText(dtypeName(tensor->dtype())), displayText(shapeText(tensor->shape())))
                     : errorDetail(tensor.error()),
                 tensor.ok());
        });
}

void InputEditor::chooseFile()
{
    const QString arrays = m_spec.dtype == DType::String ? tr("Text and arrays (*.txt *.csv *.npy *.npz)")
                                                         : tr("Arrays (*.npy *.npz *.csv)");
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Choose an input"), m_file,
        kind() == InputKind::Image ? tr("Pictures (*.png *.jpg *.jpeg *.bmp *.gif *.ppm *.pgm)") : arrays);
    if (!path.isEmpty())
        openFile(path);
}

void InputEditor::openFile(const QString& path)
{
    setFile(path);
    if (hasSuffix(path, {".npz"}))
        emit archiveChosen(path);
}

void InputEditor::setFile(const QString& path)
{
    const bool array = !m_picture || hasSuffix(path, {".npy", ".npz", ".csv", ".txt"});
    m_file = path;
    m_image = {};
    if (!array) {
        QImageReader reader(path);
        reader.setAutoTransform(true);
        reader.setDecideFormatFromContent(true);
        m_image = reader.read();
    }
    if (m_picture)
        m_picture->setPicture(m_image);
    m_choose->setText(QFileInfo(path).fileName());
    choose(m_kind, static_cast<int>(array ? InputKind::File : InputKind::Image));
    follow();
}

InputChoice InputEditor::choice() const
{
    InputChoice choice;
    choice.spec = m_spec;
    choice.kind = kind();
    choice.samples = m_samples->value();
    choice.length = m_length->value();
    choice.low = m_low->value();
    choice.high = m_high->value();
    choice.seed = static_cast<std::uint32_t>(m_seed->value());
    choice.file = m_file;
    choice.image = m_image;
    if (m_picture)
        choice.scaling = m_picture->scaling();
    choice.texts = m_texts->toPlainText().split(u'\n');
    while (choice.texts.size() > 1 && choice.texts.constLast().isEmpty())
        choice.texts.removeLast();
    return choice;
}

QString InputEditor::missing() const
{
    const bool file = kind() == InputKind::File || kind() == InputKind::Image;
    return file && m_file.isEmpty() ? tr("Choose a file for the input %1.").arg(displayText(m_spec.name)) : QString();
}

void InputEditor::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().constFirst().isLocalFile())
        event->acceptProposedAction();
}

void InputEditor::dropEvent(QDropEvent* event)
{
    openFile(event->mimeData()->urls().constFirst().toLocalFile());
    event->acceptProposedAction();
}

} // namespace lw::ui
