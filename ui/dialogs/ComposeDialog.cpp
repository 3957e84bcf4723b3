// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/ComposeDialog.h"

#include "ui/widgets/CoreWords.h"
#include "ui/widgets/IconFactory.h"
#include "ui/widgets/ModelWords.h"
#include "ui/widgets/Text.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <unordered_map>

namespace lw::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSize(720, 600);
constexpr int kNameColumn = 0, kKeyColumn = 1, kShapeColumn = 2;
constexpr int kPathRole = Qt::UserRole;

/// Attributes of Python: letters, digits and underscores.
QString keyFor(const std::string& path)
{
    if (path == keras::kWholeModel)
        return u"model"_s;
    QString key;
    for (const QChar c : identityText(path.substr(path.rfind('/') + 1)))
        key += c.isLetterOrNumber() ? c : QChar(u'_');
    return key.isEmpty() || key.front().isDigit() ? u"_"_s + key : key;
}

void visit(QTreeWidgetItem* item, const std::function<void(QTreeWidgetItem*)>& act)
{
    act(item);
    for (int i = 0; i < item->childCount(); ++i)
        visit(item->child(i), act);
}

QTreeWidgetItem* makeItem(QTreeWidgetItem* parent, const QString& name, const std::string& path, const QString& detail,
                          const QIcon& icon)
{
    auto* item = new QTreeWidgetItem(parent, {name, QString(), detail});
    item->setData(kNameColumn, kPathRole, identityText(path));
    item->setIcon(kNameColumn, icon);
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsEditable);
    item->setCheckState(kNameColumn, Qt::Unchecked);
    item->setForeground(kShapeColumn, Theme::current().color(ColorRole::TextMuted));
    return item;
}

} // namespace

ComposeDialog::ComposeDialog(std::shared_ptr<const Model> model, const QString& prefix, const QString& chosen,
                             QWidget* parent)
    : QDialog(parent), m_model(std::move(model)), m_tree(new QTreeWidget(this)), m_prefix(new QLineEdit(prefix, this)),
      m_call(new QLabel(this)), m_problem(new QLabel(this)), m_save(new QPushButton(tr("Save"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compose a checkpoint"));
    fill(chosen);
    makeLayout();
    refresh();
    resize(kSize);
}

void ComposeDialog::fill(const QString& chosen)
{
    m_tree->setObjectName(u"parts"_s);
    m_tree->setHeaderLabels({tr("Layer or variable"), tr("Key"), tr("Shape")});
    std::unordered_map<std::string, QTreeWidgetItem*> layers;
    const auto parentOf = [&](const std::string& path) {
        const std::size_t slash = path.rfind('/');
        const auto found = layers.find(slash == std::string::npos ? std::string() : path.substr(0, slash));
        return found == layers.end() ? m_tree->invisibleRootItem() : found->second;
    };
    makeItem(m_tree->invisibleRootItem(), tr("The whole model"), std::string(keras::kWholeModel),
             kindWord(m_model->kind), icons::icon(formatIconName(identityText(m_model->format))));
    visitLayers(*m_model, [&](const Layer& layer, const std::string& path, int) {
        layers[path] = makeItem(parentOf(path), displayText(layer.name), path, displayText(layer.className),
                                icons::category(keras::categoryOf(layer.className)));
    });
    for (const Variable& variable : m_model->variables) {
        const auto owner = layers.find(variable.layer);
        const std::string name = owner != layers.end() && variable.path.starts_with(variable.layer + "/")
                                     ? variable.path.substr(variable.layer.size() + 1)
                                     : variable.path;
        makeItem(owner == layers.end() ? m_tree->invisibleRootItem() : owner->second, displayText(name), variable.path,
                 shapeLabel(variable.tensor.shape()), icons::icon(u"variable"_s));
    }
    for (const auto& [path, item] : layers)
        if (item->childCount() == 0) // without weights there is nothing to save
            item->setHidden(true);
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        visit(m_tree->topLevelItem(i), [&](QTreeWidgetItem* item) {
            const QString path = item->data(kNameColumn, kPathRole).toString();
            if (chosen.isEmpty() || path != chosen || item->isHidden())
                return;
            item->setCheckState(kNameColumn, Qt::Checked);
            item->setText(kKeyColumn, keyFor(path.toStdString()));
            for (QTreeWidgetItem* above = item->parent(); above; above = above->parent())
                above->setExpanded(true);
            m_tree->setCurrentItem(item);
        });
    connect(m_tree, &QTreeWidget::itemChanged, this, &ComposeDialog::follow);
    connect(m_tree, &QTreeWidget::itemDoubleClicked, this, [this](QTreeWidgetItem* item) {
        if (item->checkState(kNameColumn) == Qt::Checked)
            m_tree->editItem(item, kKeyColumn);
    });
}

void ComposeDialog::makeLayout()
{
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->header()->setSectionResizeMode(kNameColumn, QHeaderView::Stretch);
    m_tree->header()->setStretchLastSection(false);
    m_tree->setColumnWidth(kKeyColumn, 180);
    m_tree->header()->setSectionResizeMode(kShapeColumn, QHeaderView::ResizeToContents);
    auto* hint = new QLabel(tr("Tick layers or variables. Double-click a key to change it."), this);
    m_call->setFont(Theme::current().font(Theme::TextStyle::Mono));
    m_call->setWordWrap(true);
    m_call->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_call->setObjectName(u"call"_s);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::RichText);
    auto* choose = new QPushButton(tr("Browse…"), this);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &ComposeDialog::browse);
    m_prefix->setObjectName(u"prefix"_s);
    connect(m_prefix, &QLineEdit::textChanged, this, &ComposeDialog::refresh);
    auto* place = new QHBoxLayout;
    place->setSpacing(Theme::space(2));
    place->addWidget(new QLabel(tr("Checkpoint"), this));
    place->addWidget(m_prefix, 1);
    place->addWidget(choose);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save->setObjectName(u"save"_s);
    m_save->setDefault(true);
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::space(5), Theme::space(5), Theme::space(5), Theme::space(4));
    layout->setSpacing(Theme::space(3));
    layout->addWidget(hint);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_call);
    layout->addLayout(place);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
}

void ComposeDialog::browse()
{
    const QString chosen = QFileDialog::getSaveFileName(this, tr("Checkpoint"), m_prefix->text());
    if (!chosen.isEmpty())
        m_prefix->setText(chosen);
}

void ComposeDialog::follow(QTreeWidgetItem* item, int column)
{
    if (m_following)
        return;
    m_following = true;
    const bool checked = item->checkState(kNameColumn) == Qt::Checked;
    if (column == kNameColumn && checked && item->text(kKeyColumn).isEmpty())
        item->setText(kKeyColumn, keyFor(item->data(kNameColumn, kPathRole).toString().toStdString()));
    else if (column == kNameColumn && !checked)
        item->setText(kKeyColumn, {});
    m_following = false;
    refresh();
}

edit::Composition ComposeDialog::composition() const
{
    edit::Composition composition;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i)
        visit(m_tree->topLevelItem(i), [&](QTreeWidgetItem* item) {
            if (item->checkState(kNameColumn) == Qt::Checked)
                composition.emplace_back(item->text(kKeyColumn).trimmed().toStdString(),
                                         item->data(kNameColumn, kPathRole).toString().toStdString());
        });
    return composition;
}

QString ComposeDialog::prefix() const
{
    return QDir::cleanPath(m_prefix->text().trimmed());
}

void ComposeDialog::refresh()
{
    const edit::Composition chosen = composition();
    QStringList arguments;
    for (const auto& [key, target] : chosen)
        arguments << u"%1=…"_s.arg(displayText(key));
    m_call->setText(arguments.isEmpty() ? QString()
                                        : u"tf.train.Checkpoint(%1).restore(\"%2\")"_s.arg(
                                              arguments.join(u", "_s), QFileInfo(prefix()).fileName()));
    QString problem;
    if (const auto made = edit::composeObjects(*m_model, chosen); !chosen.empty() && !made)
        problem = coreText(made.error().message);
    const QFileInfo place(prefix());
    const bool named = !m_prefix->text().trimmed().isEmpty() && !place.fileName().isEmpty() && !place.isDir();
    if (problem.isEmpty() && !named)
        problem = tr("A checkpoint needs a name, which its files begin with.");
    else if (problem.isEmpty() && !place.absoluteDir().exists())
        problem = tr("The folder %1 does not exist.").arg(place.absolutePath());
    const bool replaces = problem.isEmpty() && QFileInfo::exists(prefix() + u".index"_s);
    const QString note = replaces ? tr("%1 exists and will be replaced.").arg(place.fileName()) : problem;
    m_problem->setText(u"<span style='color:%1'>%2</span>"_s.arg(
        Theme::current().color(replaces ? ColorRole::Warning : ColorRole::Error).name(), note.toHtmlEscaped()));
    m_problem->setVisible(!note.isEmpty());
    m_save->setText(replaces ? tr("Replace") : tr("Save"));
    m_save->setEnabled(problem.isEmpty() && !chosen.empty());
}

} // namespace lw::ui
