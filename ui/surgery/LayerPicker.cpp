// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/surgery/LayerPicker.h"

#include "core/keras/Catalogue.h"
#include "core/keras/Wrappers.h"
#include "ui/surgery/LayerArguments.h"
#include "ui/surgery/LayerForm.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/ModelWords.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/Theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSize(760, 540);
constexpr int kClassRole = Qt::UserRole, kWordsRole = Qt::UserRole + 1;

} // namespace

LayerPicker::LayerPicker(int generation, const QString& title, const QString& accept, QWidget* parent)
    : QDialog(parent), m_generation(generation), m_search(new QLineEdit(this)), m_name(new QLineEdit(this)),
      m_list(new QListWidget(this)), m_form(new LayerForm(this)),
      m_wrappedForm(new LayerForm(this)), m_wrappedLabel(new QLabel(tr("&Wraps"), this)), m_wrapped(new QComboBox(this)),
      m_accept(new QPushButton(accept, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    m_search->setPlaceholderText(tr("Find a layer"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Layers"));
    m_name->setPlaceholderText(tr("chosen automatically"));
    auto* nameLabel = new QLabel(tr("&Name"), this);
    nameLabel->setBuddy(m_name);
    auto* left = new QVBoxLayout;
    left->addWidget(m_search);
    left->addWidget(m_list, 1);
    auto* named = new QHBoxLayout;
    named->addWidget(nameLabel);
    named->addWidget(m_name, 1);
    auto* right = new QVBoxLayout;
    right->addLayout(named);
    right->addWidget(m_form, 1);
    m_wrappedLabel->setBuddy(m_wrapped);
    auto* wrapped = new QHBoxLayout;
    wrapped->addWidget(m_wrappedLabel);
    wrapped->addWidget(m_wrapped, 1);
    right->addLayout(wrapped);
    right->addWidget(m_wrappedForm, 3);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(Theme::space(4));
    middle->addLayout(left, 2);
    middle->addLayout(right, 3);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_accept, QDialogButtonBox::AcceptRole);
    m_accept->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::space(5), Theme::space(5), Theme::space(5), Theme::space(4));
    layout->setSpacing(Theme::space(3));
    layout->addLayout(middle, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_search, &QLineEdit::textChanged, this, &LayerPicker::filter);
    connect(m_list, &QListWidget::currentRowChanged, this, &LayerPicker::showForm);
    connect(m_form, &LayerForm::changed, this, &LayerPicker::refresh);
    connect(m_wrappedForm, &LayerForm::changed, this, &LayerPicker::refresh);
    connect(m_wrapped, &QComboBox::currentIndexChanged, this, &LayerPicker::showWrapped);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_accept->isEnabled())
            return;
        m_form->focusMissing();
        if (!m_wrappedForm->isHidden())
            m_wrappedForm->focusMissing();
    });
    setTabOrder(m_search, m_list);
    setTabOrder(m_list, m_name);
    m_form->setFieldsAfter(m_name);
    m_wrappedForm->setFieldsAfter(m_wrapped); // else behind the buttons, which were there first
    fill();
    choose(u"Dense"_s);
    resize(kSize);
    m_search->setFocus();
}

void LayerPicker::fill()
{
    for (const std::string& name : insertableLayers(m_generation)) {
        const keras::Category category = keras::categoryOf(name);
        auto* item = new QListWidgetItem(icons::category(category), identityText(name), m_list);
        item->setData(kClassRole, identityText(name));
        item->setData(kWordsRole, QString(identityText(name) + u' ' + categoryWord(category)));
        item->setToolTip(categoryWord(category));
    }
}

/// Every word is part of the name or of its category; what begins with the text comes to the cursor.
void LayerPicker::filter()
{
    const QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
    QListWidgetItem* best = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        const QString text = item->data(kWordsRole).toString();
        const bool shown = std::all_of(words.begin(), words.end(),
                                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
        item->setHidden(!shown);
        const bool starts = shown && text.startsWith(m_search->text().trimmed(), Qt::CaseInsensitive);
        if (shown && (!best || (starts && !best->text().startsWith(m_search->text().trimmed(), Qt::CaseInsensitive))))
            best = item;
    }
    m_list->setCurrentItem(best);
    refresh();
}

QString LayerPicker::chosen() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item && !item->isHidden() ? item->data(kClassRole).toString() : QString();
}

void LayerPicker::choose(const QString& className)
{
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->data(kClassRole) == className)
            m_list->setCurrentRow(row);
}

void LayerPicker::showOnly(keras::Category category)
{
    for (int row = m_list->count() - 1; row >= 0; --row)
        if (keras::categoryOf(m_list->item(row)->data(kClassRole).toString().toStdString()) != category)
            delete m_list->takeItem(row);
    m_list->setCurrentRow(0);
}

void LayerPicker::startFrom(const Layer& layer)
{
    m_like = {layer.className, layer.config};
    m_name->setPlaceholderText(tr("stays %1").arg(displayText(layer.name, 40)));
    choose(identityText(layer.className));
    showForm();
}

LayerPicker::Like LayerPicker::wrappedLike() const
{
    const std::string_view key = keras::wrappedKey(m_like.className);
    if (key.empty())
        return m_like; // what stood alone is wrapped
    const Json& inner = m_like.config[key];
    return {inner["class_name"].toText(), inner["config"]};
}

void LayerPicker::showWrappers(const std::vector<std::string_view>& names)
{
    m_wrapsGiven = true;
    for (int row = m_list->count() - 1; row >= 0; --row) {
        const std::string name = m_list->item(row)->data(kClassRole).toString().toStdString();
        if (std::find(names.begin(), names.end(), name) == names.end())
            delete m_list->takeItem(row);
    }
    m_search->hide();
    m_list->setCurrentRow(0);
    showForm();
    m_list->setFocus();
}

/// The entry of the config that has to be chosen here, too.
std::string_view LayerPicker::keyOfWrapped() const
{
    return m_wrapsGiven ? std::string_view() : keras::wrappedKey(chosen().toStdString());
}

void LayerPicker::showForm()
{
    const std::string name = chosen().toStdString();
    const bool wraps = !keyOfWrapped().empty();
    const QSignalBlocker quiet(m_wrapped);
    m_wrapped->clear();
    if (wraps)
        for (const std::string& each : wrappableLayers(m_generation, name))
            m_wrapped->addItem(icons::category(keras::categoryOf(each)), identityText(each));
    if (const int same = m_wrapped->findText(identityText(wrappedLike().className)); same >= 0)
        m_wrapped->setCurrentIndex(same);
    m_form->setNewLayer(m_generation, name, m_like.config);
    m_form->setVisible(!wraps || !layerArguments(m_generation, name).empty());
    m_wrappedLabel->setVisible(wraps);
    m_wrapped->setVisible(wraps);
    m_wrappedForm->setVisible(wraps);
    showWrapped();
}

void LayerPicker::showWrapped()
{
    m_wrappedForm->setNewLayer(m_generation, m_wrapped->currentText().toStdString(), wrappedLike().config);
}

void LayerPicker::chooseWrapped(const QString& className)
{
    m_wrapped->setCurrentText(className);
}

void LayerPicker::refresh()
{
    const auto changes = m_form->changes();
    const bool wrapped = m_wrapped->count() == 0 || m_wrappedForm->changes().has_value();
    m_accept->setEnabled(!chosen().isEmpty() && changes && wrapped);
}

Json LayerPicker::layer() const
{
    Json config = m_form->changes().value_or(Json::object());
    if (const std::string_view key = keyOfWrapped(); !key.empty())
        config.set(key, Json::object({{"class_name", m_wrapped->currentText().toStdString()},
                                      {"config", m_wrappedForm->changes().value_or(Json::object())}}));
    if (const QString name = m_name->text().trimmed(); !name.isEmpty())
        config.set("name", name.toStdString());
    return Json::object({{"class_name", chosen().toStdString()}, {"config", config}});
}

} // namespace lw::ui
