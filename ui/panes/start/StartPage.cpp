// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/start/StartPage.h"

#include "ui/panes/start/RecentFiles.h"
#include "ui/panes/start/Samples.h"
#include "ui/panes/start/StartCard.h"
#include "ui/widgets/DropTarget.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/ModelWords.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kContentWidth = 960;
constexpr int kShownRecent = 6;

QLabel* heading(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setFont(Theme::current().font(Theme::TextStyle::Strong));
    return label;
}

void clear(QVBoxLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide(); // it may be the one that was clicked, so it goes later, but out of sight now
            widget->deleteLater();
        }
        delete item;
    }
}

QString shownFolder(const QString& path)
{
    const QString folder = QFileInfo(path).path();
    const QString home = QDir::homePath();
    return folder == home || folder.startsWith(home + u'/') ? u'~' + folder.mid(home.size()) : folder;
}

} // namespace

StartPage::StartPage(RecentFiles* recent, QWidget* parent)
    : QWidget(parent), m_recent(recent), m_title(new QLabel(this)), m_lead(new QLabel(this)),
      m_recentTitle(heading(this)), m_samplesTitle(heading(this)), m_open(new QPushButton(this)),
      m_openFolder(new QPushButton(this)), m_new(new QPushButton(this)), m_drop(new DropTarget(false, this)), m_recentList(new QVBoxLayout),
      m_sampleList(new QVBoxLayout)
{
    auto* content = new QWidget(this);
    content->setMaximumWidth(kContentWidth);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(Theme::space(8), Theme::space(12), Theme::space(8), Theme::space(8));
    layout->setSpacing(Theme::space(6));

    auto* head = new QHBoxLayout;
    head->setSpacing(Theme::space(4));
    auto* logo = new QLabel(content);
    logo->setPixmap(QIcon(u":/icons/layerwright.svg"_s).pixmap(56, 56));
    head->addWidget(logo);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    m_title->setFont(Theme::current().font(Theme::TextStyle::Title));
    m_lead->setForegroundRole(QPalette::PlaceholderText);
    m_lead->setWordWrap(true);
    words->addWidget(m_title);
    words->addWidget(m_lead);
    head->addLayout(words, 1);
    m_open->setDefault(true);
    m_open->setIcon(icons::icon(u"open"_s, ColorRole::OnAccent));
    m_openFolder->setIcon(icons::icon(u"folder"_s));
    head->addWidget(m_open);
    head->addWidget(m_openFolder);
    head->addWidget(m_new);
    layout->addLayout(head);
    layout->addWidget(m_drop);

    auto* columns = new QHBoxLayout;
    columns->setSpacing(Theme::space(8));
    for (auto [title, list] : {std::pair{m_recentTitle, m_recentList}, std::pair{m_samplesTitle, m_sampleList}}) {
        auto* column = new QVBoxLayout;
        column->setSpacing(Theme::space(2));
        column->addWidget(title);
        list->setSpacing(Theme::space(2));
        column->addLayout(list);
        column->addStretch();
        columns->addLayout(column, 1);
    }
    layout->addLayout(columns);
    layout->addStretch();

    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* centred = new QWidget(scroll);
    auto* row = new QHBoxLayout(centred);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(content, 100);
    row->addStretch(1);
    scroll->setWidget(centred);
    scroll->viewport()->setAutoFillBackground(false);
    centred->setAutoFillBackground(false);
    scroll->setStyleSheet(u"QScrollArea { background: transparent; border: none; }"_s);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);

    connect(m_open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(m_new, &QPushButton::clicked, this, &StartPage::newRequested);
    connect(m_openFolder, &QPushButton::clicked, this, &StartPage::openFolderRequested);
    connect(recent, &RecentFiles::changed, this, &StartPage::fillRecent);
    retranslate();
}

void StartPage::setDropActive(bool active)
{
    m_drop->setActive(active);
}

void StartPage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StartPage::showEvent(QShowEvent* event)
{
    fillRecent(); // files may have come or gone meanwhile
    QWidget::showEvent(event);
}

void StartPage::retranslate()
{
    m_title->setText(u"Layerwright"_s);
    m_lead->setText(tr(
        "A workbench for Keras and TensorFlow models: see them, edit them, run them, save them. Nothing leaves this computer."));
    m_open->setText(tr("Open…"));
    m_openFolder->setText(tr("Open folder…"));
    m_new->setText(tr("New model…"));
    m_drop->setText(tr("Drop .h5, .keras, .index or .json files here, or a SavedModel folder"));
    m_recentTitle->setText(tr("Recent"));
    m_samplesTitle->setText(tr("Try a sample"));
    fillRecent();
    fillSamples();
}

void StartPage::fillRecent()
{
    clear(m_recentList);
    int shown = 0;
    for (const QString& path : m_recent->paths()) {
        if (++shown > kShownRecent)
            break;
        const bool missing = RecentFiles::isMissing(path);
        auto* card = new StartCard(QFileInfo(path).fileName(),
                                   missing ? tr("Missing: %1").arg(shownFolder(path)) : shownFolder(path), this);
        card->setKindIcon(missing ? u"file-missing"_s : formatIconName(m_recent->format(path)));
        card->setMissing(missing);
        card->setToolTip(path);
        if (!missing)
            card->setPicture(QPixmap(RecentFiles::thumbnailPath(path)));
        card->setRemovable(tr("Remove from the list"));
        connect(card, &QAbstractButton::clicked, this, [this, path] { emit pathChosen(path); });
        connect(card, &StartCard::removeRequested, this, [this, path] { m_recent->remove(path); });
        m_recentList->addWidget(card);
    }
    if (shown == 0) {
        auto* nothing = new QLabel(tr("Models that you open appear here."), this);
        nothing->setForegroundRole(QPalette::PlaceholderText);
        m_recentList->addWidget(nothing);
    }
}

void StartPage::fillSamples()
{
    clear(m_sampleList);
    const QList<Sample> samples = installedSamples();
    m_samplesTitle->setVisible(!samples.isEmpty());
    for (const Sample& sample : samples) {
        auto* card = new StartCard(sample.title, sample.hint, this);
        card->setKindIcon(QFileInfo(sample.path).isDir() ? u"file-folder"_s : u"file-model"_s);
        card->setWraps(true);
        card->setToolTip(sample.path);
        connect(card, &QAbstractButton::clicked, this, [this, path = sample.path] { emit pathChosen(path); });
        m_sampleList->addWidget(card);
    }
}

} // namespace lw::ui
