// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "core/keras/Catalogue.h"
#include "core/model/Layer.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace lw::ui {

class LayerForm;

/// Chooses a built-in layer from a searchable list and sets its arguments; of a wrapper also the layer that it wraps.
/// Use it with open(). User interface thread only.
class LayerPicker : public QDialog {
    Q_OBJECT
public:
    /// generation: of Keras, 2 or 3. accept: what the button says ("Insert").
    LayerPicker(int generation, const QString& title, const QString& accept, QWidget* parent);

    /// {"class_name": ..., "config": {...}} with what was set.
    [[nodiscard]] Json layer() const;
    /// Selects a class, as a click on it does.
    void choose(const QString& className);
    /// Chooses what a wrapper wraps.
    void chooseWrapped(const QString& className);
    /// The layer that gives up its place: it is chosen at first, and what another class has in common with it is set.
    void startFrom(const Layer& layer);
    /// Only these wrappers, around a layer that is there already: layer() is without it.
    void showWrappers(const std::vector<std::string_view>& names);
    /// Takes all layers of other categories out of the list.
    void showOnly(keras::Category category);

private:
    void fill();
    void filter();
    void showForm();
    void showWrapped();
    void refresh();
    [[nodiscard]] QString chosen() const;
    [[nodiscard]] std::string_view keyOfWrapped() const;
    /// A class with its config.
    struct Like {
        std::string className;
        Json config;
    };
    /// What the layer that is wrapped starts from.
    [[nodiscard]] Like wrappedLike() const;
    int m_generation;
    Like m_like;
    bool m_wrapsGiven = false; ///< what is wrapped is not chosen here
    QLineEdit *m_search, *m_name;
    QListWidget* m_list;
    LayerForm *m_form, *m_wrappedForm;
    QLabel* m_wrappedLabel;
    QComboBox* m_wrapped;
    QPushButton* m_accept;
};

} // namespace lw::ui
