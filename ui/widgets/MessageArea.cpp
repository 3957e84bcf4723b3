// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/MessageArea.h"

#include "ui/widgets/FocusReturn.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

struct Look {
    QString icon;
    ColorRole line, ground;
};

Look lookOf(MessageArea::Kind kind)
{
    switch (kind) {
    case MessageArea::Kind::Error:
        return {u"error"_s, ColorRole::Error, ColorRole::ErrorSoft};
    case MessageArea::Kind::Warning:
        return {u"warning"_s, ColorRole::Warning, ColorRole::WarningSoft};
    case MessageArea::Kind::Info:
        break;
    }
    return {u"info"_s, ColorRole::Accent, ColorRole::AccentSoft};
}

constexpr int kTextRoom = 300; ///< px, with the margins

class MessageBar : public QWidget {
public:
    MessageBar(MessageArea::Kind kind, const QString& title, const QString& body,
               const QList<MessageArea::Action>& actions, const QObject* about, QWidget* parent)
        : QWidget(parent), m_look(lookOf(kind)), m_about(about), m_focus(new FocusReturn(this))
    {
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(Theme::space(4), Theme::space(2), Theme::space(2), Theme::space(2));
        layout->setSpacing(Theme::space(3));
        auto* icon = new QLabel(this);
        icon->setPixmap(icons::icon(m_look.icon, m_look.line).pixmap(20, 20));
        layout->addWidget(icon, 0, Qt::AlignTop);
        auto* text = new QLabel(this);
        text->setTextFormat(Qt::RichText);
        text->setText(body.isEmpty() ? u"<b>%1</b>"_s.arg(title.toHtmlEscaped())
                                     : u"<b>%1</b><br>%2"_s.arg(title.toHtmlEscaped(), body));
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        m_middle = new QBoxLayout(QBoxLayout::LeftToRight);
        m_middle->setSpacing(Theme::space(2));
        m_middle->addWidget(text, 1);
        auto* buttons = new QHBoxLayout;
        m_middle->addLayout(buttons);
        layout->addLayout(m_middle, 1);
        for (const MessageArea::Action& action : actions) {
            auto* button = new QPushButton(action.text, this);
            button->setAutoDefault(false);
            button->setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard where one works
            connect(button, &QPushButton::clicked, this, [this, run = action.run, keepsBar = action.keepsBar] {
                if (!keepsBar)
                    leave();
                run();
            });
            buttons->addWidget(button, 0, Qt::AlignTop);
        }
        m_besides = actions.isEmpty() ? 0 : buttons->sizeHint().width() + kTextRoom;
        auto* close = new QToolButton(this);
        close->setIcon(icons::icon(u"close"_s));
        close->setToolTip(MessageArea::tr("Dismiss"));
        close->setAccessibleName(close->toolTip());
        connect(close, &QToolButton::clicked, this, &MessageBar::leave);
        layout->addWidget(close, 0, Qt::AlignTop);
        setAccessibleName(title);
        if (about)
            connect(about, &QObject::destroyed, this, &MessageBar::leave);
    }

    /// Null: about the program, or what it names.
    [[nodiscard]] const QObject* about() const { return m_about; }
    void giveFocus()
    {
        if (auto* area = qobject_cast<MessageArea*>(parentWidget()); !m_focus->give() && area)
            emit area->focusLeft();
    }
    /// Out of the layout now, but gone later: one of its buttons may be why.
    void leave()
    {
        giveFocus();
        if (parentWidget()->layout())
            parentWidget()->layout()->removeWidget(this);
        hide();
        deleteLater();
    }

protected:
    /// Where the buttons leave too little room to read beside them, they stand below.
    void resizeEvent(QResizeEvent* event) override
    {
        QWidget::resizeEvent(event);
        m_middle->setDirection(width() < m_besides ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& theme = Theme::current();
        painter.fillRect(rect(), theme.color(m_look.ground));
        painter.fillRect(QRect(0, 0, 4, height()), theme.color(m_look.line));
        painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorRole::Border));
    }

private:
    Look m_look;
    const QObject* m_about;
    FocusReturn* m_focus;
    QBoxLayout* m_middle;
    int m_besides = 0; ///< width from which on the buttons stand beside the text
};

constexpr int kMost = 3;
constexpr int kMostLines = 6;

} // namespace

MessageArea::MessageArea(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

/// Of the bars that would be seen with a new one, those that say the same go, and the oldest.
void MessageArea::makeRoom(const QString& title, const QObject* about)
{
    QList<QWidget*> gone;
    int kept = 0;
    for (int i = 0; i < m_layout->count(); ++i) {
        auto* bar = static_cast<MessageBar*>(m_layout->itemAt(i)->widget());
        if (bar->about() && bar->about() != (about ? about : m_inFront))
            continue;
        if ((bar->about() == about && bar->accessibleName() == title) || kept == kMost - 1)
            gone << bar;
        else
            ++kept;
    }
    for (QWidget* bar : gone)
        static_cast<MessageBar*>(bar)->leave();
}

QWidget* MessageArea::showMessage(Kind kind, const QString& title, const QString& detail, const QString& advice,
                                  const QList<Action>& actions, const QObject* about)
{
    makeRoom(title, about);
    QStringList lines = detail.toHtmlEscaped().split(u'\n', Qt::SkipEmptyParts);
    QList<Action> buttons = actions;
    if (lines.size() > kMostLines) {
        const auto folded = lines.size() - kMostLines + 1;
        lines.resize(kMostLines - 1);
        lines << tr("and %n more", nullptr, static_cast<int>(folded));
        buttons << Action{tr("Copy all"), [detail] { QGuiApplication::clipboard()->setText(detail); }};
    }
    QString body = lines.join(u"<br>"_s);
    if (!advice.isEmpty())
        body += u" <span style='color:%1'>%2</span>"_s.arg(Theme::current().color(ColorRole::TextMuted).name(),
                                                           advice.toHtmlEscaped());
    auto* bar = new MessageBar(kind, title, body, buttons, about, this);
    m_layout->insertWidget(0, bar);
    bar->setVisible(!about || about == m_inFront);
    return bar;
}

void MessageArea::leave(QWidget* bar)
{
    static_cast<MessageBar*>(bar)->leave();
}

void MessageArea::showUntilNextStep(QWidget* bar, const QUndoStack* steps)
{
    connect(steps, &QUndoStack::indexChanged, bar, [bar] { static_cast<MessageBar*>(bar)->leave(); });
}

void MessageArea::showError(const QString& title, const lw::Error& error)
{
    showError(title, error, errorAdvice(error.kind));
}

void MessageArea::setInFront(const QObject* subject)
{
    m_inFront = subject;
    for (int i = 0; i < m_layout->count(); ++i) {
        auto* bar = static_cast<MessageBar*>(m_layout->itemAt(i)->widget());
        if (const bool seen = !bar->about() || bar->about() == subject; seen != !bar->isHidden()) {
            bar->giveFocus();
            bar->setVisible(seen);
        }
    }
}

void MessageArea::showError(const QString& title, const lw::Error& error, const QString& advice, const QObject* about)
{
    if (error.kind == ErrorKind::Cancelled)
        return;
    QString detail = errorDetail(error);
    if (!detail.endsWith(u'.'))
        detail += u'.';
    showMessage(Kind::Error, title, errorTitle(error.kind) + ": "_L1 + detail, advice, {}, about);
}

QStringList MessageArea::titles() const
{
    QStringList titles;
    for (int i = 0; i < m_layout->count(); ++i)
        if (const QWidget* bar = m_layout->itemAt(i)->widget(); !bar->isHidden())
            titles << bar->accessibleName();
    return titles;
}

void MessageArea::clear()
{
    while (m_layout->count() > 0)
        delete m_layout->itemAt(0)->widget();
}

} // namespace lw::ui
