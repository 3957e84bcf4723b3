// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/ArgumentEditor.h"

#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

/// How the entry for "nothing" of a list is stored.
const QString kNothing = u"None"_s;

/// What the list shows for a value: a word, or the class of an object.
QString choiceOf(const Json& value)
{
    if (value.isNull())
        return kNothing;
    return identityText(value.isObject() ? value["class_name"].toText() : value.toText());
}

} // namespace

QString argumentText(const Json& value)
{
    if (value.isNull())
        return kNothing;
    if (value.isBool())
        return value.toBool() ? u"True"_s : u"False"_s;
    if (value.isString())
        return identityText(value.toText());
    if (!value.isArray())
        return identityText(value.dump());
    QStringList items;
    for (const Json& item : value.items())
        items << argumentText(item);
    return u'(' + items.join(u", "_s) + (items.size() == 1 ? u",)"_s : u")"_s);
}

std::optional<Json> argumentFromText(const QString& text)
{
    QString plain = text.trimmed();
    static const QRegularExpression word(u"^[A-Za-z_][A-Za-z0-9_.>]*$"_s);
    if (plain == "None"_L1)
        return Json();
    if (plain == "True"_L1 || plain == "False"_L1)
        return Json(plain == "True"_L1);
    if (word.match(plain).hasMatch())
        return Json(plain.toStdString());
    static const QRegularExpression lastComma(u",\\s*\\)"_s);
    plain.replace(lastComma, u")"_s).replace(u'(', u'[').replace(u')', u']');
    plain.replace("None"_L1, "null"_L1).replace("True"_L1, "true"_L1).replace("False"_L1, "false"_L1);
    auto json = Json::parse(plain.toStdString());
    if (json)
        return std::move(*json);
    const bool looksBroken = plain.isEmpty() || plain.contains(QRegularExpression(u"[\\[\\]{}\"]|^[-+.0-9]"_s));
    return looksBroken ? std::nullopt : std::optional(Json(plain.toStdString()));
}

ArgumentEditor::ArgumentEditor(const std::string& className, const LayerArgument& argument, const Json& value,
                               bool withModule, QWidget* parent)
    : QWidget(parent), m_argument(argument), m_before(value), m_object(argumentObject(argument.name)),
      m_withModule(withModule)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space(1));
    std::vector<std::string> choices = argumentChoices(className, argument.name);
    if (m_object != ArgumentObject::None && (value.isNull() || value["class_name"].isString()))
        choices = objectClasses(m_object);
    const bool plainChoice = !choices.empty() && (value.isNull() || value.isString() || value.isObject());
    if (plainChoice)
        makeChoice(choices);
    else if (value.isBool())
        makeFlag();
    else
        makeText();
    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->hide();
    layout->addWidget(m_problem);
}

void ArgumentEditor::makeFlag()
{
    m_flag = new QCheckBox(this);
    m_flag->setChecked(m_before.toBool());
    m_flag->setAccessibleName(identityText(m_argument.name));
    layout()->addWidget(m_flag);
    setFocusProxy(m_flag);
    connect(m_flag, &QCheckBox::toggled, this, &ArgumentEditor::changed);
}

void ArgumentEditor::makeChoice(const std::vector<std::string>& choices)
{
    m_choice = new QComboBox(this);
    m_choice->setObjectName(identityText(m_argument.name));
    for (const std::string& choice : choices)
        m_choice->addItem(choice.empty() ? kNothing : identityText(choice));
    const QString now = choiceOf(m_before);
    if (m_choice->findText(now) < 0) // a class of the user's own stays possible
        m_choice->insertItem(0, now);
    m_choice->setCurrentText(now);
    m_choice->setAccessibleName(identityText(m_argument.name));
    layout()->addWidget(m_choice);
    setFocusProxy(m_choice);
    connect(m_choice, &QComboBox::currentTextChanged, this, &ArgumentEditor::changed);
}

void ArgumentEditor::makeText()
{
    m_text = new QLineEdit(this);
    m_text->setObjectName(identityText(m_argument.name));
    if (!(m_argument.needed && m_before.isNull()))
        m_text->setText(argumentText(m_before));
    else
        m_text->setPlaceholderText(tr("needed"));
    m_text->setAccessibleName(identityText(m_argument.name));
    layout()->addWidget(m_text);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::textChanged, this, &ArgumentEditor::changed);
}

void ArgumentEditor::setProblem(const QString& problem)
{
    const bool broken = !value() && !(m_text && m_text->text().isEmpty());
    const QString text = broken ? tr("This is no number, word or list: brackets may be open") : problem;
    const QColor red = Theme::current().color(ColorRole::Error);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, red);
    m_problem->setPalette(colours);
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    focusProxy()->setAccessibleDescription(text);
    if (!m_text)
        return;
    colours = palette();
    if (!text.isEmpty())
        colours.setColor(QPalette::Text, red);
    m_text->setPalette(colours);
}

std::optional<Json> ArgumentEditor::value() const
{
    if (m_flag)
        return Json(m_flag->isChecked());
    if (m_text)
        return m_text->text() == argumentText(m_before) && !m_argument.needed ? m_before
                                                                              : argumentFromText(m_text->text());
    const QString chosen = m_choice->currentText();
    if (chosen == choiceOf(m_before))
        return m_before;
    if (m_object != ArgumentObject::None)
        return serializedObject(m_object, chosen == kNothing ? std::string() : chosen.toStdString(), m_withModule);
    return chosen == kNothing ? Json() : Json(chosen.toStdString());
}

bool ArgumentEditor::isChanged() const
{
    const auto now = value();
    return !now || !(*now == m_before);
}

} // namespace lw::ui
