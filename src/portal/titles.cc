#include "portal/titles.h"

#include <algorithm>

#include "arabic/char_class.h"
#include "base/utf8.h"
#include "store/read.h"

namespace isnad::portal {
namespace {

constexpr std::size_t kMaxTitleLetters = 70;

std::string TitleOr(const Words& words, std::string_view title, std::string_view lead) {
  if (!TrimSpace(title).empty()) return std::string(title);
  lead = TrimSpace(lead);
  return lead.empty() ? std::string(words["title.none"]) : CutAtWord(lead, kMaxTitleLetters);
}

bool IsAmong(const std::vector<news::Account>& accounts, news::ArticleId article) {
  return std::any_of(accounts.begin(), accounts.end(), [article](const news::Account& account) {
    return account.article == article;
  });
}

}  // namespace

std::string CutAtWord(std::string_view text, std::size_t max_letters) {
  std::size_t letters = 0, end = 0, at_space = 0;
  while (end < text.size()) {
    const CodePoint point = DecodeAt(text, end);
    const auto kind = arabic::ClassOf(point.value);
    if (kind == arabic::CharClass::kSpace) at_space = end;
    const bool counts = kind != arabic::CharClass::kMark && kind != arabic::CharClass::kFormat;
    if (counts && letters++ == max_letters) break;
    end += point.length_bytes;
  }
  if (end >= text.size()) return std::string(text);
  return std::string(TrimSpace(text.substr(0, at_space > 0 ? at_space : end))) + "…";
}

const news::Account* HeadlineAccount(const news::Story& story) {
  const auto& accounts = story.accounts;
  const news::Account* titled = nullptr;
  const news::Account* independent = nullptr;
  const news::Account* orphan = nullptr;
  for (const news::Account& account : accounts) {
    if (account.title == story.title && (titled == nullptr || (titled->origin && !account.origin)))
      titled = &account;
    if (independent == nullptr && !account.origin) independent = &account;
    if (orphan == nullptr && account.origin && !IsAmong(accounts, *account.origin)) {
      orphan = &account;
    }
  }
  if (titled != nullptr) return titled;
  return independent != nullptr ? independent : orphan;
}

std::string TitleOf(const Words& words, const news::Account& account) {
  return TitleOr(words, account.title, account.lead);
}

std::string TitleOf(const Words& words, const news::Article& article) {
  return TitleOr(words, article.title, article.title.empty() ? store::LeadOf(article) : "");
}

std::string TitleOf(const Words& words, const news::Story& story) {
  const news::Account* account = HeadlineAccount(story);
  return TitleOr(words, story.title,
                 account == nullptr ? std::string_view() : std::string_view(account->lead));
}

std::string TitleOf(const Words& words, const news::StoryLink& link) {
  return TitleOr(words, link.title, {});
}

}  // namespace isnad::portal
