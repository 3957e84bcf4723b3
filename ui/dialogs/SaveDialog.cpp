// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/SaveDialog.h"

#include "core/formats/BeforeSaving.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/OptionBox.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 560;

QLabel* paragraph(QWidget* parent, const QString& name)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString coloured(const QString& text, ColorRole role)
{
    return u"<span style='color:%1'>%2</span>"_s.arg(Theme::current().color(role).name(), text.toHtmlEscaped());
}

} // namespace

SaveDialog::SaveDialog(std::shared_ptr<const Model> model, const QString& path, const formats::Format* format,
                       QWidget* parent)
    : QDialog(parent), m_model(std::move(model)), m_formats(savableFormats(*m_model)), m_name(new QLineEdit(this)),
      m_folder(new QLineEdit(this)), m_format(new QComboBox(this)), m_dialect(new QComboBox(this)),
      m_dtype(new QComboBox(this)), m_dialectLabel(new QLabel(tr("Written for"), this)),
      m_dtypeLabel(new QLabel(tr("Weights"), this)), m_holds(paragraph(this, u"holds"_s)),
      m_problem(paragraph(this, u"problem"_s)), m_optimizer(new QCheckBox(tr("Keep the optimizer's state"), this)),
      m_traces(new QCheckBox(tr("Keep the traced functions"), this)), m_save(new QPushButton(tr("Save"), this)),
      m_notes(new DialectNotes(m_model, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Save as"));
    for (const formats::Format* each : std::as_const(m_formats))
        m_format->addItem(formatLabel(*each));
    makeFields(path);
    makeOptions();
    connect(m_format, &QComboBox::currentIndexChanged, this, &SaveDialog::setFormat);
    m_format->setCurrentIndex(static_cast<int>(qMax(qsizetype{0}, m_formats.indexOf(format))));
    setFormat();
    const qsizetype dot = m_name->text().lastIndexOf(u'.');
    m_name->setSelection(0, static_cast<int>(dot > 0 ? dot : m_name->text().size()));
    m_name->setFocus();
}

void SaveDialog::makeFields(const QString& path)
{
    const QFileInfo info(QDir::cleanPath(path));
    m_name->setText(info.fileName());
    m_folder->setText(info.absolutePath());
    m_name->setObjectName(u"name"_s);
    m_folder->setObjectName(u"folder"_s);
    m_format->setObjectName(u"format"_s);
    m_dialect->setObjectName(u"dialect"_s);
    m_dtype->setObjectName(u"dtype"_s);
    m_optimizer->setObjectName(u"optimizer"_s);
    m_traces->setObjectName(u"traces"_s);
    m_save->setObjectName(u"save"_s);
    connect(m_name, &QLineEdit::textChanged, this, &SaveDialog::refresh);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& name) {
        // A name that ends as those of a format do asks for it.
        if (const auto at = m_formats.indexOf(formatOfName(name.trimmed(), m_formats, format())); at >= 0)
            m_format->setCurrentIndex(static_cast<int>(at));
    });
    connect(m_folder, &QLineEdit::textChanged, this, &SaveDialog::refresh);
}

void SaveDialog::makeOptions()
{
    m_optimizer->setChecked(true);
    m_traces->setChecked(true);
    for (QCheckBox* box : {m_optimizer, m_traces})
        connect(box, &QCheckBox::toggled, this, &SaveDialog::refresh);
    for (QComboBox* box : {m_dialect, m_dtype})
        connect(box, &QComboBox::currentIndexChanged, this, &SaveDialog::refresh);
    connect(m_notes, &DialectNotes::found, this, &SaveDialog::refresh);

    auto* choose = new QPushButton(tr("Browse…"), this);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &SaveDialog::browse);
    auto* folder = new QHBoxLayout;
    folder->setSpacing(Theme::space(2));
    folder->addWidget(m_folder, 1);
    folder->addWidget(choose);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(Theme::space(4));
    form->setVerticalSpacing(Theme::space(3));
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Folder"), folder);
    form->addRow(tr("Format"), m_format);
    form->addRow(m_dialectLabel, m_dialect);
    form->addRow(m_dtypeLabel, m_dtype);
    form->addRow(QString(), m_optimizer);
    form->addRow(QString(), m_traces);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::space(5), Theme::space(5), Theme::space(5), Theme::space(4));
    layout->setSpacing(Theme::space(4));
    layout->addLayout(form);
    layout->addWidget(m_holds);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(kWidth);
}

const formats::Format* SaveDialog::format() const
{
    return m_formats.value(m_format->currentIndex());
}

QString SaveDialog::path() const
{
    const QString name = m_name->text().trimmed();
    return QDir::cleanPath(
        QDir(m_folder->text()).filePath(name.isEmpty() || !format() ? name : nameInFormat(name, *format())));
}

SaveRequest SaveDialog::request() const
{
    SaveRequest request{path(), format(), {}};
    if (!request.format)
        return request;
    const OfferedOptions offered = offeredOptions(*m_model, *request.format);
    request.options.optimizer = !offered.optimizer || m_optimizer->isChecked();
    request.options.traces = !offered.traces || m_traces->isChecked();
    if (offered.dialect != 0)
        request.options.dialect = m_dialect->currentData().toInt();
    if (!offered.dtypes.isEmpty())
        request.options.weightsDtype = m_dtype->currentData().toString().toStdString();
    return request;
}

void SaveDialog::setFormat()
{
    if (const formats::Format* chosen = format()) {
        const OfferedOptions offered = offeredOptions(*m_model, *chosen);
        m_optimizer->setVisible(offered.optimizer);
        m_traces->setVisible(offered.traces);
        // What the format would be written for by itself, whatever was chosen for another one.
        const QSignalBlocker quiet(m_dialect);
        refill(m_dialect, {{tr("Keras 3"), 3}, {tr("Keras 2 (tf_keras)"), 2}});
        choose(m_dialect, offered.dialect);
        m_dialect->setVisible(offered.dialect != 0);
        m_dialectLabel->setVisible(offered.dialect != 0);
        QList<Option> dtypes{{tr("As they are"), QString()}};
        for (const QString& dtype : offered.dtypes)
            dtypes << Option{dtype, dtype};
        refill(m_dtype, dtypes);
        m_dtype->setVisible(!offered.dtypes.isEmpty());
        m_dtypeLabel->setVisible(!offered.dtypes.isEmpty());
        if (const QString name = nameInFormat(m_name->text(), *chosen); !m_name->text().isEmpty())
            if (name != m_name->text()) // the cursor stays where one types
                m_name->setText(name);
    }
    refresh();
}

QStringList SaveDialog::translationLines(const formats::Format& format)
{
    const int dialect = formats::writtenDialect(*m_model, format, request().options.dialect);
    const Diagnostics* notes = dialect == 0 ? nullptr : m_notes->forDialect(dialect);
    if (!notes)
        return {};
    QStringList lines;
    const auto list = [&](Severity severity, const QString& title) {
        const QStringList found = noteLines(*notes, severity);
        if (!found.isEmpty())
            lines << title;
        for (const QString& line : found)
            lines << u"&nbsp;&nbsp;•&nbsp;"_s + line.toHtmlEscaped();
    };
    list(Severity::Info,
         u"<b>%1</b>"_s.arg(
             (dialect == 3 ? tr("Repaired for Keras 3:") : tr("Translated for Keras 2:")).toHtmlEscaped()));
    list(Severity::Warning, coloured(tr("Keras %1 cannot be told:").arg(dialect), ColorRole::Warning));
    return lines;
}

void SaveDialog::browse()
{
    const QString chosen = QFileDialog::getExistingDirectory(this, tr("Save in"), m_folder->text());
    if (!chosen.isEmpty())
        m_folder->setText(chosen);
}

void SaveDialog::refresh()
{
    const formats::Format* chosen = format();
    if (!chosen)
        return;
    QStringList lines;
    const QStringList lost = lossesOf(*m_model, *chosen);
    if (lost.isEmpty())
        lines << coloured(tr("This format can hold everything that is in the model."), ColorRole::TextMuted);
    else
        lines << u"<b>%1</b>"_s.arg(tr("This format cannot hold:").toHtmlEscaped());
    for (const QString& line : lost)
        lines << u"&nbsp;&nbsp;•&nbsp;"_s + line.toHtmlEscaped();
    lines << translationLines(*chosen);
    const SaveRequest wanted = request();
    if (const auto note = formats::trainingNote(*m_model, *chosen, wanted.options))
        lines << coloured(coreText(note->message) + u'.', ColorRole::Warning);
    if (!wanted.options.optimizer)
        lines << coloured(tr("Training cannot be continued from this file where it stopped."), ColorRole::Warning);
    if (!wanted.options.traces)
        lines << coloured(tr("Programs that serve models need the traced functions."), ColorRole::Warning);
    const QStringList classes = wanted.options.traces ? QStringList() : customClasses(m_model->layers);
    if (!classes.isEmpty())
        lines << coloured(tr("Loading needs the Python code of %1 then.").arg(classes.join(u", "_s)),
                          ColorRole::Warning);
    const bool traced = chosen->holds.tracedFunctions && chosen->id != m_model->format && wanted.options.traces;
    if (const QStringList untaught = traced ? untaughtClasses(*m_model) : QStringList(); !untaught.isEmpty())
        lines << coloured(tr("What %1 computes is not known: teach it (Model > Custom layers and functions), or leave "
                             "out the traced functions.")
                              .arg(untaught.join(u", "_s)),
                          ColorRole::Warning);
    if (m_model->kind == ModelKind::Subclassed)
        lines << coloured(tr("Other formats need to know how the layers are connected, which only the model's Python "
                             "code tells."),
                          ColorRole::TextMuted);
    if (wanted.options.weightsDtype == "float16")
        lines << coloured(tr("float16 keeps about 3 digits, and nothing beyond 65,504."), ColorRole::Warning);
    else if (wanted.options.weightsDtype == "bfloat16")
        lines << coloured(tr("bfloat16 keeps about 2 digits."), ColorRole::Warning);
    m_holds->setText(lines.join(u"<br>"_s));

    const QString missing = modelProblem(*m_model, *chosen);
    const QString problem = missing.isEmpty() ? targetProblem(wanted.path, *chosen) : missing;
    const bool replaces = problem.isEmpty() && replacesSomething(wanted.path, *chosen);
    if (!problem.isEmpty())
        m_problem->setText(coloured(problem, ColorRole::Error));
    else if (replaces)
        m_problem->setText(
            coloured(tr("%1 exists and will be replaced.").arg(QFileInfo(wanted.path).fileName()), ColorRole::Warning));
    m_problem->setVisible(!problem.isEmpty() || replaces);
    m_save->setText(replaces ? tr("Replace") : tr("Save"));
    m_save->setEnabled(problem.isEmpty());
    // Lines that wrap do not make the dialog taller by themselves; its fields would be squeezed instead.
    layout()->activate();
    if (const int needed = layout()->totalHeightForWidth(width()); needed > height())
        resize(width(), needed);
}

} // namespace lw::ui
