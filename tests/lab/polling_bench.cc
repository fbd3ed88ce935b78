// Polling of many sources: polls a CPU second, memory, and what conditional requests save.
//
//   polling_bench [SOURCES] [ROUNDS]        20000 sources, 4 rounds
//
// A laboratory press in a process of its own plays one outlet a source, as the proxy that all
// requests go through, so that each has a host of its own. Nine in ten honour ETags, one changes
// its feed each time it is asked. The poller, its store and its clock are the real ones, but that
// the clock leaps over the gaps. Items are older than what a first look takes, so that polling is
// all there is.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "fetch/http_client.h"
#include "ingest/poller.h"
#include "lab_server.h"
#include "outlets.h"
#include "store/source_store.h"
#include "store/sqlite_store.h"
#include "store/test_store.h"

namespace isnad {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

constexpr int kItems = 30;

std::string Site(int number) { return "http://outlet" + std::to_string(number) + ".example"; }

std::string FeedOf(int number, int version) {
  std::string feed =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>منبر " +
      std::to_string(number) + "</title><language>ar</language>";
  for (int item = 0; item < kItems; ++item) {
    const std::string link = Site(number) + "/news/" + std::to_string(item + version);
    feed += "<item><title>خبر من أخبار المختبر رقم " + std::to_string(item + version) +
            "</title><link>" + link + "</link><guid>" + link +
            "</guid><pubDate>Thu, 01 Jan 2026 08:00:00 GMT</pubDate><description>ملخص قصير لما "
            "جرى في هذا اليوم البعيد.</description></item>";
  }
  return feed + "</channel></rss>";
}

// Never returns: plays until it is ended. Its port goes into `pipe`.
[[noreturn]] void Play(int sources, int pipe) {
  const auto server = lab::Server::Start();
  if (server == nullptr) _exit(1);
  for (int i = 0; i < sources; ++i) {
    const std::string address = Site(i) + "/feed";
    if (i % 10 != 0) {
      server->On(address, lab::HonoursEtag("\"v1\"", FeedOf(i, 0)));
    } else {
      const auto version = std::make_shared<std::atomic<int>>(0);
      server->On(address, [i, version](const lab::Request&, lab::Peer& peer) {
        peer.Answer(200, {{"Content-Type", "application/rss+xml"}}, FeedOf(i, (*version)++));
      });
    }
  }
  const std::uint16_t port = server->port();
  if (write(pipe, &port, sizeof port) != sizeof port) _exit(1);
  for (;;) pause();
}

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long PeakMiB() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

struct Round {
  int polls = 0;
  int failed = 0;
  int with_news = 0;
};

bool Follow(store::SourceStore& sources, int count, Instant now) {
  for (int i = 0; i < count; ++i) {
    news::Source source;
    source.homepage = Site(i) + "/";
    source.name = "منبر " + std::to_string(i);
    source.added = now;
    source.feeds.push_back(
        {.url = Site(i) + "/feed", .role = news::FeedRole::kFeed, .state = {.due = now}});
    if (!sources.AddSource(source)) return false;
  }
  return true;
}

// As many polls as there are sources: lively ones are asked more than once meanwhile.
bool Run(ingest::Poller& poller, ManualClock& clock, const Round& round, int sources) {
  while (round.polls < sources) {
    if (auto done = poller.Step(milliseconds(1'000)); !done) {
      std::fprintf(stderr, "%s\n", done.error().detail.c_str());
      return false;
    }
    if (poller.busy()) continue;
    const auto next = poller.NextAt();
    if (!next) return false;
    clock.Set(std::max(*next, clock.Now()));
  }
  return true;
}

int Measure(int sources, int rounds, std::uint16_t port) {
  store::TemporaryFolder folder;
  auto store = store::OpenSqlite({.folder = folder.path()});
  if (!store) return 1;
  const auto source_store = store::MakeSourceStore(**store);
  ManualClock clock{std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + hours(8)};
  if (!Follow(*source_store, sources, clock.Now())) return 1;
  fetch::HttpClientOptions options;
  options.proxy = "http://127.0.0.1:" + std::to_string(port);
  auto client = fetch::HttpClient::Open(options);
  if (!client) return 1;
  Round round;
  SeededRandom random{7};
  ingest::Poller poller(**store, *source_store, **client, clock, random, {},
                        [&round](const ingest::PollReport& report) {
                          ++round.polls;
                          round.failed += report.fate == ingest::PollReport::Fate::kFailed;
                          round.with_news += report.fate == ingest::PollReport::Fate::kNew;
                        });
  const double before_load = CpuSeconds();
  if (!poller.Load(false)) return 1;
  std::printf("%d sources, %d items each; loading them: %.2f s\n", sources, kItems,
              CpuSeconds() - before_load);
  for (int i = 0; i < rounds; ++i) {
    round = {};
    const double cpu = CpuSeconds();
    const auto wall = std::chrono::steady_clock::now();
    if (!Run(poller, clock, round, sources)) return 1;
    const double used = CpuSeconds() - cpu;
    const double passed =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count();
    std::printf(
        "round %d: %d polls (%d failed), %d with news, %.0f polls a CPU second, %.0f a second by "
        "the "
        "clock%s; peak %ld MiB\n",
        i + 1, round.polls, round.failed, round.with_news, round.polls / used, round.polls / passed,
        i == 0 ? " (robots.txt of each host before)" : "", PeakMiB());
  }
  return 0;
}

}  // namespace
}  // namespace isnad

int main(int argc, char** argv) {
  const int sources = argc > 1 ? std::atoi(argv[1]) : 20'000;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 4;
  int ends[2];
  if (sources <= 0 || rounds <= 0 || pipe(ends) != 0) return 2;
  const pid_t press = fork();
  if (press < 0) return 1;
  if (press == 0) isnad::Play(sources, ends[1]);
  close(ends[1]);
  std::uint16_t port = 0;
  const bool plays = read(ends[0], &port, sizeof port) == sizeof port;
  const int result = plays ? isnad::Measure(sources, rounds, port) : 1;
  kill(press, SIGTERM);
  waitpid(press, nullptr, 0);
  return result;
}
