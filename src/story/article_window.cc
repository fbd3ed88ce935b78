#include "story/article_window.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "story/packed_account.h"

namespace isnad::story {
namespace {

// What stands before the packed account in a record.
struct Head {
  std::int64_t id;
  std::int64_t story;
  std::int64_t seen_ms;
};

}  // namespace

ArticleWindow::ArticleWindow() : unpacked_(kSets * kWays) {}

std::uint32_t ArticleWindow::Push(const KeptArticle& article) {
  const std::uint32_t number = next();
  const Head head{article.id, article.story, article.seen.time_since_epoch().count()};
  record_.assign(reinterpret_cast<const char*>(&head), sizeof(Head));
  record_ += article.account;
  records_.Push(record_);
  return number;
}

void ArticleWindow::PopOldest() {
  records_.Pop();
  ++first_;
}

KeptArticle ArticleWindow::At(std::uint32_t article) const {
  const std::string_view record = records_[article - first_];
  Head head;
  std::memcpy(&head, record.data(), sizeof(Head));
  return {.id = head.id,
          .story = head.story,
          .seen = Instant(std::chrono::milliseconds(head.seen_ms)),
          .account = record.substr(sizeof(Head))};
}

const Account& ArticleWindow::AccountOf(std::uint32_t article) {
  const auto set = unpacked_.begin() + static_cast<std::ptrdiff_t>(article % kSets * kWays);
  const auto end = set + kWays;
  const auto found = std::find_if(
      set, end, [&](const Unpacked& each) { return each.round != 0 && each.article == article; });
  if (found != end) {
    found->round = round_;
    return found->account;
  }
  const auto stalest = std::min_element(
      set, end, [](const Unpacked& a, const Unpacked& b) { return a.round < b.round; });
  const bool in_use = stalest->round == round_;
  Account& account = in_use ? overflow_.emplace_back() : stalest->account;
  if (!in_use) {
    stalest->article = article;
    stalest->round = round_;
  }
  const bool sound = UnpackAccount(At(article).account, account);
  assert(sound);
  static_cast<void>(sound);
  return account;
}

void ArticleWindow::NextRound() {
  ++round_;
  overflow_.clear();
}

}  // namespace isnad::story
