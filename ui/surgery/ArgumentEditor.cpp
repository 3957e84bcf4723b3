// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/ArgumentEditor.h"

#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
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
    m_problem = new QLabel(parent);
    m_problem->setObjectName(identityText(argument.name) + u"Problem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setAutoFillBackground(true);
    m_problem->setFrameShape(QFrame::Box);
    m_problem->setMargin(Theme::space(1));
    m_problem->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_problem->hide();
    focusProxy()->installEventFilter(this);
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
    m_sign = m_text->addAction(icons::icon(u"close"_s, ColorRole::Error), QLineEdit::TrailingPosition);
    m_sign->setVisible(false);
    connect(m_text, &QLineEdit::textChanged, this, &ArgumentEditor::changed);
}

void ArgumentEditor::setProblem(const QString& problem)
{
    const bool broken = !value() && !(m_text && m_text->text().isEmpty());
    const QString text = broken ? tr("This is no number, word or list: brackets may be open") : problem;
    const QColor red = Theme::current().color(ColorRole::Error);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, red);
    colours.setColor(QPalette::Window, Theme::current().color(ColorRole::Surface));
    m_problem->setPalette(colours);
    m_problem->setText(text);
    focusProxy()->setAccessibleDescription(text);
    focusProxy()->setToolTip(text);
    placeProblem();
    if (!m_text)
        return;
    colours = palette();
    if (!text.isEmpty())
        colours.setColor(QPalette::Text, red);
    m_text->setPalette(colours);
    m_sign->setVisible(!text.isEmpty());
}

/// Below the field, or above it where the form ends.
void ArgumentEditor::placeProblem()
{
    const bool shown = !m_problem->text().isEmpty() && focusProxy()->hasFocus();
    m_problem->setVisible(shown);
    if (!shown)
        return;
    const int height = m_problem->heightForWidth(width());
    QPoint place = mapTo(parentWidget(), QPoint(0, this->height() + Theme::space(1)));
    if (place.y() + height > parentWidget()->height())
        place = mapTo(parentWidget(), QPoint(0, -height - Theme::space(1)));
    m_problem->setGeometry(QRect(place, QSize(width(), height)));
    m_problem->raise();
}

bool ArgumentEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        QMetaObject::invokeMethod(this, &ArgumentEditor::placeProblem, Qt::QueuedConnection); // hasFocus() is right then
    return QWidget::eventFilter(watched, event);
}

void ArgumentEditor::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeProblem();
}

void ArgumentEditor::moveEvent(QMoveEvent* event)
{
    QWidget::moveEvent(event);
    placeProblem();
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
