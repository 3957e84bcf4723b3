// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/summary/SummaryPane.h"

#include "core/keras/SummaryTable.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/UndoPassing.h"

#include <QCheckBox>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

#include <vector>

namespace lw::ui {

using namespace Qt::StringLiterals;

SummaryPane::SummaryPane(Document* document, QWidget* parent)
    : Pane(document, parent), m_text(new QPlainTextEdit(this)), m_copy(new QPushButton(this)),
      m_nested(new QCheckBox(this)), m_search(new QLineEdit(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(Theme::space(3), Theme::space(2), Theme::space(3), Theme::space(2));
    strip->setSpacing(Theme::space(3));
    m_copy->setIcon(icons::icon(u"copy"_s));
    m_search->setClearButtonEnabled(true);
    passUndoOn(m_search);
    m_search->addAction(icons::icon(u"search"_s, ColorRole::TextMuted), QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(260);
    strip->addWidget(m_search);
    strip->addWidget(m_nested);
    strip->addStretch();
    strip->addWidget(m_copy);
    layout->addLayout(strip);
    layout->addWidget(m_text, 1);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->document()->setDocumentMargin(Theme::space(4));
    m_text->viewport()->installEventFilter(this);
    setFocusProxy(m_text);
    bool hasNested = false;
    for (const Layer& layer : document->model().layers)
        hasNested = hasNested || layer.nested.has_value();
    m_nested->setVisible(hasNested);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(text());
        emit notice(tr("Summary copied"));
    });
    connect(m_nested, &QCheckBox::toggled, this, &SummaryPane::refresh);
    connect(m_search, &QLineEdit::textChanged, this, [this] { findNext(true); });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { findNext(false); });
    connect(document, &Document::changed, this, &SummaryPane::refresh);
    connect(&document->selection(), &Selection::changed, this, &SummaryPane::showSelection);
    retranslate();
    applyTheme();
    refresh();
}

QString SummaryPane::text() const
{
    return m_text->toPlainText();
}

void SummaryPane::refresh()
{
    const Model& model = document()->model();
    const QString text = QString::fromStdString(keras::summaryText(model, m_nested->isChecked()));
    m_rows = summaryRows(model, text);
    m_text->setPlainText(text);
    showSelection();
}

void SummaryPane::retranslate()
{
    m_copy->setText(tr("Copy"));
    m_nested->setText(tr("Nested models too"));
    m_search->setPlaceholderText(tr("Find in the summary"));
    m_text->setAccessibleName(tr("Summary"));
}

void SummaryPane::applyTheme()
{
    m_text->setFont(Theme::current().font(Theme::TextStyle::Mono));
    showSelection();
}

void SummaryPane::find()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void SummaryPane::findNext(bool fromStart)
{
    if (fromStart)
        m_text->moveCursor(QTextCursor::Start);
    if (!m_search->text().isEmpty() && !m_text->find(m_search->text())) {
        m_text->moveCursor(QTextCursor::Start);
        m_text->find(m_search->text());
    }
}

void SummaryPane::copy()
{
    const QTextCursor cursor = m_text->textCursor();
    if (cursor.hasSelection())
        m_text->copy();
    else
        QGuiApplication::clipboard()->setText(text());
}

bool SummaryPane::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonRelease && !m_text->textCursor().hasSelection())
        selectRow();
    return Pane::eventFilter(watched, event);
}

void SummaryPane::selectRow()
{
    const QString path = m_rows.value(m_text->textCursor().blockNumber());
    if (path.isEmpty())
        return;
    m_selecting = true;
    document()->selection().selectLayer(path);
    m_selecting = false;
    showSelection();
}

void SummaryPane::showSelection()
{
    QList<QTextEdit::ExtraSelection> marks;
    const auto row =
        document()->selection().layerPath().isEmpty() ? -1 : m_rows.indexOf(document()->selection().layerPath());
    if (row >= 0) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_text->document()->findBlockByNumber(static_cast<int>(row)));
        mark.format.setBackground(Theme::current().color(ColorRole::AccentSoft));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(mark);
        if (!m_selecting) {
            m_text->setTextCursor(mark.cursor);
            m_text->ensureCursorVisible();
        }
    }
    m_text->setExtraSelections(marks);
}

QStringList summaryRows(const Model& model, const QString& text)
{
    struct Level {
        qsizetype indent;
        QString path;
    };
    std::vector<Level> open;
    QStringList rows;
    for (const QString& line : text.split(u'\n')) {
        qsizetype indent = 0;
        while (indent < line.size() && !line.at(indent).isLetterOrNumber() && line.at(indent) != u'_')
            ++indent;
        const auto bracket = line.indexOf(u" ("_s, indent);
        QString path;
        if (bracket > indent) {
            while (!open.empty() && open.back().indent >= indent)
                open.pop_back();
            path = (open.empty() ? QString() : open.back().path + u'/') + line.mid(indent, bracket - indent);
            if (findLayer(model, path.toStdString()))
                open.push_back({indent, path});
            else
                path.clear();
        }
        rows << path;
    }
    return rows;
}

} // namespace lw::ui
