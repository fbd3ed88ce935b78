#include "story/packed_chain.h"

#include <algorithm>
#include <cstdint>
#include <memory>

#include "story/packing.h"

namespace isnad::story {
namespace {

enum Flag : std::uint8_t {
  kOwn = 1,
  kWires = 2,
  kAggregator = 4,
  kAgencyKeys = 8,
  kAddress = 16,
  kTold = 32,
  kCredit = 64,
};
constexpr unsigned kAllFlags = 127;

void AppendText(std::string& out, std::string_view text) {
  AppendVarint(out, text.size());
  out += text;
}

std::string ReadText(ByteReader& reader) {
  return std::string(reader.Bytes(static_cast<std::size_t>(reader.Varint())));
}

unsigned FlagsOf(const ChainEnd& end) {
  unsigned flags = 0;
  if (end.own) flags |= kOwn;
  if (end.wires) flags |= kWires;
  if (end.is_aggregator) flags |= kAggregator;
  if (end.names.agency != 0 || end.names.initials != 0) flags |= kAgencyKeys;
  if (end.address != 0 || end.site != 0) flags |= kAddress;
  if (end.told.IsKnown()) flags |= kTold;
  if (end.credit) flags |= kCredit;
  return flags;
}

void AppendCredit(std::string& out, const ChainCredit& credit) {
  AppendFixed32(out, credit.source_address);
  AppendFixed32(out, credit.source_site);
  AppendText(out, credit.source_url);
  AppendText(out, credit.wires_quote);
  AppendVarint(out, credit.list.size());
  for (const Citation& citation : credit.list) {
    AppendByte(out, static_cast<std::uint8_t>(citation.place));
    AppendFixed32(out, citation.keys.name);
    AppendFixed32(out, citation.keys.agency);
    AppendFixed32(out, citation.keys.initials);
    AppendText(out, citation.source);
    AppendText(out, citation.quote);
  }
}

Telling ReadTelling(ByteReader& reader) {
  constexpr std::int64_t kMost = INT32_MAX / 4;  // of TellingOf: sums of them do not overflow
  const std::int64_t earliest = reader.Signed();
  const std::uint64_t width = reader.Varint();
  if (earliest < -kMost - 1 || earliest > kMost || width > 2 * kMost + 1 ||
      earliest + static_cast<std::int64_t>(width) > kMost) {
    reader.Refuse();
    return {};
  }
  return {static_cast<std::int32_t>(earliest),
          static_cast<std::int32_t>(earliest + static_cast<std::int64_t>(width))};
}

Citation ReadCitation(ByteReader& reader) {
  Citation citation;
  const std::uint8_t place = reader.Byte();
  if (place > static_cast<std::uint8_t>(Citation::Place::kPassing)) reader.Refuse();
  citation.place = static_cast<Citation::Place>(
      std::min<std::uint8_t>(place, static_cast<std::uint8_t>(Citation::Place::kPassing)));
  citation.keys.name = reader.Fixed32();
  citation.keys.agency = reader.Fixed32();
  citation.keys.initials = reader.Fixed32();
  citation.source = ReadText(reader);
  citation.quote = ReadText(reader);
  return citation;
}

std::unique_ptr<ChainCredit> ReadCredit(ByteReader& reader) {
  auto credit = std::make_unique<ChainCredit>();
  credit->source_address = reader.Fixed32();
  credit->source_site = reader.Fixed32();
  credit->source_url = ReadText(reader);
  credit->wires_quote = ReadText(reader);
  const std::uint64_t count = reader.Varint();
  if (count > kMaxCitations) reader.Refuse();
  for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
    credit->list.push_back(ReadCitation(reader));
  }
  return credit;
}

}  // namespace

void PackChain(std::string& out, const ChainEnd& end) {
  const unsigned flags = FlagsOf(end);
  AppendByte(out, flags);
  AppendFixed32(out, end.outlet);
  AppendFixed32(out, end.names.name);
  if ((flags & kAgencyKeys) != 0) {
    AppendFixed32(out, end.names.agency);
    AppendFixed32(out, end.names.initials);
  }
  if ((flags & kAddress) != 0) {
    AppendFixed32(out, end.address);
    AppendFixed32(out, end.site);
  }
  if ((flags & kTold) != 0) {
    AppendSigned(out, end.told.earliest);
    AppendVarint(out,
                 static_cast<std::uint64_t>(std::int64_t{end.told.latest} - end.told.earliest));
  }
  if (end.credit) AppendCredit(out, *end.credit);
}

std::optional<ChainEnd> UnpackChain(std::string_view packed) {
  ByteReader reader(packed);
  ChainEnd end;
  const unsigned flags = reader.Byte();
  if (flags > kAllFlags) reader.Refuse();
  end.own = (flags & kOwn) != 0;
  end.wires = (flags & kWires) != 0;
  end.is_aggregator = (flags & kAggregator) != 0;
  end.outlet = reader.Fixed32();
  end.names.name = reader.Fixed32();
  if ((flags & kAgencyKeys) != 0) {
    end.names.agency = reader.Fixed32();
    end.names.initials = reader.Fixed32();
  }
  if ((flags & kAddress) != 0) {
    end.address = reader.Fixed32();
    end.site = reader.Fixed32();
  }
  if ((flags & kTold) != 0) end.told = ReadTelling(reader);
  if ((flags & kCredit) != 0) {
    end.credit = ReadCredit(reader);
  } else if (end.wires || end.is_aggregator) {
    reader.Refuse();  // the chain looks for their credit
  }
  if (!reader.ok() || !reader.at_end()) return std::nullopt;
  return end;
}

}  // namespace isnad::story
