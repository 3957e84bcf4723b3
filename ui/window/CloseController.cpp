// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/CloseController.h"

#include "ui/window/SaveController.h"

#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

namespace lw::ui {

CloseController::CloseController(SaveController* saver, QWidget* window)
    : QObject(window), m_saver(saver), m_window(window)
{
    connect(saver, &SaveController::ended, this, [this](Document* document, bool good) {
        if (!m_saving || m_saving != document)
            return;
        m_saving = nullptr;
        if (good)
            next();
        else
            stop();
    });
}

bool CloseController::isFree(const QList<Document*>& documents) const
{
    return std::none_of(documents.begin(), documents.end(),
                        [this](Document* document) { return document->isModified() || m_saver->isSaving(document); });
}

void CloseController::close(const QList<Document*>& documents, std::function<void()> proceed)
{
    if (m_proceed)
        return; // a question is open already
    m_waiting.clear();
    for (Document* document : documents) {
        if (!isFree({document}))
            m_waiting.append(document);
    }
    m_proceed = std::move(proceed);
    next();
}

void CloseController::next()
{
    while (!m_waiting.isEmpty()) {
        const QPointer<Document> document = m_waiting.takeFirst();
        if (!document)
            continue;
        if (m_saver->isSaving(document)) {
            askRunning(document);
            return;
        }
        if (document->isModified()) {
            askChanges(document);
            return;
        }
    }
    const auto proceed = std::exchange(m_proceed, {});
    if (proceed)
        proceed();
}

void CloseController::stop()
{
    m_waiting.clear();
    m_proceed = {};
}

void CloseController::askChanges(Document* document)
{
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Unsaved changes"),
                                tr("%1 has changes that are not saved.").arg(document->title()),
                                QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Without saving they are lost."));
    box->setDefaultButton(QMessageBox::Save);
    box->button(QMessageBox::Discard)->setText(tr("Discard")); // Qt's own Korean word says to ignore them
    emit asked(document);
    const QPointer<Document> target(document);
    connect(box, &QDialog::finished, this, [this, box, target] {
        const auto answer = box->standardButton(box->clickedButton());
        if (!target || answer == QMessageBox::Discard) {
            next();
        } else if (answer == QMessageBox::Save) {
            m_saving = target;
            m_saver->save(target);
        } else {
            stop();
        }
    });
    box->open();
}

void CloseController::askRunning(Document* document)
{
    auto* box = new QMessageBox(QMessageBox::Information, tr("Saving"),
                                tr("%1 is still being saved.").arg(document->title()), QMessageBox::Cancel, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("When the save is stopped, the old file stays as it was."));
    QPushButton* wait = box->addButton(tr("Close when saved"), QMessageBox::AcceptRole);
    QPushButton* stopSaving = box->addButton(tr("Stop saving and close"), QMessageBox::DestructiveRole);
    box->setDefaultButton(wait);
    m_saving = document;
    // The save may end while the question is open: that is the answer then.
    connect(m_saver, &SaveController::ended, box, [box, document](Document* ended, bool) {
        if (ended == document)
            box->done(QDialog::Rejected);
    });
    connect(box, &QDialog::finished, this, [this, box, document, stopSaving, wait] {
        const QAbstractButton* answer = box->clickedButton();
        if (answer == stopSaving) {
            m_saving = nullptr;
            m_saver->cancel(document);
            next();
        } else if (answer && answer != wait) {
            m_saving = nullptr;
            stop();
        }
    });
    box->open();
}

} // namespace lw::ui
