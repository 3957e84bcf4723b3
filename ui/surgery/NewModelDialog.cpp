// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/NewModelDialog.h"

#include "ui/surgery/InputForm.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel* explanation(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QFormLayout* formIn(QWidget* page)
{
    auto* form = new QFormLayout(page);
    // In line with the text of the choice that the page belongs to.
    form->setContentsMargins(Theme::space(6), 0, 0, 0);
    form->setHorizontalSpacing(Theme::space(4));
    form->setVerticalSpacing(Theme::space(3));
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

QVBoxLayout* outerLayout(QDialog* dialog)
{
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(Theme::space(5), Theme::space(5), Theme::space(5), Theme::space(4));
    layout->setSpacing(Theme::space(4));
    return layout;
}

} // namespace

NewModelDialog::NewModelDialog(QWidget* parent)
    : QDialog(parent), m_fromInput(new QRadioButton(tr("With an &input, to add layers to"), this)),
      m_fromFile(new QRadioButton(tr("With the layers of an &architecture file (.json)"), this)),
      m_fromText(new QRadioButton(tr("With the layers of pasted &JSON"), this)), m_text(new QPlainTextEdit(this)),
      m_input(new InputForm(this)), m_name(new QLineEdit(this)), m_path(new QLineEdit(this)),
      m_kind(new QComboBox(this)), m_keras(new QComboBox(this)), m_problem(new QLabel(this)),
      m_create(new QPushButton(tr("Create"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New model"));
    m_fromInput->setChecked(true);
    m_emptyPage = makeEmptyPage();
    m_filePage = makeFilePage();
    m_textPage = makeTextPage();
    m_problem->setForegroundRole(QPalette::PlaceholderText);
    m_problem->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_create, QDialogButtonBox::AcceptRole);
    m_create->setDefault(true);
    QVBoxLayout* layout = outerLayout(this);
    layout->addWidget(m_fromInput);
    layout->addWidget(m_emptyPage);
    layout->addWidget(m_fromFile);
    layout->addWidget(m_filePage);
    layout->addWidget(m_fromText);
    layout->addWidget(m_textPage, 1);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QRadioButton* way : {m_fromInput, m_fromFile, m_fromText})
        connect(way, &QRadioButton::toggled, this, &NewModelDialog::refresh);
    connect(m_fromText, &QRadioButton::clicked, m_text, qOverload<>(&QWidget::setFocus));
    connect(m_fromFile, &QRadioButton::clicked, m_path, qOverload<>(&QWidget::setFocus));
    connect(m_text, &QPlainTextEdit::textChanged, this, &NewModelDialog::refresh);
    for (QLineEdit* field : {m_name, m_path})
        connect(field, &QLineEdit::textChanged, this, &NewModelDialog::refresh);
    connect(m_input, &InputForm::changed, this, &NewModelDialog::refresh);
    refresh();
    // As one reads it, and from the pasted text to the button that makes the model of it.
    setTabOrder(m_fromFile, m_path);
    setTabOrder(m_fromText, m_text);
    setTabOrder(m_text, m_create);
    setMinimumWidth(520);
    findChild<QLineEdit*>(u"shape"_s)->setFocus();
}

QWidget* NewModelDialog::makeEmptyPage()
{
    auto* page = new QWidget(this);
    QFormLayout* form = formIn(page);
    m_kind->setObjectName(u"kind"_s);
    m_kind->addItem(tr("Sequential: one layer after the other"), static_cast<int>(ModelKind::Sequential));
    m_kind->addItem(tr("Functional: branches, merges, several inputs"), static_cast<int>(ModelKind::Functional));
    m_keras->setObjectName(u"keras"_s);
    m_keras->addItem(u"Keras 3"_s, 3);
    m_keras->addItem(tr("Keras 2 and tf_keras"), 2);
    m_name->setObjectName(u"name"_s);
    m_name->setText(u"model"_s);
    m_input->addRows(form);
    form->addRow(tr("&Kind"), m_kind);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&For"), m_keras);
    return page;
}

QWidget* NewModelDialog::makeFilePage()
{
    auto* page = new QWidget(this);
    QFormLayout* form = formIn(page);
    m_path->setObjectName(u"architecture"_s);
    auto* browse = new QPushButton(tr("Browse…"), page);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &NewModelDialog::browse);
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::space(2));
    row->addWidget(m_path, 1);
    row->addWidget(browse);
    auto* label = new QLabel(tr("F&ile"), page);
    label->setBuddy(m_path);
    form->addRow(label, row);
    form->addRow(explanation(tr("All layers get fresh weights, by their initializers."), page));
    return page;
}

QWidget* NewModelDialog::makeTextPage()
{
    auto* page = new QWidget(this);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(Theme::space(6), 0, 0, 0);
    m_text->setObjectName(u"json"_s);
    m_text->setAccessibleName(tr("Architecture as JSON"));
    m_text->setPlaceholderText(tr("What model.to_json() gives, of either Keras"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(Theme::space(24));
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    layout->addWidget(m_text);
    return page;
}

void NewModelDialog::browse()
{
    const QString chosen =
        QFileDialog::getOpenFileName(this, tr("Architecture of a model"), QSettings().value("open/folder").toString(),
                                     tr("Architectures (%1)").arg(u"*.json"_s));
    if (!chosen.isEmpty())
        chooseArchitecture(chosen);
}

void NewModelDialog::chooseArchitecture(const QString& path)
{
    m_fromFile->setChecked(true);
    m_path->setText(path);
}

void NewModelDialog::refresh()
{
    m_emptyPage->setEnabled(m_fromInput->isChecked());
    m_filePage->setEnabled(m_fromFile->isChecked());
    m_textPage->setVisible(m_fromText->isChecked());
    const QString wrong = problem();
    m_problem->setText(wrong);
    m_problem->setVisible(!wrong.isEmpty());
    const bool given = m_fromText->isChecked()   ? !pasted().isEmpty()
                       : m_fromFile->isChecked() ? !architecture().isEmpty()
                                                 : m_input->shape() && !m_name->text().trimmed().isEmpty();
    m_create->setEnabled(wrong.isEmpty() && given);
}

QString NewModelDialog::problem() const
{
    if (m_fromFile->isChecked() && !architecture().isEmpty() && !QFileInfo(architecture()).isFile())
        return tr("There is no such file.");
    if (m_fromInput->isChecked() && m_name->text().contains(u'/'))
        return tr("The name of a model has no slash.");
    if (const QString text = pasted(); !text.isEmpty()) {
        const auto json = Json::parse(text.toStdString());
        if (!json)
            return tr("This is no JSON: %1").arg(coreText(json.error().message));
        if (!json->isObject() || !(json->contains("class_name") || json->contains("config")))
            return tr("This is JSON, but no model: it has no class_name.");
    }
    return {};
}

QString NewModelDialog::pasted() const
{
    return m_fromText->isChecked() ? m_text->toPlainText().trimmed() : QString();
}

QString NewModelDialog::architecture() const
{
    return m_fromFile->isChecked() ? m_path->text().trimmed() : QString();
}

edit::NewModelPlan NewModelDialog::plan() const
{
    edit::NewModelPlan plan;
    plan.generation = m_keras->currentData().toInt();
    plan.kind = static_cast<ModelKind>(m_kind->currentData().toInt());
    plan.name = m_name->text().trimmed().toStdString();
    plan.inputShape = m_input->shape().value_or(Shape());
    plan.inputDtype = m_input->dtype();
    return plan;
}

AddInputDialog::AddInputDialog(QWidget* parent)
    : QDialog(parent), m_name(new QLineEdit(this)), m_input(new InputForm(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add an input"));
    m_name->setObjectName(u"name"_s);
    m_name->setPlaceholderText(tr("chosen automatically"));
    auto* page = new QWidget(this);
    QFormLayout* form = formIn(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("&Name"), m_name);
    m_input->addRows(form);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* add = new QPushButton(tr("Add"), this);
    buttons->addButton(add, QDialogButtonBox::AcceptRole);
    add->setDefault(true);
    QVBoxLayout* layout = outerLayout(this);
    layout->addWidget(explanation(tr("Until a layer reads it, the new input is an output too. Select it and another "
                                     "layer, and insert a merge."),
                                  this));
    layout->addWidget(page);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_input, &InputForm::changed, add, [this, add] { add->setEnabled(m_input->shape().has_value()); });
    setMinimumWidth(440);
    findChild<QLineEdit*>(u"shape"_s)->setFocus();
}

std::string AddInputDialog::name() const
{
    return m_name->text().trimmed().toStdString();
}

Shape AddInputDialog::shape() const
{
    return m_input->shape().value_or(Shape());
}

DType AddInputDialog::dtype() const
{
    return m_input->dtype();
}

} // namespace lw::ui
