// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/IconFactory.h"

#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <functional>
#include <memory>

static void initialiseResources()
{
    Q_INIT_RESOURCE(layerwright);
}

namespace lw::ui::icons {

namespace {

/// One renderer for each name and colour; the set is small and lives as long as the program.
QSvgRenderer& renderer(const QString& name, const QColor& color)
{
    static QHash<QString, std::shared_ptr<QSvgRenderer>> renderers;
    static const bool ready = (initialiseResources(), true);
    Q_UNUSED(ready)
    std::shared_ptr<QSvgRenderer>& entry = renderers[name + color.name()];
    if (!entry) {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
        QByteArray svg = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        entry = std::make_shared<QSvgRenderer>();
        if (!svg.isEmpty())
            entry->load(svg.replace("currentColor", color.name().toLatin1()));
    }
    return *entry;
}

class ThemeIconEngine : public QIconEngine {
public:
    ThemeIconEngine(QString name, std::function<QColor()> color) : m_name(std::move(name)), m_color(std::move(color)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const QColor color = mode == QIcon::Disabled ? Theme::current().color(ColorRole::TextDisabled) : m_color();
        const int side = qMin(rect.width(), rect.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(rect).center());
        icons::paint(painter, square, m_name, color);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        if (size.isEmpty()) // where icons gave way to words
            return {};
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new ThemeIconEngine(m_name, m_color); }

private:
    QString m_name;
    std::function<QColor()> m_color;
};

} // namespace

QIcon icon(const QString& name)
{
    return icon(name, ColorRole::Text);
}

QIcon icon(const QString& name, ColorRole role)
{
    return QIcon(new ThemeIconEngine(name, [role] { return Theme::current().color(role); }));
}

QIcon category(keras::Category category)
{
    return QIcon(
        new ThemeIconEngine(categoryIconName(category), [category] { return Theme::current().category(category); }));
}

QString categoryIconName(keras::Category category)
{
    switch (category) {
    case keras::Category::Input:
        return QStringLiteral("category-input");
    case keras::Category::Core:
        return QStringLiteral("category-core");
    case keras::Category::Convolution:
        return QStringLiteral("category-convolution");
    case keras::Category::Pooling:
        return QStringLiteral("category-pooling");
    case keras::Category::Recurrent:
        return QStringLiteral("category-recurrent");
    case keras::Category::Normalization:
        return QStringLiteral("category-normalization");
    case keras::Category::Attention:
        return QStringLiteral("category-attention");
    case keras::Category::Activation:
        return QStringLiteral("category-activation");
    case keras::Category::Merging:
        return QStringLiteral("category-merging");
    case keras::Category::Reshaping:
        return QStringLiteral("category-reshaping");
    case keras::Category::Regularization:
        return QStringLiteral("category-regularization");
    case keras::Category::Preprocessing:
        return QStringLiteral("category-preprocessing");
    case keras::Category::Embedding:
        return QStringLiteral("category-embedding");
    case keras::Category::Wrapper:
        return QStringLiteral("category-wrapper");
    case keras::Category::Model:
        return QStringLiteral("category-model");
    case keras::Category::Unknown:
        break;
    }
    return QStringLiteral("category-unknown");
}

void paint(QPainter* painter, const QRectF& target, const QString& name, const QColor& color)
{
    QSvgRenderer& svg = renderer(name, color);
    if (svg.isValid())
        svg.render(painter, target);
}

} // namespace lw::ui::icons
