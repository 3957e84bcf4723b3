// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/run/TeachDialog.h"

#include "core/graph/expression/Functions.h"
#include "core/graph/lower/Definitions.h"
#include "ui/widgets/CoreWords.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSize(820, 560);

/// What is put into the text when an entry is double-clicked.
constexpr int kInsertRole = Qt::UserRole;

void addEntry(QListWidget* list, const QString& text, const QString& inserted, const QString& help)
{
    auto* item = new QListWidgetItem(text, list);
    item->setData(kInsertRole, inserted);
    item->setToolTip(help);
}

} // namespace

TeachDialog::TeachDialog(Models models, const QString& name, QWidget* parent)
    : QDialog(parent), m_models(std::move(models)), m_name(new QComboBox(this)), m_text(new QPlainTextEdit(this)),
      m_users(new QLabel(this)), m_status(new QLabel(this)), m_source(new QLabel(this)), m_names(new QListWidget(this)),
      m_functions(new QListWidget(this)), m_try(new QPushButton(tr("&Try it"), this)),
      m_save(new QPushButton(tr("Save"), this)), m_remove(new QPushButton(tr("Remove"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Custom layers and functions"));
    makeLayout();
    read();
    fillNames();
    if (!name.isEmpty())
        m_name->setCurrentText(name);
    showDefinition();
    if (m_unread)
        say(errorDetail(*m_unread), false);
    if (!name.isEmpty())
        m_text->setFocus();
    resize(kSize);
}

void TeachDialog::makeLayout()
{
    m_name->setObjectName(u"name"_s);
    m_name->setEditable(true);
    m_name->setInsertPolicy(QComboBox::NoInsert);
    m_text->setObjectName(u"expression"_s);
    m_text->setFont(Theme::current().font(Theme::TextStyle::Mono));
    m_text->setPlaceholderText(u"inputs @ w + b"_s);
    m_text->setTabChangesFocus(true);
    m_status->setObjectName(u"status"_s);
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_source->setObjectName(u"source"_s);
    m_source->setWordWrap(true);
    m_users->setObjectName(u"users"_s);
    m_users->setWordWrap(true);
    m_users->setTextFormat(Qt::PlainText);
    m_users->setForegroundRole(QPalette::PlaceholderText);
    m_try->setObjectName(u"try"_s);
    m_try->setToolTip(tr("Runs the model on random numbers with this definition, before it is saved"));
    m_source->setTextFormat(Qt::PlainText);
    auto* borrowButton = new QPushButton(tr("Borrow from a SavedModel…"), this);
    auto* importButton = new QPushButton(tr("Import…"), this);
    auto* exportButton = new QPushButton(tr("Export…"), this);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_try, QDialogButtonBox::ActionRole);
    buttons->addButton(m_save, QDialogButtonBox::ActionRole);
    buttons->addButton(importButton, QDialogButtonBox::ResetRole);
    buttons->addButton(exportButton, QDialogButtonBox::ResetRole);
    for (QPushButton* button : {borrowButton, importButton, exportButton, m_remove, m_try})
        button->setAutoDefault(false);
    auto* nameLabel = new QLabel(tr("Class or function"), this);
    nameLabel->setBuddy(m_name);
    auto* top = new QHBoxLayout;
    top->addWidget(nameLabel);
    top->addWidget(m_name, 1);
    top->addWidget(borrowButton);
    top->addWidget(m_remove);
    auto* lists = new QVBoxLayout;
    lists->addWidget(new QLabel(tr("Names"), this));
    lists->addWidget(m_names, 1);
    lists->addWidget(new QLabel(tr("Functions"), this));
    lists->addWidget(m_functions, 2);
    auto* left = new QVBoxLayout;
    left->addWidget(m_users);
    left->addWidget(m_source);
    left->addWidget(m_text, 1);
    left->addWidget(m_status);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(Theme::space(3));
    middle->addLayout(left, 3);
    middle->addLayout(lists, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::space(5), Theme::space(5), Theme::space(5), Theme::space(4));
    layout->setSpacing(Theme::space(3));
    layout->addLayout(top);
    layout->addLayout(middle, 1);
    layout->addWidget(buttons);
    for (const graph::expression::FunctionRow* row : graph::expression::allFunctions())
        addEntry(m_functions, displayText(std::string(row->signature), 200),
                 QString::fromUtf8(row->name.data(), static_cast<qsizetype>(row->name.size())) + u'(',
                 QString::fromUtf8(row->help.data(), static_cast<qsizetype>(row->help.size())));
    for (QListWidget* list : {m_names, m_functions})
        connect(list, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
            m_text->insertPlainText(item->data(kInsertRole).toString());
            m_text->setFocus();
        });
    connect(m_name, &QComboBox::currentTextChanged, this, &TeachDialog::showDefinition);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        keepDraft();
        check();
    });
    connect(m_try, &QPushButton::clicked, this, &TeachDialog::tryIt);
    connect(m_save, &QPushButton::clicked, this, &TeachDialog::store);
    connect(m_remove, &QPushButton::clicked, this, &TeachDialog::removeDefinition);
    connect(borrowButton, &QPushButton::clicked, this, &TeachDialog::borrow);
    connect(importButton, &QPushButton::clicked, this, &TeachDialog::importFile);
    connect(exportButton, &QPushButton::clicked, this, &TeachDialog::exportFile);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
}

std::string TeachDialog::currentName() const
{
    return m_name->currentText().trimmed().toStdString();
}

void TeachDialog::fillNames()
{
    const QSignalBlocker quiet(m_name);
    const QString before = m_name->currentText();
    m_name->clear();
    for (const auto& model : m_models)
        for (const std::string& name : graph::undefinedNames(*model))
            if (m_name->findText(identityText(name)) < 0)
                m_name->addItem(identityText(name));
    for (const auto& [name, object] : m_objects.all())
        if (m_name->findText(identityText(name)) < 0)
            m_name->addItem(identityText(name));
    if (!before.isEmpty())
        m_name->setCurrentText(before);
}

graph::CustomObject TeachDialog::currentObject() const
{
    graph::CustomObject object;
    object.expression = m_text->toPlainText().toStdString();
    if (const graph::CustomObject* known = m_objects.find(currentName()); object.expression.empty() && known)
        return *known;
    return object;
}

/// Which layers need the name, and what the file says of a Lambda.
void TeachDialog::showUsers()
{
    constexpr std::size_t kMostShown = 3;
    const std::vector<std::string> users =
        m_model ? graph::definitionUsers(*m_model, currentName()) : std::vector<std::string>();
    QStringList shown;
    for (std::size_t i = 0; i < std::min(users.size(), kMostShown); ++i)
        shown << displayText(users[i], 60);
    QString text;
    if (users.size() > kMostShown)
        text = tr("Needed by %1 and %n more layer(s).", nullptr, static_cast<int>(users.size() - kMostShown))
                   .arg(shown.join(u", "_s));
    else if (!users.empty())
        text = tr("Needed by %1.").arg(shown.join(u", "_s));
    const Layer* layer = users.empty() ? nullptr : findLayer(*m_model, users.front());
    if (layer && layer->className == "Lambda") {
        const std::string function = graph::lambdaFunctionName(*layer);
        text += u' ' + (function.empty() || function == "<lambda>"
                            ? tr("It is a Python lambda without a name, which is never run.")
                            : tr("It is the Python function %1, which is never run.").arg(displayText(function, 60)));
    }
    m_users->setText(text);
    m_users->setVisible(!text.isEmpty());
}

void TeachDialog::showDefinition()
{
    const auto needs = std::find_if(m_models.begin(), m_models.end(), [name = currentName()](const auto& model) {
        return !graph::definitionUsers(*model, name).empty();
    });
    m_model = needs != m_models.end() ? *needs : m_models.empty() ? nullptr : m_models.front();
    showUsers();
    const graph::CustomObject* object = m_objects.find(currentName());
    const bool isBorrowed = object && object->isBorrowed();
    m_source->setText(!isBorrowed ? QString()
                      : object->trouble.empty()
                          ? tr("Borrowed from %1").arg(displayText(object->from, 300))
                          : tr("Borrowed from %1, which cannot be opened: %2")
                                .arg(displayText(object->from, 300), coreText(object->trouble)));
    m_source->setVisible(isBorrowed);
    m_remove->setEnabled(object != nullptr);
    m_names->clear();
    if (m_model)
        for (const graph::ExpressionName& name : graph::expressionNames(*m_model, currentName())) {
            const QString text = identityText(name.name);
            const QString detail = name.kind == graph::ExpressionName::Kind::Setting
                                       ? u" = "_s + displayText(name.value, 60)
                                       : (name.shape ? u"  "_s + displayText(shapeText(*name.shape), 60) : QString());
            addEntry(m_names, text + detail, text, {});
        }
    const QSignalBlocker quiet(m_text);
    auto draft = m_drafts.find(currentName());
    if (draft == m_drafts.end() && !object)
        draft = m_drafts.find(std::string()); // written before it had a name
    m_text->setPlainText(draft != m_drafts.end() ? draft->second : definedText());
    check();
}

void TeachDialog::say(const QString& text, bool good)
{
    QPalette palette = m_status->palette();
    palette.setColor(QPalette::WindowText, Theme::current().color(good ? ColorRole::TextMuted : ColorRole::Error));
    m_status->setPalette(palette);
    m_status->setText(text);
}

/// begin and end count bytes of the UTF-8 text.
void TeachDialog::underline(std::uint32_t begin, std::uint32_t end)
{
    QList<QTextEdit::ExtraSelection> marks;
    if (end > begin) {
        const QByteArray bytes = m_text->toPlainText().toUtf8();
        QTextEdit::ExtraSelection mark;
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(Theme::current().color(ColorRole::Error));
        mark.cursor = QTextCursor(m_text->document());
        mark.cursor.setPosition(static_cast<int>(QString::fromUtf8(bytes.left(static_cast<int>(begin))).size()));
        mark.cursor.setPosition(static_cast<int>(QString::fromUtf8(bytes.left(static_cast<int>(end))).size()),
                                QTextCursor::KeepAnchor);
        marks.push_back(mark);
    }
    m_text->setExtraSelections(marks);
}

QString TeachDialog::definedText() const
{
    const graph::CustomObject* object = m_objects.find(currentName());
    return object ? identityText(object->expression) : QString();
}

void TeachDialog::keepDraft()
{
    const QString text = m_text->toPlainText();
    if (text == definedText())
        m_drafts.erase(currentName());
    else
        m_drafts[currentName()] = text;
}

void TeachDialog::check()
{
    const std::string text = m_text->toPlainText().toStdString();
    const graph::CustomObject object = currentObject();
    const bool isBorrowed = object.source != nullptr;
    underline(0, 0);
    m_save->setEnabled(false);
    m_try->setEnabled(false);
    if (m_trial)
        m_trial->cancel(); // of the text before
    if (text.empty() && !isBorrowed)
        return say(
            tr("Write what the layer computes, or borrow it from a SavedModel. Double-click a name or a function "
               "to use it."),
            true);
    if (!m_model) {
        const auto parsed = graph::expression::parse(text);
        m_save->setEnabled(!parsed.problem && !isBorrowed);
        return say(parsed.problem ? coreText(graph::expression::describe(*parsed.problem, text)) : QString(), false);
    }
    const graph::DefinitionCheck result = graph::checkDefinition(*m_model, m_objects, currentName(), object);
    if (result.problem) {
        underline(result.problem->span.begin, std::max(result.problem->span.end, result.problem->span.begin + 1));
        return say(coreText(graph::expression::describe(*result.problem, text)), false);
    }
    m_save->setEnabled(!isBorrowed);
    const bool used = !graph::definitionUsers(*m_model, currentName()).empty();
    m_try->setEnabled(result.fits && used);
    if (!used)
        return say(tr("The expression can be read. No layer of an open model needs it, so shapes are not checked."),
                   true);
    if (!result.works && result.fits && result.shape)
        return say(tr("It fits the layer, which gives %1. The model cannot run yet: %2")
                       .arg(displayText(shapeText(*result.shape)), coreText(result.trouble)),
                   true);
    if (!result.works)
        return say(tr("The expression can be read. The model cannot run yet: %1").arg(coreText(result.trouble)), true);
    say(result.shape ? tr("It fits the model. The layer gives %1.").arg(displayText(shapeText(*result.shape)))
                     : tr("It fits the model."),
        true);
}

void TeachDialog::tryIt()
{
    auto objects = std::make_shared<graph::CustomObjects>(m_objects);
    objects->set(currentName(), currentObject());
    m_text->setFocus(); // a button that is disabled would give it to the next one
    m_try->setEnabled(false);
    say(tr("Running the model on random numbers…"), true);
    m_trial = startTask<ObjectTrial>(
        this, {},
        [model = m_model, objects, name = currentName()](const Progress& progress) {
            return tryObjects(*model, objects, name, progress);
        },
        [this](Result<ObjectTrial> trial) {
            if (trial.ok() || trial.error().kind != ErrorKind::Cancelled)
                showTrial(trial);
        });
}

void TeachDialog::showTrial(const Result<ObjectTrial>& trial)
{
    m_try->setEnabled(true);
    if (!trial.ok())
        return say(errorDetail(trial.error()), false);
    const TensorStatistics& numbers = trial->statistics;
    const std::uint64_t broken = numbers.nans + numbers.infinities;
    const QString what = displayText(trial->layer, 60) + u"  "_s + displayText(shapeText(trial->shape));
    const QString ran = (trial->alone ? tr("The layer ran by itself.") : tr("The model ran.")) + u' ';
    if (broken > 0)
        return say(ran + tr("Of %1, %n value(s) are not finite.", nullptr,
                            static_cast<int>(std::min<std::uint64_t>(broken, INT_MAX)))
                             .arg(what),
                   false);
    say(ran + tr("%1: from %2 to %3, mean %4.")
                  .arg(what, QString::number(numbers.minimum, 'g', 4), QString::number(numbers.maximum, 'g', 4),
                       QString::number(numbers.mean, 'g', 4)),
        true);
}

void TeachDialog::store()
{
    if (currentName().empty())
        return say(tr("The class or function needs a name."), false);
    graph::CustomObject object;
    object.expression = m_text->toPlainText().toStdString();
    m_objects.set(currentName(), std::move(object));
    m_drafts.erase(currentName());
    if (const auto unnamed = m_drafts.find(std::string());
        unnamed != m_drafts.end() && unnamed->second == m_text->toPlainText())
        m_drafts.erase(unnamed); // it has a name now
    m_text->setFocus(); // the button is disabled while the expression is checked again
    if (write())
        showDefinition();
}

} // namespace lw::ui
