// SPDX-FileCopyrightText: The Layerwright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/containers/hdf5/Hdf5Listing.h"

#include "core/containers/hdf5/ListingReader.h"

#include <algorithm>

namespace lw {

namespace {

using namespace hdf5_protocol;

constexpr std::uint64_t kUndefinedAddress = ~std::uint64_t{0};

class ListingParser {
public:
    explicit ListingParser(const Bytes& bytes) : m_bytes(bytes), m_reader(bytes.span) {}
    Result<Hdf5Listing> run();

private:
    Result<Hdf5Object> object();
    Result<void> dataset(Hdf5Object& object);
    Result<void> group(Hdf5Object& object);
    Result<void> attributes(Hdf5Object& object);
    Result<Hdf5Attribute> attribute();
    Result<void> value(Hdf5Attribute& attribute);
    Result<Hdf5Space> space();
    Result<Hdf5Link> link(std::uint32_t nameLength);
    Result<Bytes> piece(std::uint64_t length);

    const Bytes& m_bytes;
    ByteReader m_reader;
    std::uint32_t m_lastObject = 0; ///< the largest index that a link named
};

Result<Bytes> ListingParser::piece(std::uint64_t length)
{
    const std::size_t at = m_reader.position();
    if (length > m_reader.remaining())
        return corrupt("a value in the listing of the HDF5 reader is cut");
    LW_TRY(m_reader.skip(static_cast<std::size_t>(length)));
    return m_bytes.slice(at, static_cast<std::size_t>(length));
}

Result<Hdf5Space> ListingParser::space()
{
    Hdf5Space space;
    LW_ASSIGN(space.kind, readEnum<Hdf5Space::Class>(m_reader, 2));
    LW_ASSIGN(space.dims, readSizes(m_reader));
    return space;
}

Result<void> ListingParser::value(Hdf5Attribute& attribute)
{
    LW_ASSIGN(const ValueKind kind, readEnum<ValueKind>(m_reader, 2));
    if (kind == ValueKind::None) {
        LW_ASSIGN(attribute.problem, readText(m_reader));
        return {};
    }
    const auto elements = attribute.space.elements();
    LW_ASSIGN(const std::uint64_t count, m_reader.number<std::uint64_t>());
    if (kind == ValueKind::Raw) {
        LW_ASSIGN(attribute.raw, piece(count));
        const auto [size, fits] = checkedMultiply(elements.value_or(0), attribute.type.size);
        return fits && elements && size == count && !attribute.type.variable
                   ? Result<void>()
                   : corrupt("an attribute is of another size than its type says").in(attribute.name);
    }
    if (count != elements || count > m_reader.remaining() || !attribute.type.variable)
        return corrupt("an attribute has another number of strings than it says").in(attribute.name);
    for (std::uint64_t i = 0; i < count; ++i) {
        LW_ASSIGN(auto text, readText(m_reader));
        attribute.variable.push_back(std::move(text));
    }
    return {};
}

Result<Hdf5Attribute> ListingParser::attribute()
{
    Hdf5Attribute attribute;
    LW_ASSIGN(attribute.name, readText(m_reader));
    LW_ASSIGN(const auto readable, m_reader.number<std::uint8_t>());
    if (readable == 0) {
        LW_ASSIGN(attribute.problem, readText(m_reader));
        return attribute;
    }
    LW_ASSIGN(attribute.type, Hdf5Type::parse(m_reader));
    LW_ASSIGN(attribute.space, space());
    LW_TRY(value(attribute));
    return attribute;
}

Result<void> ListingParser::attributes(Hdf5Object& object)
{
    LW_ASSIGN(const auto count, m_reader.number<std::uint32_t>());
    for (std::uint32_t i = 0; i < count; ++i) {
        LW_ASSIGN(auto one, attribute());
        object.attributes.push_back(std::move(one));
    }
    LW_ASSIGN(object.problem, readText(m_reader));
    return {};
}

Result<Hdf5Link> ListingParser::link(std::uint32_t nameLength)
{
    Hdf5Link link;
    LW_ASSIGN(link.name, m_reader.text(nameLength));
    LW_ASSIGN(link.kind, readEnum<LinkKind>(m_reader, 3));
    if (link.kind == LinkKind::Hard) {
        LW_ASSIGN(link.object, m_reader.number<std::uint32_t>());
        m_lastObject = std::max(m_lastObject, link.object);
    } else if (link.kind != LinkKind::UserDefined) {
        LW_ASSIGN(link.target, readText(m_reader));
        LW_ASSIGN(link.targetPath, readText(m_reader));
    }
    return link;
}

Result<void> ListingParser::group(Hdf5Object& object)
{
    LW_ASSIGN(const auto ordered, m_reader.number<std::uint8_t>());
    object.tracksOrder = ordered != 0;
    while (true) {
        LW_ASSIGN(const auto length, m_reader.number<std::uint32_t>());
        if (length == ~std::uint32_t{0})
            break;
        LW_ASSIGN(auto one, link(length));
        object.links.push_back(std::move(one));
    }
    object.sortedLinks = std::is_sorted(object.links.begin(), object.links.end(),
                                        [](const Hdf5Link& a, const Hdf5Link& b) { return a.name < b.name; });
    LW_ASSIGN(auto problem, readText(m_reader));
    if (object.problem.empty())
        object.problem = std::move(problem);
    return {};
}

Result<void> ListingParser::dataset(Hdf5Object& object)
{
    LW_ASSIGN(object.type, Hdf5Type::parse(m_reader));
    LW_ASSIGN(object.space, space());
    Hdf5Storage& storage = object.storage;
    LW_ASSIGN(storage.layout, readEnum<Hdf5Storage::Layout>(m_reader, 3));
    LW_ASSIGN(const auto offset, m_reader.number<std::uint64_t>());
    if (offset != kUndefinedAddress)
        storage.offset = offset;
    LW_ASSIGN(storage.size, m_reader.number<std::uint64_t>());
    LW_ASSIGN(storage.chunk, readSizes(m_reader));
    LW_ASSIGN(const auto filters, m_reader.number<std::uint32_t>());
    for (std::uint32_t i = 0; i < filters; ++i) {
        Hdf5Storage::Filter filter;
        LW_ASSIGN(filter.id, m_reader.number<std::int32_t>());
        LW_ASSIGN(filter.name, readText(m_reader));
        storage.filters.push_back(std::move(filter));
    }
    LW_ASSIGN(storage.externalFiles, m_reader.number<std::uint32_t>());
    LW_ASSIGN(storage.externalName, readText(m_reader));
    LW_ASSIGN(const auto inlined, m_reader.number<std::uint32_t>());
    LW_ASSIGN(storage.inlineBytes, piece(inlined));
    return {};
}

Result<Hdf5Object> ListingParser::object()
{
    Hdf5Object object;
    LW_ASSIGN(object.address, m_reader.number<std::uint64_t>());
    LW_ASSIGN(const auto kind, m_reader.number<std::uint8_t>());
    object.kind = static_cast<ObjectKind>(kind);
    switch (object.kind) {
    case ObjectKind::Group:
        LW_TRY(attributes(object));
        LW_TRY(group(object));
        return object;
    case ObjectKind::Dataset:
        LW_TRY(dataset(object));
        LW_TRY(attributes(object));
        return object;
    case ObjectKind::NamedType: {
        LW_ASSIGN(object.type, Hdf5Type::parse(m_reader));
        LW_TRY(attributes(object));
        return object;
    }
    case ObjectKind::Damaged: {
        LW_ASSIGN(object.problem, readText(m_reader));
        return object;
    }
    }
    return corrupt("an unknown kind of object in the listing of the HDF5 reader");
}

Result<Hdf5Listing> ListingParser::run()
{
    Hdf5Listing listing;
    while (true) {
        LW_ASSIGN(const auto tag, m_reader.number<std::uint8_t>());
        if (tag == static_cast<std::uint8_t>(Record::End))
            break;
        if (tag != static_cast<std::uint8_t>(Record::Object))
            return corrupt("an unknown record in the listing of the HDF5 reader");
        LW_ASSIGN(auto next, object());
        listing.objects.push_back(std::move(next));
    }
    LW_ASSIGN(listing.limit, readText(m_reader));
    if (!listing.limit.empty())
        return listing;
    if (!listing.objects.empty() && !listing.objects[0].isGroup())
        return corrupt("the root of the HDF5 file is not a group");
    if (listing.objects.empty() || m_lastObject >= listing.objects.size())
        return corrupt("the listing of the HDF5 reader names objects that it does not hold");
    return listing;
}

/// A fixed string of the file: up to the first NUL, or with the padding of spaces removed (H5T_str_t).
std::string unpadded(std::string_view text, std::uint8_t padding)
{
    constexpr std::uint8_t kSpacePadded = 2;
    if (padding == kSpacePadded) {
        const std::size_t last = text.find_last_not_of(' ');
        return std::string(text.substr(0, last == std::string_view::npos ? 0 : last + 1));
    }
    return std::string(text.substr(0, text.find('\0')));
}

} // namespace

std::optional<std::uint64_t> Hdf5Space::elements() const
{
    if (kind == Class::Null)
        return 0;
    std::uint64_t product = 1;
    bool hasZero = false, fits = true;
    for (const std::uint64_t dim : dims) {
        hasZero = hasZero || dim == 0;
        if (__builtin_mul_overflow(product, dim, &product) || product > (std::uint64_t{1} << 62))
            fits = false;
    }
    // A zero anywhere makes it empty, but a dimension itself must still be one that a Shape can say.
    const bool sayable =
        std::all_of(dims.begin(), dims.end(), [](std::uint64_t d) { return d <= (std::uint64_t{1} << 62); });
    if (!sayable)
        return std::nullopt;
    return hasZero ? std::optional<std::uint64_t>(0) : fits ? std::optional(product) : std::nullopt;
}

std::vector<std::string> Hdf5Attribute::strings() const
{
    if (!isString() || type.variable)
        return variable;
    return fixedStrings(raw.span, type.size, type.padding);
}

std::vector<std::string> fixedStrings(ByteSpan raw, std::uint64_t size, std::uint8_t padding)
{
    std::vector<std::string> texts;
    for (std::size_t at = 0; size > 0 && size <= raw.size() - at; at += size)
        texts.push_back(unpadded(asText(raw.subspan(at, size)), padding));
    return texts;
}

std::string Hdf5Attribute::text() const
{
    if (!isString())
        return {};
    if (type.variable)
        return variable.empty() ? std::string() : variable.front();
    return raw.size() >= type.size ? unpadded(asText(raw.span.first(type.size)), type.padding) : std::string();
}

const Hdf5Attribute* Hdf5Object::attribute(std::string_view name) const
{
    const auto found =
        std::find_if(attributes.begin(), attributes.end(), [&](const auto& one) { return one.name == name; });
    return found != attributes.end() ? &*found : nullptr;
}

const Hdf5Link* Hdf5Object::link(std::string_view name) const
{
    if (sortedLinks) {
        const auto place =
            std::lower_bound(links.begin(), links.end(), name,
                             [](const Hdf5Link& link, std::string_view wanted) { return link.name < wanted; });
        return place != links.end() && place->name == name ? &*place : nullptr;
    }
    const auto found = std::find_if(links.begin(), links.end(), [&](const auto& one) { return one.name == name; });
    return found != links.end() ? &*found : nullptr;
}

Result<Hdf5Listing> Hdf5Listing::parse(const Bytes& bytes)
{
    return ListingParser(bytes).run();
}

} // namespace lw
