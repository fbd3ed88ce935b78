#include "story/account.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

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

using KeyPair = std::pair<std::uint32_t, std::uint32_t>;  // terms of a phrase

// Sorted by what they are compared by, each once. `account` has its terms.
void SetPhrases(Account& account, const std::vector<KeyPair>& pairs) {
  std::vector<std::pair<std::uint32_t, KeyPair>> phrases;
  phrases.reserve(pairs.size());
  for (const KeyPair& pair : pairs) phrases.emplace_back(PhraseOf(pair.first, pair.second), pair);
  std::sort(phrases.begin(), phrases.end());
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  phrases.erase(std::unique(phrases.begin(), phrases.end(), same), phrases.end());
  const auto place = [&account](std::uint32_t key) {
    const auto at =
        std::lower_bound(account.terms.begin(), account.terms.end(), key,
                         [](const Term& term, std::uint32_t k) { return term.key < k; });
    return static_cast<std::uint8_t>(at - account.terms.begin());
  };
  for (const auto& [phrase, pair] : phrases) {
    account.phrases.push_back(phrase);
    account.phrase_terms.push_back({place(pair.first), place(pair.second)});
  }
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
  for (; set != 0; set &= set - 1)
    mass += terms[static_cast<std::size_t>(std::countr_zero(set))].weight;
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

using WeightTable = std::array<float, 256>;

WeightTable MakeWeightTable() {
  WeightTable weights{};
  for (std::size_t code = 1; code < weights.size(); ++code) {
    weights[code] = kLeastWeight * std::exp(kWeightStep * static_cast<float>(code - 1));
  }
  return weights;
}

}  // namespace

std::uint32_t PhraseOf(std::uint32_t first, std::uint32_t second) {
  return static_cast<std::uint32_t>(
      (first * 0x9E3779B97F4A7C15ULL + second) * 0xBF58476D1CE4E5B9ULL >> 32);
}

Account ReadAccount(std::string_view text, const Words& words, std::optional<Instant> published,
                    std::size_t max_terms) {
  Account account;
  std::vector<bool> is_date;
  max_terms = std::min(max_terms, kMostTerms);
  const std::size_t count = std::min(words.size(), 2 * max_terms);
  const std::size_t body = text.find('\n');
  account.time = ReadTime(text, words, count, published, is_date);
  std::vector<std::uint32_t> keys, title, lead;
  std::vector<KeyPair> phrases;
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
    if (i == last + 1) phrases.emplace_back(keys.back(), hash);
    last = i;
    keys.push_back(hash);
    if (IsNumber(words[i])) continue;
    if (in_title) title.push_back(hash);
    const bool is_new = std::find(lead.begin(), lead.end(), hash) == lead.end();
    if (is_new && lead.size() < kLeadTerms) lead.push_back(hash);
  }
  SortUnique(account.numbers);
  account.terms = CountTerms(std::move(keys));
  SetPhrases(account, phrases);
  account.title = SetOf(account.terms, std::move(title));
  account.lead = SetOf(account.terms, std::move(lead));
  account.event = event.Finish();
  std::size_t title_words = 0;
  while (title_words < words.size() && words[title_words].begin < body) ++title_words;
  account.form = ReadForm(words, title_words);
  IndexKeys(account);
  return account;
}

void IndexKeys(Account& account) {
  account.term_index.Assign(account.terms.size(),
                            [&account](std::size_t i) { return account.terms[i].key; });
  account.phrase_index.Assign(account.phrases.size(),
                              [&account](std::size_t i) { return account.phrases[i]; });
}

float DampedCount(float count) { return count > 1 ? 1 + std::log(count) : 1; }

std::uint8_t WeightCode(float weight) {
  if (!(weight >= kLeastWeight / 2)) return 0;
  const float steps = std::log(weight / kLeastWeight) / kWeightStep;
  return static_cast<std::uint8_t>(std::clamp(std::round(steps), 0.0F, 254.0F) + 1);
}

float WeightOf(std::uint8_t code) {
  static const WeightTable weights = MakeWeightTable();
  return weights[code];
}

void SumWeights(Account& account) {
  float squares = 0;
  account.mass = 0;
  for (const Term& term : account.terms) {
    squares += term.weight * term.weight;
    account.mass += term.weight;
  }
  account.norm = std::sqrt(squares);
  account.lead_mass = MassOf(account.terms, account.lead);
  account.weighty_mass = MassOf(account.terms, account.weighty);
}

void FinishWeights(Account& account) {
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
  for (Term& term : account.terms) term.weight = WeightOf(WeightCode(term.weight));
  SumWeights(account);
}

}  // namespace isnad::story
