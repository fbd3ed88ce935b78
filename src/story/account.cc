#include "story/account.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "story/vocabulary.h"

namespace isnad::story {
namespace {

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
  const std::size_t count = std::min(words.size(), 2 * max_terms);
  account.time = ReadTime(text, words, count, published, is_date);
  std::vector<std::uint32_t> keys;
  std::string key;
  std::size_t last = count;  // word that became a term
  for (std::size_t i = 0; i < count && keys.size() < max_terms; ++i) {
    const std::string_view folded = words.Folded(i);
    if (is_date[i] || IsBare(words[i])) continue;
    const std::uint32_t hash = TermOf(folded, words[i].kind, key);
    if (hash == 0) continue;
    if (IsNumber(words[i]) && !IsYear(key)) account.numbers.push_back(hash);
    if (i == last + 1) account.phrases.push_back(PhraseOf(keys.back(), hash));
    last = i;
    keys.push_back(hash);
  }
  SortUnique(account.phrases);
  SortUnique(account.numbers);
  account.terms = CountTerms(std::move(keys));
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
}

}  // namespace isnad::story
