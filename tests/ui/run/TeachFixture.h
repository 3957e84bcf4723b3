// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/FormatRegistry.h"
#include "tests/support/Fixtures.h"
#include "ui/panes/run/TeachDialog.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

namespace lw::test {

using namespace Qt::StringLiterals;

/// Two layers of a class that Keras does not have, of which each doubles two numbers as long as nobody says otherwise.
inline const std::string kModel = R"({"class_name": "Sequential", "config": {"name": "m", "layers": [
 {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 2], "dtype": "float32", "name": "in"}},
 {"class_name": "Scale", "config": {"name": "first", "factor": 3}},
 {"class_name": "Scale", "config": {"name": "second", "factor": 5}}]},
 "keras_version": "2.13.1", "backend": "tensorflow"})";

inline std::shared_ptr<const Model> customModel()
{
    const std::string path = temporaryFolder() + "/custom.json";
    writeAll(path, kModel);
    auto model = formats::openModel(path);
    return model.ok() ? std::make_shared<const Model>(std::move(*model)) : std::make_shared<const Model>();
}

/// The dialog on that model.
struct Shown {
    explicit Shown(const QString& name = {}) : model(customModel()), dialog(new ui::TeachDialog({model}, name, nullptr))
    {
        dialog->show();
    }
    ~Shown() { delete dialog; }
    QPlainTextEdit* text() const { return dialog->findChild<QPlainTextEdit*>(u"expression"_s); }
    QString says(const QString& label) const { return dialog->findChild<QLabel*>(label)->text(); }
    QPushButton* button(const QString& text) const
    {
        for (QPushButton* button : dialog->findChildren<QPushButton*>())
            if (button->text().remove(u'&') == text)
                return button;
        return nullptr;
    }
    std::shared_ptr<const Model> model;
    ui::TeachDialog* dialog;
};

} // namespace lw::test
