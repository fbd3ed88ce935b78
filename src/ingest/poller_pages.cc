// What a page's answer leads to: an article, what its feed says of it, or a headline with a link.

#include <algorithm>
#include <utility>

#include "fetch/caching.h"
#include "fetch/header_field.h"
#include "fetch/html_links.h"
#include "fetch/robot_tags.h"
#include "ingest/feed_items.h"
#include "ingest/poller.h"

namespace isnad::ingest {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kWorthTelling = 160;  // bytes of a feed's text that make a short article

std::size_t TextBytes(const news::Article& article) {
  std::size_t bytes = 0;
  for (const news::Paragraph& paragraph : article.paragraphs) bytes += paragraph.text.size();
  return bytes;
}

bool IsPageType(std::string_view content_type) {
  const std::string_view type = fetch::TrimField(content_type.substr(0, content_type.find(';')));
  if (type.empty()) return true;
  for (const std::string_view known : {"text/html", "application/xhtml+xml", "text/plain"}) {
    if (fetch::SameToken(type, known)) return true;
  }
  return false;
}

// Why no copy of the page may be kept; empty where one may. By header fields and by the page's own
// <meta>s alike.
std::string WhyNoCopy(const fetch::FetchResponse& answer, const std::string& token) {
  const fetch::FetchHeaders& headers = answer.headers;
  fetch::RobotTags tags = fetch::ParseRobotTags(headers.x_robots_tag, token);
  bool reserved = fetch::ParseTdmReservation(headers.tdm_reservation, headers.tdm_policy).reserved;
  for (const fetch::HtmlLink& link : fetch::ScanHtmlLinks(answer.body)) {
    if (link.tag != fetch::HtmlTag::kMeta) continue;
    tags.Merge(fetch::ParseRobotsMeta(link.name, link.content, token));
    if (fetch::SameToken(link.name, "tdm-reservation")) {
      reserved = reserved || fetch::ParseTdmReservation(link.content, "").reserved;
    }
  }
  if (tags.noindex) return "the page asks not to be indexed";
  if (tags.noarchive) return "the page asks that no copy be kept";
  if (reserved) return "text and data mining is reserved";
  return {};
}

bool LeadsToFrontPage(const std::string& asked, const std::string& answered) {
  const auto from = Url::Parse(asked);
  const auto to = Url::Parse(answered);
  return from && to && to->path() == "/" && to->query().empty() &&
         (from->path() != "/" || !from->query().empty());
}

bool WorthTryingAgain(const Result<fetch::FetchResponse>& answer) {
  if (answer) {
    const int status = answer->status;
    return status >= 500 || status == 429 || status == 408 || status == 425;
  }
  const Errc code = answer.error().code;
  return code == Errc::kIo || code == Errc::kTimedOut || code == Errc::kNotFound ||
         code == Errc::kMalformed;
}

// The page's own word on its address counts within its own domain: no site can pass for another.
void KeepOwnAddress(const fetch::FetchResponse& answer, news::Article& article) {
  const auto from = Url::Parse(answer.url);
  const auto says = Url::Parse(article.url);
  if (from &&
      (!says || says->RegistrableDomain() != from->RegistrableDomain() || says->path() == "/")) {
    article.url = from->text().substr(0, from->text().find('#'));
  }
}

}  // namespace

void Poller::PutTask(store::PageTask task) {
  // Left out of a single round, and in memory no less: the store has it.
  if (options_.only_before && task.tries > 0 && task.due > *options_.only_before) return;
  const std::int64_t id = task.id;
  const store::PageTask& kept = tasks_[id] = std::move(task);
  if (kept.has_text) {
    TellPage(kept, kept.item, {});
  } else {
    Put(IdOfTask(id), kept.url, kept.due);
  }
}

Result<void> Poller::TakeTask(store::PageTask task, Result<fetch::FetchResponse> answer) {
  if (!answer && answer.error().detail.starts_with("robots.txt")) {
    // Denied is for good; unreachable may pass, and does within the tries.
    if (answer.error().code == Errc::kIo)
      return Retry(std::move(task), answer.error().detail, answer);
    TellFromFeed(task, answer.error().detail);
    return {};
  }
  const std::string why =
      answer ? "HTTP status " + std::to_string(answer->status)
             : std::string(isnad::Name(answer.error().code)) + ": " + answer.error().detail;
  if (!answer && answer.error().code == Errc::kDenied) {
    Drop(task, why);  // the guard: not even its link is shown
    return {};
  }
  if (WorthTryingAgain(answer)) return Retry(std::move(task), why, answer);
  if (!answer || answer->status < 200 || answer->status >= 300) {
    TellFromFeed(task, why);
    return {};
  }
  if (task.kind == store::PageTask::Kind::kSitemap) return TakeSitemap(task, *answer);
  return TakePage(task, std::move(*answer));
}

Result<void> Poller::TakeSitemap(const store::PageTask& task, const fetch::FetchResponse& answer) {
  const Instant now = clock_.Now();
  const auto feed = feeds_.find(task.feed);
  const auto listed = ReadFeed(news::FeedRole::kSitemap, task.url, answer);
  if (feed == feeds_.end() || !listed || listed->is_index) {
    Drop(task, listed ? "an index inside an index" : "no sitemap: " + listed.error().detail);
    return {};
  }
  auto plan = PlanItems(feed->second, *listed, now);
  if (!plan) return Fail(plan.error());
  news::FollowedFeed known = feed->second;
  known.state.items += static_cast<std::int64_t>(plan->times.size());
  Written written = WrittenFor(task);
  written.finished.counts = false;
  written.report.what = PollReport::What::kFeed;
  written.report.new_items = plan->times.size();
  written.report.fate = plan->times.empty() ? PollReport::Fate::kUnchanged : PollReport::Fate::kNew;
  if (auto done = Record(known, std::move(*plan), now); !done) return done;
  batch_.push_back(std::move(written));
  return {};
}

Result<void> Poller::TakePage(const store::PageTask& task, fetch::FetchResponse answer) {
  const auto at = Url::Parse(answer.url);
  if (!at) {
    Drop(task, at.error().detail);
    return {};
  }
  // The door that it led to has a notice of its own.
  const auto asked = Url::Parse(task.url);
  if (asked && OriginOf(*at) != OriginOf(*asked)) {
    const RobotsVerdict verdict = robots_.Judge(*at, clock_.Now());
    if (verdict == RobotsVerdict::kAskFirst) {
      tasks_[task.id].url = at->text();
      Put(IdOfTask(task.id), at->text(), clock_.Now());
      return {};
    }
    if (verdict != RobotsVerdict::kAllowed) {
      TellFromFeed(task, "robots.txt does not allow where it leads");
      return {};
    }
  }
  if (const std::string why = WhyNoCopy(answer, options_.robots_token); !why.empty()) {
    LinkOnly(task, why);
    return {};
  }
  if (!IsPageType(answer.headers.content_type)) {
    TellFromFeed(task, "no page: " + fetch::FieldValue(answer.headers.content_type));
    return {};
  }
  if (LeadsToFrontPage(task.url, answer.url)) {
    TellFromFeed(task, "it leads to the front page");
    return {};
  }
  auto article = page::Extract(answer.body, {.url = at->text(),
                                             .content_type = answer.headers.content_type,
                                             .format = page::Format::kAuto,
                                             .limits = options_.pages,
                                             .rules = options_.rules});
  if (!article) {
    TellFromFeed(task, article.error().detail);
    return {};
  }
  if (article->kind != news::PageKind::kArticle || article->paragraphs.empty()) {
    TellFromFeed(task, "the page is no article");
    return {};
  }
  KeepOwnAddress(answer, *article);
  // A page that is filled in by a script shows less than the feed.
  if (TextBytes(task.item) > 2 * TextBytes(*article)) article->paragraphs = task.item.paragraphs;
  TellPage(task, std::move(*article), std::move(answer.body));
  return {};
}

void Poller::TellPage(const store::PageTask& task, news::Article article, std::string page) {
  Written written = WrittenFor(task);
  written.finished.whole = true;
  FillFromFeed(task.item, article);
  // The desk's name for an outlet, but not for what an aggregator took over from another.
  const auto feed = feeds_.find(task.feed);
  const auto source = feed == feeds_.end() ? source_.end() : source_.find(feed->second.source);
  if (source != source_.end() && !source->second.name.empty() && article.source_url.empty()) {
    const auto home = Url::Parse(source->second.homepage);
    const auto at = Url::Parse(article.url);
    if (home && at && home->RegistrableDomain() == at->RegistrableDomain()) {
      article.outlet = source->second.name;
    }
  }
  written.article = std::move(article);
  written.page = std::move(page);
  batch_.push_back(std::move(written));
}

void Poller::TellFromFeed(const store::PageTask& task, const std::string& why) {
  if (task.kind == store::PageTask::Kind::kSitemap) return Drop(task, why);
  if (TextBytes(task.item) < kWorthTelling || task.item.title.empty()) return LinkOnly(task, why);
  Written written = WrittenFor(task);
  written.report.why = why;
  written.article = task.item;
  written.article->warnings.push_back("text from the feed alone: " + why);
  batch_.push_back(std::move(written));
}

void Poller::LinkOnly(const store::PageTask& task, const std::string& why) {
  if (task.kind == store::PageTask::Kind::kSitemap || task.item.title.empty()) {
    return Drop(task, why);
  }
  Written written = WrittenFor(task);
  written.report.why = why;
  written.report.fate = PollReport::Fate::kLinked;
  const auto feed = feeds_.find(task.feed);
  news::Article listing;
  listing.kind = news::PageKind::kListing;
  listing.url = feed == feeds_.end() ? task.url : feed->second.url;
  listing.headlines.push_back({task.item.title, task.url});
  written.article = std::move(listing);
  batch_.push_back(std::move(written));
}

void Poller::Drop(const store::PageTask& task, const std::string& why) {
  Written written = WrittenFor(task);
  written.finished.counts = task.kind == store::PageTask::Kind::kPage;
  written.report.fate = PollReport::Fate::kDropped;
  written.report.why = why;
  batch_.push_back(std::move(written));
}

Result<void> Poller::Retry(store::PageTask task, const std::string& why,
                           const Result<fetch::FetchResponse>& answer) {
  ++task.tries;
  if (task.tries >= options_.page_tries) {
    TellFromFeed(task, why);
    return {};
  }
  const Instant now = clock_.Now();
  milliseconds wait =
      fetch::Jittered(fetch::BackOff(static_cast<std::uint32_t>(task.tries),
                                     options_.first_page_back_off, options_.longest_page_back_off),
                      random_);
  if (answer) {
    wait = std::max(wait, fetch::RetryAfter(answer->headers, now).value_or(milliseconds(0)));
  }
  task.due = now + wait;
  if (auto done = sources_.PostponeTask(task.id, task.due, task.tries); !done) return done;
  PollReport report = WrittenFor(task).report;
  report.fate = PollReport::Fate::kFailed;
  report.why = why;
  tasks_.erase(task.id);
  PutTask(std::move(task));
  Tell(report);
  return {};
}

Poller::Written Poller::WrittenFor(const store::PageTask& task) const {
  Written written;
  written.finished = {.task = task.id, .feed = task.feed};
  written.report.what = PollReport::What::kPage;
  written.report.feed = task.feed;
  const auto feed = feeds_.find(task.feed);
  if (feed != feeds_.end()) written.report.source = feed->second.source;
  written.report.url = task.url;
  written.report.title = task.item.title;
  return written;
}

// Articles first, then their tasks go, then it is told: what dies in between is done again.
Result<void> Poller::Flush() {
  if (batch_.empty()) return {};
  if (!placer_ready_) {
    if (auto done = placer_.Restore(store_, clock_.Now()); !done) return done;
    placer_ready_ = true;
  }
  const Instant now = clock_.Now();
  std::vector<store::Incoming> incoming;
  std::vector<store::SourceStore::Finished> finished;
  for (Written& one : batch_) {
    finished.push_back(one.finished);
    if (one.article) {
      incoming.emplace_back();
      incoming.back().article = std::move(*one.article);
      incoming.back().page = one.page;
      incoming.back().seen = now;
      // A feed's text has no page around it whose lines could repeat.
      if (!one.page.empty()) incoming.back().lines = lines_.Clean(incoming.back().article);
    }
  }
  std::vector<store::Stored> stored;
  if (!incoming.empty()) {
    auto written = store_.Write(incoming, placer_);
    if (!written) return Fail(written.error());
    stored = std::move(*written);
    lines_.Forget();
  }
  if (auto done = sources_.FinishTasks(finished); !done) return done;
  std::size_t next = 0;
  for (Written& one : batch_) {
    tasks_.erase(one.finished.task);
    if (one.article) {
      const store::Stored& result = stored[next];
      const news::Article& article = incoming[next++].article;
      one.report.article = result.article;
      if (!article.title.empty()) one.report.title = article.title;
      switch (result.outcome) {
        case store::Outcome::kNew:
          one.report.fate = PollReport::Fate::kNew;
          break;
        case store::Outcome::kChanged:
          one.report.fate = PollReport::Fate::kChanged;
          break;
        case store::Outcome::kDuplicate:
          one.report.fate = PollReport::Fate::kDuplicate;
          break;
        case store::Outcome::kHeadlines:
          one.report.fate = PollReport::Fate::kLinked;
          break;
      }
    }
    Tell(one.report);
  }
  batch_.clear();
  if (more_tasks_ && tasks_.size() < options_.max_tasks_in_memory / 2) return LoadTasks();
  return {};
}

}  // namespace isnad::ingest
