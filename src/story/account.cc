#include "story/account.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

#include "story/vocabulary.h"

namespace isnad::story {
namespace {

constexpr std::size_t kLeadTerms = 8;
constexpr std::ptrdiff_t kWeightyTerms = 12;

bool IsNumber(const Word& word) { return word.kind == arabic::TokenKind::kNumber; }

bool IsYear(std::string_view digits) {
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

// One digit or one letter (two bytes) tells nothing.
bool IsBare(const Word& word) { return IsNumber(word) ? word.size < 2 : word.size <= 2; }

void SortUnique(std::vector<std::uint32_t>& keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

std::uint32_t PhraseOf(std::uint32_t first, std::uint32_t second) {
  return static_cast<std::uint32_t>(
      (first * 0x9E3779B97F4A7C15ULL + second) * 0xBF58476D1CE4E5B9ULL >> 32);
}

// The terms among `keys`, which are sorted here.
TermSet SetOf(const std::vector<Term>& terms, std::vector<std::uint32_t> keys) {
  TermSet set = 0;
  std::sort(keys.begin(), keys.end());
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (std::binary_search(keys.begin(), keys.end(), terms[i].key)) set |= TermSet{1} << i;
  }
  return set;
}

float MassOf(const std::vector<Term>& terms, TermSet set) {
  float mass = 0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if ((set >> i & 1) != 0) mass += terms[i].weight;
  }
  return mass;
}

// Counts equal keys; the order of first appearance is lost.
std::vector<Term> CountTerms(std::vector<std::uint32_t> keys) {
  std::sort(keys.begin(), keys.end());
  std::vector<Term> terms;
  for (const std::uint32_t key : keys) {
    if (terms.empty() || terms.back().key != key) {
      terms.push_back({key, 1});
    } else {
      terms.back().weight += 1;
    }
  }
  return terms;
}

}  // namespace

Account ReadAccount(std::string_view text, const Words& words, std::optional<Instant> published,
                    std::size_t max_terms) {
  Account account;
  std::vector<bool> is_date;
  max_terms = std::min(max_terms, kMostTerms);
  const std::size_t count = std::min(words.size(), 2 * max_terms);
  const std::size_t body = text.find('\n');
  account.time = ReadTime(text, words, count, published, is_date);
  std::vector<std::uint32_t> keys, title, lead;
  EventReader event;
  std::string key;
  std::size_t last = count;  // word that became a term
  for (std::size_t i = 0; i < count && keys.size() < max_terms; ++i) {
    if (is_date[i]) continue;
    const Sense sense = SenseOf(words.Folded(i), words[i].kind, key);
    const bool in_title = words[i].begin < body;
    const bool is_bare = IsBare(words[i]);
    event.Read(is_bare ? Sense{} : sense, IsNumber(words[i]) && !is_bare ? sense.term : 0,
               in_title ? EventReader::Part::kTitle : EventReader::Part::kBody);
    const std::uint32_t hash = sense.term;
    if (is_bare || hash == 0) continue;
    if (IsNumber(words[i]) && !IsYear(key)) account.numbers.push_back(hash);
    if (i == last + 1) account.phrases.push_back(PhraseOf(keys.back(), hash));
    last = i;
    keys.push_back(hash);
    if (IsNumber(words[i])) continue;
    if (in_title) title.push_back(hash);
    const bool is_new = std::find(lead.begin(), lead.end(), hash) == lead.end();
    if (is_new && lead.size() < kLeadTerms) lead.push_back(hash);
  }
  SortUnique(account.phrases);
  SortUnique(account.numbers);
  account.terms = CountTerms(std::move(keys));
  account.title = SetOf(account.terms, std::move(title));
  account.lead = SetOf(account.terms, std::move(lead));
  account.event = event.Finish();
  std::size_t title_words = 0;
  while (title_words < words.size() && words[title_words].begin < body) ++title_words;
  account.form = ReadForm(words, title_words);
  return account;
}

float DampedCount(float count) { return 1 + std::log(count); }

void FinishWeights(Account& account) {
  float squares = 0;
  account.mass = 0;
  for (const Term& term : account.terms) {
    squares += term.weight * term.weight;
    account.mass += term.weight;
  }
  account.norm = std::sqrt(squares);
  account.lead_mass = MassOf(account.terms, account.lead);
  std::array<std::uint8_t, kMostTerms> order{};
  const auto end = order.begin() + static_cast<std::ptrdiff_t>(account.terms.size());
  std::iota(order.begin(), end, std::uint8_t{0});
  const auto heaviest = std::min(end, order.begin() + kWeightyTerms);
  std::partial_sort(order.begin(), heaviest, end, [&account](std::uint8_t a, std::uint8_t b) {
    const float weight_a = account.terms[a].weight;
    const float weight_b = account.terms[b].weight;
    return weight_a != weight_b ? weight_a > weight_b : a < b;
  });
  account.weighty = 0;
  for (auto at = order.begin(); at != heaviest; ++at) account.weighty |= TermSet{1} << *at;
  account.weighty_mass = MassOf(account.terms, account.weighty);
}

}  // namespace isnad::story
