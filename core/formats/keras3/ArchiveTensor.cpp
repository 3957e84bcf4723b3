// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/keras3/ArchiveTensor.h"

#include <mutex>

namespace lw::formats::keras3 {

namespace {

/// The checksum of one stored member, computed once.
class MemberCheck {
public:
    MemberCheck(std::shared_ptr<const ZipReader> zip, const ZipEntry& entry) : m_zip(std::move(zip)), m_entry(entry) {}

    Result<void> operator()() const
    {
        std::call_once(m_once, [this] {
            if (auto read = m_zip->read(m_entry); !read)
                m_result = read.error();
        });
        return m_result;
    }

private:
    std::shared_ptr<const ZipReader> m_zip;
    ZipEntry m_entry;
    mutable std::once_flag m_once;
    mutable Result<void> m_result;
};

class ArchiveTensor final : public TensorSource {
public:
    ArchiveTensor(std::shared_ptr<const MemberCheck> check, std::shared_ptr<const TensorSource> source)
        : m_check(std::move(check)), m_source(std::move(source))
    {
    }

    [[nodiscard]] Result<Bytes> bytes() const override
    {
        LW_TRY((*m_check)());
        return m_source->bytes();
    }

    [[nodiscard]] Result<std::vector<std::string>> strings() const override
    {
        LW_TRY((*m_check)());
        return m_source->strings();
    }

private:
    std::shared_ptr<const MemberCheck> m_check;
    std::shared_ptr<const TensorSource> m_source;
};

} // namespace

void verifyWhenRead(Model& model, std::shared_ptr<const ZipReader> zip, const ZipEntry& entry)
{
    const auto check = std::make_shared<const MemberCheck>(std::move(zip), entry);
    const auto wrap = [&](std::vector<Variable>& variables) {
        for (Variable& variable : variables) {
            const Tensor& plain = variable.tensor;
            if (!plain.isNull())
                variable.tensor =
                    Tensor(plain.dtype(), plain.shape(), std::make_shared<ArchiveTensor>(check, plain.source()));
        }
    };
    wrap(model.variables);
    if (model.training)
        wrap(model.training->slotVariables);
}

} // namespace lw::formats::keras3
