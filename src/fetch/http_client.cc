#include "fetch/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <utility>

#include "fetch/header_field.h"
#include "fetch/hop.h"
#include "fetch/transfer.h"

namespace isnad::fetch {
namespace {

// A deadline is noticed at most this late.
constexpr std::chrono::milliseconds kTick{50};

struct MultiFree {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::string UserAgent(const HttpClientOptions& options) {
  return options.product + " (Arabic news reader; " +
         (options.contact.empty() ? "no contact given" : "+" + options.contact) + ")";
}

bool CanStandInField(std::string_view text) {
  return text.size() <= 200 && !HasControlCharacter(text) && text.find_first_of("()") == text.npos;
}

}  // namespace

struct HttpClient::Impl {
  Impl(HttpClientOptions given, CURLM* handle)
      : options(std::move(given)),
        guard(options.guard),
        context{guard, UserAgent(options), options.proxy, options.ca_file, nullptr},
        multi(handle) {}
  ~Impl() {
    for (auto& [easy, transfer] : running) curl_multi_remove_handle(multi.get(), easy);
  }

  // The requests to one host wait for each other here, where no deadline runs yet, and not inside
  // libcurl.
  struct Lane {
    std::size_t running = 0;
    std::deque<std::unique_ptr<Transfer>> waiting;
  };

  // Starts what waits while there is room, host by host in turn.
  void Fill();
  void LeaveLane(const Transfer& transfer);
  void Launch(std::unique_ptr<Transfer> transfer);
  // Takes notice of what libcurl finished and of deadlines that passed.
  void Collect();
  void End(CURL* easy, CURLcode code);
  void GiveUp(CURL* easy, Error error);
  // Calls `done` of what is finished; true when there was something.
  bool Deliver();

  HttpClientOptions options;
  Guard guard;
  HopContext context;
  std::unique_ptr<curl_slist, ListFree> hosts;
  std::unique_ptr<CURLM, MultiFree> multi;      // freed after the transfers' handles
  std::unordered_map<std::string, Lane> lanes;  // by host; those with something in them
  std::deque<std::string> ready;                // hosts with something waiting, and room for it
  std::size_t waiting = 0;                      // in all lanes
  std::unordered_map<CURL*, std::unique_ptr<Transfer>> running;
  struct Finished {
    FetchDone done;
    Result<FetchResponse> result;
  };
  std::vector<Finished> finished;
};

Result<std::unique_ptr<HttpClient>> HttpClient::Open(HttpClientOptions options) {
  if (!CanStandInField(options.product) || !CanStandInField(options.contact) ||
      options.product.empty()) {
    return Fail(Errc::kMalformed, "User-Agent: product or contact with brackets or line breaks",
                "give a plain page or mail address as contact");
  }
  CURLM* const multi = curl_multi_init();
  if (multi == nullptr) return Fail(Errc::kIo, "libcurl does not start");
  auto impl = std::make_unique<Impl>(std::move(options), multi);
  for (const HostLine& line : impl->options.hosts) {
    const std::string text = line.host + ":" + std::to_string(line.port) + ":" + line.address;
    // Appending returns the same list's head.
    curl_slist* const list = curl_slist_append(impl->hosts.release(), text.c_str());
    impl->hosts.reset(list);
  }
  impl->context.hosts = impl->hosts.get();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(impl->options.max_in_flight));
  return std::unique_ptr<HttpClient>(new HttpClient(std::move(impl)));
}

HttpClient::HttpClient(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpClient::~HttpClient() = default;

const std::string& HttpClient::user_agent() const { return impl_->context.user_agent; }

void HttpClient::Start(FetchRequest request, FetchDone done) {
  auto transfer = std::make_unique<Transfer>(std::move(request), std::move(done));
  if (const auto begun = transfer->Prepare(impl_->guard); !begun) {
    impl_->finished.push_back({transfer->TakeDone(), Fail(begun.error())});
    return;
  }
  const std::string host = transfer->host();
  Impl::Lane& lane = impl_->lanes[host];
  lane.waiting.push_back(std::move(transfer));
  ++impl_->waiting;
  if (lane.running + lane.waiting.size() <= impl_->options.max_per_host) {
    impl_->ready.push_back(host);
  }
}

void HttpClient::Wake() { curl_multi_wakeup(impl_->multi.get()); }

std::size_t HttpClient::Poll(std::chrono::milliseconds wait) {
  const SteadyTime until = std::chrono::steady_clock::now() + wait;
  for (;;) {
    impl_->Fill();
    int running = 0;
    curl_multi_perform(impl_->multi.get(), &running);
    impl_->Collect();
    if (impl_->Deliver()) break;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0 || (impl_->running.empty() && impl_->waiting == 0)) break;
    curl_multi_poll(impl_->multi.get(), nullptr, 0, static_cast<int>(std::min(left, kTick).count()),
                    nullptr);
  }
  return impl_->running.size() + impl_->waiting + impl_->finished.size();
}

// `ready` names a host once for each request of its that has room, so that hosts take turns.
void HttpClient::Impl::Fill() {
  while (running.size() < options.max_in_flight && !ready.empty()) {
    Lane& lane = lanes.at(ready.front());
    ready.pop_front();
    std::unique_ptr<Transfer> next = std::move(lane.waiting.front());
    lane.waiting.pop_front();
    --waiting;
    ++lane.running;
    if (const auto begun = next->Begin(context); !begun) {
      LeaveLane(*next);
      finished.push_back({next->TakeDone(), Fail(begun.error())});
    } else {
      Launch(std::move(next));
    }
  }
}

void HttpClient::Impl::LeaveLane(const Transfer& transfer) {
  const auto found = lanes.find(transfer.host());
  Lane& lane = found->second;
  --lane.running;
  if (lane.running == 0 && lane.waiting.empty()) {
    lanes.erase(found);
  } else if (lane.waiting.size() + lane.running >= options.max_per_host && !lane.waiting.empty()) {
    ready.push_back(transfer.host());
  }
}

void HttpClient::Impl::Launch(std::unique_ptr<Transfer> transfer) {
  CURL* const easy = transfer->easy();
  if (curl_multi_add_handle(multi.get(), easy) != CURLM_OK) {
    LeaveLane(*transfer);
    finished.push_back({transfer->TakeDone(), Fail(Errc::kIo, "libcurl takes no more requests")});
    return;
  }
  running.emplace(easy, std::move(transfer));
}

void HttpClient::Impl::Collect() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
    if (message->msg == CURLMSG_DONE) End(message->easy_handle, message->data.result);
  }
  const SteadyTime now = std::chrono::steady_clock::now();
  std::vector<std::pair<CURL*, Error>> overdue;
  for (const auto& [easy, transfer] : running) {
    if (auto error = transfer->Overdue(now)) overdue.emplace_back(easy, std::move(*error));
  }
  for (auto& [easy, error] : overdue) GiveUp(easy, std::move(error));
}

void HttpClient::Impl::End(CURL* easy, CURLcode code) {
  const auto found = running.find(easy);
  if (found == running.end()) return;
  std::unique_ptr<Transfer> transfer = std::move(found->second);
  running.erase(found);
  curl_multi_remove_handle(multi.get(), easy);
  if (auto result = transfer->Advance(context, code)) {
    LeaveLane(*transfer);
    finished.push_back({transfer->TakeDone(), std::move(*result)});
  } else {
    Launch(std::move(transfer));
  }
}

void HttpClient::Impl::GiveUp(CURL* easy, Error error) {
  const auto found = running.find(easy);
  curl_multi_remove_handle(multi.get(), easy);
  LeaveLane(*found->second);
  finished.push_back({found->second->TakeDone(), Fail(std::move(error))});
  running.erase(found);
}

bool HttpClient::Impl::Deliver() {
  std::vector<Finished> taken = std::exchange(finished, {});  // `done` may start more
  for (Finished& one : taken) one.done(std::move(one.result));
  return !taken.empty();
}

}  // namespace isnad::fetch
