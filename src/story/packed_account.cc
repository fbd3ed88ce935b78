#include "story/packed_account.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "story/packing.h"

namespace isnad::story {
namespace {

constexpr unsigned kKeyBits = 32;
constexpr std::uint8_t kNoTerm = 255;  // a key that is none of the terms stands behind

enum Flag : std::uint8_t {
  kHasOutcome = 1,
  kPreview = 2,
  kAwaits = 4,
  kPublished = 8,
  kDays = 16,
  kMonthDay = 32,
  kWeekday = 64,
  kDatedForm = 128,
};

std::uint8_t FlagsOf(const Account& account) {
  const TimeSense& time = account.time;
  unsigned flags = 0;
  if (account.event.has_outcome) flags |= kHasOutcome;
  if (time.preview) flags |= kPreview;
  if (time.awaits) flags |= kAwaits;
  if (time.published_day) flags |= kPublished;
  if (time.first_day && time.last_day) flags |= kDays;
  if (time.month_day) flags |= kMonthDay;
  if (time.weekday) flags |= kWeekday;
  if (account.form.is_dated) flags |= kDatedForm;
  return static_cast<std::uint8_t>(flags);
}

void AppendTime(std::string& out, const TimeSense& time) {
  const std::int64_t published = time.published_day.value_or(0);
  if (time.published_day) AppendSigned(out, published);
  if (time.first_day && time.last_day) {
    AppendSigned(out, *time.first_day - published);
    AppendSigned(out, std::int64_t{*time.last_day} - *time.first_day);
  }
  if (time.month_day) AppendVarint(out, *time.month_day);
  if (time.weekday) AppendByte(out, *time.weekday);
}

// A day `by` days after `day`; far from where sums of days would overflow, or the bytes are
// damaged.
std::int32_t ReadDay(ByteReader& reader, std::int32_t day) {
  constexpr std::int64_t kMostDays = 10'000'000;
  const std::int64_t by = reader.Signed();
  if (by < -kMostDays || by > kMostDays) {
    reader.Refuse();
    return 0;
  }
  return static_cast<std::int32_t>(day + by);
}

void ReadTime(ByteReader& reader, unsigned flags, TimeSense& time) {
  constexpr std::uint64_t kMonthDays = 12 * 31;
  constexpr std::uint64_t kWeekdays = 7;
  time = {};
  time.preview = (flags & kPreview) != 0;
  time.awaits = (flags & kAwaits) != 0;
  if ((flags & kPublished) != 0) time.published_day = ReadDay(reader, 0);
  if ((flags & kDays) != 0) {
    time.first_day = ReadDay(reader, time.published_day.value_or(0));
    time.last_day = ReadDay(reader, *time.first_day);
  }
  if ((flags & kMonthDay) != 0) {
    const std::uint64_t month_day = reader.Varint();
    if (month_day >= kMonthDays) return reader.Refuse();
    time.month_day = static_cast<std::uint16_t>(month_day);
  }
  if ((flags & kWeekday) != 0) {
    time.weekday = reader.Byte();
    if (*time.weekday >= kWeekdays) reader.Refuse();
  }
}

std::size_t SetBytes(std::size_t terms) { return (terms + 7) / 8; }

void AppendSet(std::string& out, TermSet set, std::size_t terms) {
  for (std::size_t i = 0; i < SetBytes(terms); ++i) AppendByte(out, set >> 8 * i & 0xFF);
}

TermSet ReadSet(ByteReader& reader, std::size_t terms) {
  TermSet set = 0;
  for (std::size_t i = 0; i < SetBytes(terms); ++i) set |= TermSet{reader.Byte()} << 8 * i;
  if (terms < kMostTerms && set >> terms != 0) {
    reader.Refuse();
    return 0;
  }
  return set;
}

void AppendKey(std::string& out, const std::vector<Term>& terms, std::uint32_t key) {
  const auto found =
      std::lower_bound(terms.begin(), terms.end(), key,
                       [](const Term& term, std::uint32_t k) { return term.key < k; });
  if (found != terms.end() && found->key == key) {
    AppendByte(out, static_cast<std::size_t>(found - terms.begin()));
  } else {
    AppendByte(out, kNoTerm);
    AppendFixed32(out, key);
  }
}

std::uint32_t ReadKey(ByteReader& reader, const std::vector<Term>& terms) {
  const std::uint8_t place = reader.Byte();
  if (place == kNoTerm) return reader.Fixed32();
  if (place < terms.size()) return terms[place].key;
  reader.Refuse();
  return 0;
}

void AppendCounted(std::string& out, const std::vector<Term>& terms,
                   const std::vector<Counted>& all) {
  for (const Counted& counted : all) {
    AppendKey(out, terms, counted.name);
    AppendKey(out, terms, counted.value);
  }
}

void ReadCounted(ByteReader& reader, const std::vector<Term>& terms, std::size_t count,
                 std::vector<Counted>& all) {
  all.resize(count);
  for (Counted& counted : all) {
    counted.name = ReadKey(reader, terms);
    counted.value = ReadKey(reader, terms);
  }
  if (!std::is_sorted(all.begin(), all.end())) reader.Refuse();
}

void ReadTerms(ByteReader& reader, std::size_t count, std::vector<Term>& terms) {
  terms.resize(count);
  const std::string_view weights = reader.Bytes(count);
  if (!reader.ok()) return;
  for (std::size_t i = 0; i < count; ++i) {
    terms[i].weight = WeightOf(static_cast<std::uint8_t>(weights[i]));
  }
  std::array<std::uint32_t, kMostTerms> keys;
  reader.Sorted(std::span(keys).first(count), kKeyBits);
  for (std::size_t i = 0; i < count; ++i) {
    terms[i].key = keys[i];
    if (i > 0 && keys[i - 1] >= keys[i]) reader.Refuse();
  }
}

void ReadPhrases(ByteReader& reader, std::size_t count, Account& account) {
  account.phrases.resize(count);
  account.phrase_terms.resize(count);
  const std::vector<Term>& terms = account.terms;
  const std::string_view pairs = reader.Bytes(2 * count);
  if (!reader.ok()) return;
  for (std::size_t i = 0; i < count; ++i) {
    const TermPair pair{static_cast<std::uint8_t>(pairs[2 * i]),
                        static_cast<std::uint8_t>(pairs[2 * i + 1])};
    if (pair.first >= terms.size() || pair.second >= terms.size()) return reader.Refuse();
    account.phrase_terms[i] = pair;
    account.phrases[i] = PhraseOf(terms[pair.first].key, terms[pair.second].key);
    if (i > 0 && account.phrases[i - 1] >= account.phrases[i]) return reader.Refuse();
  }
}

}  // namespace

void PackAccount(std::string& out, const Account& account) {
  const std::vector<Term>& terms = account.terms;
  assert(terms.size() <= kMostTerms && account.phrases.size() < kMostTerms);
  assert(account.phrases.size() == account.phrase_terms.size());
  for (const std::size_t count : {terms.size(), account.phrases.size(), account.numbers.size(),
                                  account.event.quantities.size(), account.event.editions.size(),
                                  std::size_t{account.event.head}, std::size_t{account.form.kind},
                                  std::size_t{FlagsOf(account)}}) {
    AppendByte(out, count);
  }
  AppendTime(out, account.time);
  for (const TermSet set : {account.title, account.lead, account.weighty}) {
    AppendSet(out, set, terms.size());
  }
  for (const Term& term : terms) AppendByte(out, WeightCode(term.weight));
  std::array<std::uint32_t, kMostTerms> keys;
  for (std::size_t i = 0; i < terms.size(); ++i) keys[i] = terms[i].key;
  AppendSorted(out, std::span(keys).first(terms.size()), kKeyBits);
  for (const TermPair& pair : account.phrase_terms) {
    AppendByte(out, pair.first);
    AppendByte(out, pair.second);
  }
  for (const std::uint32_t number : account.numbers) AppendKey(out, terms, number);
  AppendCounted(out, terms, account.event.quantities);
  AppendCounted(out, terms, account.event.editions);
}

bool UnpackAccount(std::string_view packed, Account& account) {
  ByteReader reader(packed);
  const std::size_t terms = reader.Byte();
  const std::size_t phrases = reader.Byte();
  const std::size_t numbers = reader.Byte();
  const std::size_t quantities = reader.Byte();
  const std::size_t editions = reader.Byte();
  account.event.head = reader.Byte();
  account.form.kind = reader.Byte();
  const unsigned flags = reader.Byte();
  if (terms > kMostTerms || phrases >= kMostTerms || numbers > kMostTerms ||
      quantities > EventReader::kMaxCounted || editions > EventReader::kMaxCounted) {
    account = {};
    return false;
  }
  account.event.has_outcome = (flags & kHasOutcome) != 0;
  account.form.is_dated = (flags & kDatedForm) != 0;
  ReadTime(reader, flags, account.time);
  account.title = ReadSet(reader, terms);
  account.lead = ReadSet(reader, terms);
  account.weighty = ReadSet(reader, terms);
  ReadTerms(reader, terms, account.terms);
  ReadPhrases(reader, phrases, account);
  account.numbers.resize(numbers);
  for (std::uint32_t& number : account.numbers) number = ReadKey(reader, account.terms);
  if (!std::is_sorted(account.numbers.begin(), account.numbers.end())) reader.Refuse();
  ReadCounted(reader, account.terms, quantities, account.event.quantities);
  ReadCounted(reader, account.terms, editions, account.event.editions);
  if (!reader.ok() || !reader.at_end()) {
    account = {};
    return false;
  }
  SumWeights(account);
  IndexKeys(account);
  return true;
}

}  // namespace isnad::story
