// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panes/graph/GraphToolBar.h"

#include "ui/widgets/IconFactory.h"
#include "ui/widgets/OptionBox.h"
#include "ui/widgets/Text.h"
#include "ui/widgets/UndoPassing.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <cmath>

namespace lw::ui {

QToolButton* GraphToolBar::button(const QString& icon)
{
    auto* made = new QToolButton(this);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::TabFocus);
    if (!icon.isEmpty())
        made->setIcon(icons::icon(icon));
    layout()->addWidget(made);
    return made;
}

GraphToolBar::GraphToolBar(QWidget* parent) : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(Theme::space(2), Theme::space(1), Theme::space(2), Theme::space(1));
    row->setSpacing(Theme::space(1));
    m_layers = button({});
    m_operators = button({});
    auto* which = new QButtonGroup(this);
    for (QToolButton* choice : {m_layers, m_operators}) {
        choice->setCheckable(true);
        which->addButton(choice);
    }
    m_functions = new QComboBox(this);
    m_functions->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_functions->setMinimumContentsLength(14); // a narrow pane comes first; the list is as wide as it needs
    m_functions->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    row->addWidget(m_functions, 4);
    row->addSpacing(Theme::space(1));
    m_direction = button(QStringLiteral("layout-vertical"));
    m_fold = button(QStringLiteral("fold"));
    m_unfold = button(QStringLiteral("unfold"));
    m_shapes = button(QStringLiteral("eye"));
    m_overview = button(QStringLiteral("minimap"));
    for (QToolButton* toggle : {m_shapes, m_overview}) {
        toggle->setCheckable(true);
        toggle->setChecked(true);
    }
    m_export = button(QStringLiteral("picture"));
    row->addStretch(1);
    m_search = new QLineEdit(this);
    m_search->setClearButtonEnabled(true);
    passUndoOn(m_search);
    m_search->addAction(icons::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setMinimumWidth(88);
    m_search->setMaximumWidth(260);
    m_search->installEventFilter(this);
    row->addWidget(m_search, 2);
    m_count = new QLabel(this);
    row->addWidget(m_count);
    m_previous = button(QStringLiteral("back"));
    m_next = button(QStringLiteral("forward"));
    m_fit = button(QStringLiteral("fit"));
    m_zoom = button({});
    m_zoom->setMinimumWidth(52);

    connect(m_layers, &QToolButton::clicked, this, [this] { emit operatorsChosen(false); });
    connect(m_operators, &QToolButton::clicked, this, [this] { emit operatorsChosen(true); });
    connect(m_functions, &QComboBox::currentTextChanged, m_functions, &QWidget::setToolTip);
    connect(m_functions, &QComboBox::activated, this, [this] { emit functionChosen(function()); });
    connect(m_direction, &QToolButton::clicked, this, [this] { emit sidewaysChosen(!m_sideways); });
    connect(m_fold, &QToolButton::clicked, this, &GraphToolBar::foldAllRequested);
    connect(m_unfold, &QToolButton::clicked, this, &GraphToolBar::unfoldAllRequested);
    connect(m_shapes, &QToolButton::toggled, this, &GraphToolBar::shapesChosen);
    connect(m_overview, &QToolButton::toggled, this, &GraphToolBar::overviewChosen);
    connect(m_export, &QToolButton::clicked, this, &GraphToolBar::exportRequested);
    connect(m_fit, &QToolButton::clicked, this, &GraphToolBar::fitRequested);
    connect(m_zoom, &QToolButton::clicked, this, &GraphToolBar::actualSizeRequested);
    connect(m_search, &QLineEdit::textChanged, this, &GraphToolBar::searchChanged);
    connect(m_previous, &QToolButton::clicked, this, [this] { emit nextRequested(true); });
    connect(m_next, &QToolButton::clicked, this, [this] { emit nextRequested(false); });
    setFunctions(false, {}, {});
    setOperators(false);
    setFound(0, 0, false);
    retranslate();
}

void GraphToolBar::setFunctions(bool available, const std::vector<graph::FunctionSummary>& functions,
                                const QString& preferred)
{
    QList<Option> options{{tr("Main graph"), QString()}};
    for (const auto& function : functions)
        options << Option{
            tr("%1 (%n operator(s))", nullptr, static_cast<int>(function.nodes)).arg(displayText(function.name, 60)),
            identityText(function.name)};
    refill(m_functions, options);
    // As wide as the longest name wants; what a narrow pane cuts is said by the tip.
    int longest = 0;
    for (const Option& option : options)
        longest = qMax(longest, m_functions->fontMetrics().horizontalAdvance(option.text));
    constexpr int kFrame = 48; // arrow and margins
    m_functions->setMaximumWidth(qBound(120, longest + kFrame, 560));
    for (int i = 0; i < m_functions->count(); ++i)
        m_functions->setItemData(i, m_functions->itemText(i), Qt::ToolTipRole);
    if (!choose(m_functions, preferred))
        m_functions->setCurrentIndex(0);
    m_layers->setVisible(available);
    m_operators->setVisible(available);
    makeRoom();
}

void GraphToolBar::setOperators(bool operators)
{
    m_layers->setChecked(!operators);
    m_operators->setChecked(operators);
    m_functions->setVisible(operators);
    makeRoom();
}

void GraphToolBar::setSideways(bool sideways)
{
    m_sideways = sideways;
    m_direction->setIcon(
        icons::icon(sideways ? QStringLiteral("layout-horizontal") : QStringLiteral("layout-vertical")));
    retranslate();
}

void GraphToolBar::setFoldable(bool foldable)
{
    m_fold->setEnabled(foldable);
    m_unfold->setEnabled(foldable);
}

void GraphToolBar::setZoom(double scale)
{
    const double percent = scale * 100;
    m_zoom->setText(tr("%1 %").arg(locale().toString(percent, 'f', percent < 1 ? 1 : 0)));
}

void GraphToolBar::setFound(int current, int count, bool searching)
{
    m_count->setVisible(searching);
    m_previous->setVisible(searching);
    m_next->setVisible(searching);
    makeRoom();
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
    m_count->setText(count == 0    ? tr("None found")
                     : current > 0 ? tr("%1 of %2").arg(current).arg(count)
                                   : tr("%n found", nullptr, count));
}

QString GraphToolBar::function() const
{
    return m_functions->currentData().toString();
}

QString GraphToolBar::functionOf(const QString& path) const
{
    QString best;
    for (int i = 0; i < m_functions->count(); ++i) {
        const QString name = m_functions->itemData(i).toString();
        if (name.size() > best.size() && path.startsWith(name + QLatin1Char('/')))
            best = name;
    }
    return best;
}

QString GraphToolBar::searchText() const
{
    return m_search->text();
}

void GraphToolBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool GraphToolBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            emit nextRequested(key->modifiers() & Qt::ShiftModifier);
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            m_search->clear();
            emit searchLeft();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QSize GraphToolBar::minimumSizeHint() const
{
    return {Theme::space(50), QWidget::minimumSizeHint().height()};
}

void GraphToolBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    makeRoom();
}

QList<QToolButton*> GraphToolBar::hiddenChoices() const
{
    QList<QToolButton*> choices{m_direction, m_shapes, m_overview};
    choices.removeIf([](const QToolButton* button) { return !button->isHidden(); });
    return choices;
}

/// In a narrow pane buttons go, the least needed first; the graph's menu has all that they do.
void GraphToolBar::makeRoom()
{
    QToolButton* const optional[] = {m_export, m_unfold, m_fold, m_fit, m_overview, m_shapes, m_direction};
    for (QToolButton* button : optional)
        button->show();
    for (QToolButton* button : optional) {
        if (layout()->totalMinimumSize().width() <= width())
            break;
        button->hide();
        layout()->invalidate();
    }
}

void GraphToolBar::retranslate()
{
    const auto name = [](QToolButton* button, const QString& text) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    };
    m_layers->setText(tr("Layers"));
    m_operators->setText(tr("Operators"));
    m_functions->setAccessibleName(tr("Function"));
    name(m_layers, tr("Draw the Keras layers"));
    name(m_operators, tr("Draw the operators of a traced function"));
    name(m_direction,
         m_sideways ? tr("Left to right; switch to top to bottom") : tr("Top to bottom; switch to left to right"));
    name(m_fold, tr("Fold all groups"));
    name(m_unfold, tr("Unfold all groups"));
    name(m_shapes, tr("Shapes on the connections"));
    name(m_overview, tr("Overview"));
    name(m_export, tr("Save as a picture"));
    name(m_fit, tr("Fit into the window (Ctrl+9)"));
    name(m_zoom, tr("Actual size"));
    name(m_previous, tr("Previous (Shift+Enter)"));
    name(m_next, tr("Next (Enter)"));
    m_search->setPlaceholderText(tr("Find name, class or shape"));
    m_search->setAccessibleName(tr("Find in the graph"));
}

} // namespace lw::ui
