// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/npy/Npy.h"

#include "core/base/ByteReader.h"
#include "core/base/Utf8.h"
#include "core/model/TensorStream.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstring>

namespace lw {

namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kMaximumHeader = 1 << 20;

struct Header {
    std::string descr;
    bool fortran = false;
    Shape shape;
};

/// Reads the Python dict literal that the header is: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }.
class HeaderParser {
public:
    explicit HeaderParser(std::string_view text) : m_text(text) {}

    Result<Header> parse()
    {
        Header header;
        LW_TRY(expect('{'));
        while (!accept('}')) {
            LW_ASSIGN(const std::string key, quoted());
            LW_TRY(expect(':'));
            if (key == "descr") {
                if (peek() == '[')
                    return unsupported("arrays of records are not read");
                LW_ASSIGN(header.descr, quoted());
            } else if (key == "fortran_order") {
                header.fortran = acceptWord("True");
                if (!header.fortran && !acceptWord("False"))
                    return failure();
            } else if (key == "shape") {
                LW_ASSIGN(header.shape, tuple());
            } else {
                return failure();
            }
            accept(',');
        }
        return header;
    }

private:
    [[nodiscard]] Error failure() const
    {
        return corrupt("the array's header cannot be understood").atOffset(m_position);
    }
    void skipSpace()
    {
        while (m_position < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_position])) != 0)
            ++m_position;
    }
    char peek()
    {
        skipSpace();
        return m_position < m_text.size() ? m_text[m_position] : '\0';
    }
    bool accept(char c)
    {
        if (peek() != c)
            return false;
        ++m_position;
        return true;
    }
    bool acceptWord(std::string_view word)
    {
        skipSpace();
        if (!m_text.substr(m_position).starts_with(word))
            return false;
        m_position += word.size();
        return true;
    }
    Result<void> expect(char c) { return accept(c) ? Result<void>() : Result<void>(failure()); }
    Result<std::string> quoted()
    {
        const char quote = peek();
        if (quote != '\'' && quote != '"')
            return failure();
        const std::size_t end = m_text.find(quote, m_position + 1);
        if (end == std::string_view::npos)
            return failure();
        std::string text(m_text.substr(m_position + 1, end - m_position - 1));
        m_position = end + 1;
        return text;
    }
    Result<Shape> tuple()
    {
        Shape shape;
        LW_TRY(expect('('));
        while (!accept(')')) {
            std::int64_t dim = 0;
            skipSpace();
            const char* begin = m_text.data() + m_position;
            const auto [end, error] = std::from_chars(begin, m_text.data() + m_text.size(), dim);
            if (error != std::errc() || dim < 0)
                return failure();
            m_position += static_cast<std::size_t>(end - begin);
            accept('L'); // Python 2
            shape.push_back(dim);
            if (shape.size() > 64)
                return failure();
            accept(',');
        }
        return shape;
    }

    std::string_view m_text;
    std::size_t m_position = 0;
};

/// Element kind of a descr such as "<f4": letter, size in bytes, and whether its bytes are swapped.
struct Descr {
    char kind = 0;
    std::size_t size = 0;
    bool swapped = false;
};

Result<Descr> parseDescr(const std::string& text)
{
    Descr descr;
    std::string_view rest = text;
    if (!rest.empty() && std::string_view("<>|=").find(rest[0]) != std::string_view::npos) {
        descr.swapped = rest[0] == '>';
        rest.remove_prefix(1);
    }
    if (rest.empty())
        return corrupt("the array has no element type");
    descr.kind = rest[0];
    std::from_chars(rest.data() + 1, rest.data() + rest.size(), descr.size);
    if (descr.kind == 'O')
        return unsupported("the array holds Python objects (a pickle), which are never loaded");
    if (descr.size > (1u << 20))
        return corrupt("the array's elements are too large");
    return descr;
}

std::optional<DType> dtypeOf(const Descr& descr)
{
    struct Row {
        char kind;
        std::size_t size;
        DType dtype;
    };
    static constexpr Row kRows[] = {
        {'f', 2, DType::Float16},   {'f', 4, DType::Float32},     {'f', 8, DType::Float64}, {'i', 1, DType::Int8},
        {'i', 2, DType::Int16},     {'i', 4, DType::Int32},       {'i', 8, DType::Int64},   {'u', 1, DType::UInt8},
        {'u', 2, DType::UInt16},    {'u', 4, DType::UInt32},      {'u', 8, DType::UInt64},  {'b', 1, DType::Bool},
        {'c', 8, DType::Complex64}, {'c', 16, DType::Complex128}, {'V', 2, DType::BFloat16}};
    for (const Row& row : kRows)
        if (row.kind == descr.kind && row.size == descr.size)
            return row.dtype;
    return std::nullopt;
}

Bytes swapBytes(const Bytes& bytes, std::size_t unit)
{
    auto out = std::make_shared<std::vector<std::byte>>(bytes.span.begin(), bytes.span.end());
    for (std::size_t at = 0; at + unit <= out->size(); at += unit)
        std::reverse(out->begin() + static_cast<std::ptrdiff_t>(at),
                     out->begin() + static_cast<std::ptrdiff_t>(at + unit));
    return {*out, out};
}

/// Column-major to row-major.
Bytes toRowMajor(const Bytes& bytes, const Shape& shape, std::size_t unit)
{
    auto out = std::make_shared<std::vector<std::byte>>(bytes.size());
    const std::size_t count = unit == 0 ? 0 : bytes.size() / unit;
    std::vector<std::size_t> strides(shape.size(), 1); // of the source, in elements
    for (std::size_t d = 1; d < shape.size(); ++d)
        strides[d] = strides[d - 1] * static_cast<std::size_t>(shape[d - 1]);
    std::vector<std::int64_t> index(shape.size(), 0);
    std::size_t source = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::memcpy(out->data() + i * unit, bytes.span.data() + source * unit, unit);
        for (std::size_t d = shape.size(); d-- > 0;) {
            source += strides[d];
            if (++index[d] < shape[d])
                break;
            source -= strides[d] * static_cast<std::size_t>(shape[d]);
            index[d] = 0;
        }
    }
    return {*out, out};
}

std::string utf8From(ByteSpan utf32)
{
    std::string out;
    for (std::size_t at = 0; at + 4 <= utf32.size(); at += 4) {
        std::uint32_t c;
        std::memcpy(&c, utf32.data() + at, 4);
        if (c == 0)
            break;
        appendUtf8(out, c);
    }
    return out;
}

Tensor stringTensor(const Bytes& bytes, const Shape& shape, const Descr& descr, std::size_t width)
{
    std::vector<std::string> values;
    for (std::size_t at = 0; width > 0 && at + width <= bytes.size(); at += width) {
        const ByteSpan element = bytes.span.subspan(at, width);
        if (descr.kind == 'U') {
            values.push_back(utf8From(element));
        } else {
            const std::string_view text = asText(element);
            const auto last = text.find_last_not_of('\0');
            values.emplace_back(text.substr(0, last == std::string_view::npos ? 0 : last + 1));
        }
    }
    return Tensor::fromStrings(shape, std::move(values));
}

Result<std::string> headerText(ByteReader& reader)
{
    LW_ASSIGN(const std::string_view magic, reader.text(kMagic.size()));
    LW_ASSIGN(const auto major, reader.number<std::uint8_t>());
    LW_TRY(reader.skip(1));
    if (magic != kMagic)
        return corrupt("this is not a NumPy array file");
    if (major < 1 || major > 3)
        return unsupported("version " + std::to_string(major) + " of NumPy's array format is not known");
    std::uint32_t length = 0;
    if (major == 1) {
        LW_ASSIGN(length, reader.number<std::uint16_t>());
    } else {
        LW_ASSIGN(length, reader.number<std::uint32_t>());
    }
    if (length > kMaximumHeader)
        return corrupt("the array's header is too long");
    LW_ASSIGN(const std::string_view text, reader.text(length));
    return std::string(text);
}

} // namespace

Result<Tensor> readNpy(Bytes file)
{
    ByteReader reader(file.span);
    LW_ASSIGN(const std::string text, headerText(reader));
    LW_ASSIGN(const Header header, HeaderParser(text).parse());
    LW_ASSIGN(const Descr descr, parseDescr(header.descr));
    LW_ASSIGN(const std::uint64_t count, elementCount(header.shape));
    const bool strings = descr.kind == 'S' || descr.kind == 'a' || descr.kind == 'U';
    const std::optional<DType> dtype = strings ? DType::String : dtypeOf(descr);
    if (!dtype)
        return unsupported("arrays of type \"" + header.descr + "\" are not read");
    const std::size_t width = descr.kind == 'U' ? 4 * descr.size : descr.size;
    const auto [size, fits] = checkedMultiply(count, width);
    // Strings without a length take no bytes, and there would be no bound to how many of them a few bytes claim.
    if (!fits || size > reader.remaining() || (width == 0 && count > file.size()))
        return corrupt("the array is cut: " + shapeText(header.shape) + " needs more bytes than there are");
    Bytes bytes = file.slice(reader.position(), size);
    if (descr.swapped && descr.kind != 'S' && descr.kind != 'a')
        bytes = swapBytes(bytes, descr.kind == 'c' ? width / 2 : descr.kind == 'U' ? 4 : width);
    if (header.fortran && header.shape.size() > 1)
        bytes = toRowMajor(bytes, header.shape, width);
    if (strings) {
        if (width == 0)
            return Tensor::fromStrings(header.shape, std::vector<std::string>(count));
        return stringTensor(bytes, header.shape, descr, width);
    }
    return Tensor::fromBytes(*dtype, header.shape, bytes);
}

Result<std::string> npyHeader(DType dtype, const Shape& shape, std::size_t longestString)
{
    std::string descr;
    switch (dtype) {
    case DType::String:
        descr = "|S" + std::to_string(std::max<std::size_t>(longestString, 1));
        break;
    case DType::Bool:
        descr = "|b1";
        break;
    case DType::BFloat16:
        descr = "<V2"; // NumPy has no bfloat16; ml_dtypes writes it so
        break;
    case DType::Int8:
    case DType::QInt8:
        descr = "|i1";
        break;
    case DType::UInt8:
    case DType::QUInt8:
        descr = "|u1";
        break;
    default: {
        const char kind = isFloating(dtype) ? 'f' : dtype == DType::Complex64 || dtype == DType::Complex128 ? 'c' : 0;
        const bool isUnsigned =
            dtype == DType::UInt16 || dtype == DType::UInt32 || dtype == DType::UInt64 || dtype == DType::QUInt16;
        const bool isSigned = isInteger(dtype) || dtype == DType::QInt16 || dtype == DType::QInt32;
        if (dtypeSize(dtype) == 0 || dtype == DType::Float8E5M2 || dtype == DType::Float8E4M3FN)
            return unsupported("NumPy has no type for " + std::string(dtypeName(dtype)));
        descr = std::string("<") +
                (kind != 0    ? kind
                 : isUnsigned ? 'u'
                 : isSigned   ? 'i'
                              : 'V') +
                std::to_string(dtypeSize(dtype));
    }
    }
    std::string dict = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shapeText(shape) + ", }";
    // The data starts at a multiple of 64 bytes: 10 bytes before the dict, a line feed after it.
    dict += std::string((64 - (10 + dict.size() + 1) % 64) % 64, ' ') + "\n";
    const auto length = static_cast<std::uint16_t>(dict.size());
    std::string out(kMagic);
    out += '\x01';
    out += '\0';
    out.append(reinterpret_cast<const char*>(&length), sizeof(length));
    return out + dict;
}

Result<std::string> npyStrings(const Tensor& tensor, std::string& header)
{
    LW_ASSIGN(const std::vector<std::string> values, tensor.strings());
    std::size_t longest = 1;
    for (const std::string& value : values)
        longest = std::max(longest, value.size());
    LW_ASSIGN(header, npyHeader(DType::String, tensor.shape(), longest));
    std::string body;
    for (std::string value : values) {
        value.resize(longest, '\0');
        body += value;
    }
    return body;
}

Result<void> writeNpy(SaveFile& file, const Tensor& tensor)
{
    if (tensor.dtype() == DType::String) {
        std::string header;
        LW_ASSIGN(const std::string body, npyStrings(tensor, header));
        LW_TRY(file.write(header));
        return file.write(body);
    }
    LW_ASSIGN(const std::string header, npyHeader(tensor.dtype(), tensor.shape()));
    LW_TRY(file.write(header));
    return streamBytes(tensor, [&](ByteSpan piece) { return file.write(piece); });
}

} // namespace lw
