// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/edit/SetTensors.h"
#include "core/edit/surgery/Surgery.h"
#include "core/formats/FormatRegistry.h"
#include "core/recovery/DocumentRecord.h"
#include "core/recovery/RecoverModel.h"
#include "tests/support/Fixtures.h"

#include <QTest>
#include <filesystem>

namespace lw::test {

using recovery::DocumentRecord;
using recovery::EditedDocument;
using recovery::Recovered;
using Shared = std::shared_ptr<const Model>;

namespace fs = std::filesystem;

inline Shared opened(const std::string& path)
{
    auto model = formats::openModel(path);
    if (!model)
        qFatal("%s", model.error().toString().c_str());
    return std::make_shared<const Model>(std::move(*model));
}

inline Shared edited(const Shared& before, const edit::Edit& edit)
{
    Model model = *before;
    const auto inverse = edit.apply(model);
    if (!inverse)
        qFatal("%s", inverse.error().toString().c_str());
    return std::make_shared<const Model>(std::move(model));
}

/// The variable with all its values turned into one.
inline Shared filled(const Shared& before, const std::string& path, float value)
{
    const Tensor& tensor = findVariable(*before, path)->tensor;
    return edited(before,
                  edit::SetTensors("fill", {{path, Tensor::fromVector(tensor.shape(),
                                                                      std::vector<float>(tensor.elements(), value))}}));
}

inline std::string valuesText(const Tensor& tensor)
{
    const std::string kind = std::string(dtypeName(tensor.dtype())) + shapeText(tensor.shape());
    if (tensor.isNull())
        return kind + " none";
    if (tensor.dtype() == DType::String) {
        std::string all = kind;
        const auto strings = tensor.strings();
        for (const std::string& text : *strings)
            all += "|" + text;
        return all;
    }
    const auto bytes = tensor.bytes();
    return bytes ? kind + std::string(asText(bytes->span)) : kind + bytes.error().message;
}

inline void appendVariables(QStringList& lines, const std::vector<Variable>& variables)
{
    for (const Variable& v : variables)
        lines << QString::fromLatin1(QByteArray::fromStdString(v.path + "," + v.name + "," + v.key + "," + v.layer +
                                                               "," + v.role + (v.trainable ? "," : "!,") +
                                                               valuesText(v.tensor)));
}

/// All that a model is, for comparing.
inline QStringList text(const Model& model)
{
    QStringList lines;
    const auto add = [&](const std::string& line) { lines << QString::fromStdString(line); };
    add(model.name + " " + std::string(modelKindName(model.kind)) + " " + model.format + " " + model.path);
    add(model.architecture.dump());
    visitLayers(model, [&](const Layer& layer, const std::string& path, int) {
        add(path + " " + layer.className + " " + layer.config.dump() + " " + std::to_string(layer.parameters) + " " +
            std::to_string(layer.trainableParameters) + " " + std::to_string(layer.nodes.size()));
    });
    for (const TensorSpec& output : model.outputs)
        add(output.name + (output.shape ? shapeText(*output.shape) : "?"));
    add(std::to_string(model.totalParameters) + " " + std::to_string(model.trainableParameters));
    add(std::to_string(model.signatures.size()) + (model.payload ? " payload" : ""));
    appendVariables(lines, model.variables);
    if (model.training) {
        const TrainingState& t = *model.training;
        add(t.optimizerClass + t.optimizerConfig.dump() + t.loss.dump() + t.metrics.dump() + t.compileConfig.dump() +
            std::to_string(t.iterations.value_or(-1)));
        appendVariables(lines, t.slotVariables);
    }
    for (const Diagnostic& entry : model.diagnostics.entries())
        add(entry.code + entry.message + entry.subject);
    return lines;
}

inline std::uint64_t sizeOf(const std::string& folder)
{
    std::uint64_t size = 0;
    for (const auto& entry : fs::directory_iterator(folder))
        size += entry.file_size();
    return size;
}

inline std::size_t filesIn(const std::string& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// A digits network in a file of its own, the record of its edits, and what is recovered from that.
class RecoveryFixture : public QObject {
protected:
    void prepare()
    {
        m_folder = test::temporaryFolder();
        m_prefix = m_folder + "/1";
        m_path = test::temporaryFolder() + "/a.h5";
        fs::copy_file(test::sample("digits.h5"), m_path);
        fs::permissions(m_path, fs::perms::owner_write, fs::perm_options::add);
        m_file = opened(m_path);
    }

    /// A document that is edited step by step.
    class History {
    public:
        explicit History(const Shared& first, bool hasFile = true) : m_file(hasFile ? first : nullptr), m_states{first}
        {
        }

        void take(const edit::Edit& edit)
        {
            Model model = *m_states.back();
            auto inverse = edit.apply(model);
            if (!inverse)
                qFatal("%s", inverse.error().toString().c_str());
            m_states.push_back(std::make_shared<const Model>(std::move(model)));
            const auto number = static_cast<std::int64_t>(m_past.size());
            m_past.push_back({edit.title() + " " + std::to_string(number), 1000 + number, std::move(*inverse)});
        }
        void takeBack()
        {
            m_states.pop_back();
            m_past.pop_back();
        }
        const Shared& model() const { return m_states.back(); }
        const Shared& after(std::size_t step) const { return m_states[step + 1]; }
        const std::vector<recovery::EditedStep>& past() const { return m_past; }
        EditedDocument state(const std::string& title) const
        {
            return {model(), m_file, title, m_past.size(), {}, m_past};
        }
        void compare(const Result<Recovered>& recovered) const
        {
            VERIFY_RESULT(recovered);
            QCOMPARE(text(*recovered->model), text(*model()));
            QCOMPARE(text(*recovered->base), text(*m_states.front()));
            QCOMPARE(recovered->baseIsFile, m_file != nullptr);
            QCOMPARE(recovered->steps.size(), m_past.size());
            for (std::size_t i = 0; i < m_past.size(); ++i) {
                QCOMPARE(recovered->steps[i].text, m_past[i].text);
                QCOMPARE(recovered->steps[i].time, m_past[i].time);
                QCOMPARE(text(*recovered->steps[i].model), text(*after(i)));
            }
        }

    private:
        Shared m_file;
        std::vector<Shared> m_states;
        std::vector<recovery::EditedStep> m_past;
    };

    Tensor ones(float value) const
    {
        const Tensor& tensor = findVariable(*m_file, bias())->tensor;
        return Tensor::fromVector(tensor.shape(), std::vector<float>(tensor.elements(), value));
    }
    std::string bias() const { return m_file->variables.back().path; }
    EditedDocument state(const Shared& model) const { return {model, m_file, "a.h5", 1, {"step"}}; }

    void write(const Shared& model)
    {
        DocumentRecord record(m_prefix);
        VERIFY_RESULT(record.write(state(model)));
    }

    Result<Recovered> recover(const Shared& open = nullptr) const
    {
        LW_ASSIGN(const recovery::Record record, recovery::readRecord(recovery::recordPath(m_prefix)));
        return recovery::recoverModel(record, m_prefix, open);
    }

    std::string m_folder, m_prefix, m_path;
    Shared m_file;
};

} // namespace lw::test
