// isnad serve: the portal over a store.

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/log.h"
#include "base/url.h"
#include "cli/context.h"
#include "cli/net_options.h"
#include "cli/rule_check.h"
#include "cli/store_access.h"
#include "cli/story_json.h"
#include "ingest/polling_service.h"
#include "ingest/story_telling.h"
#include "portal/portal.h"
#include "portal/search_backend.h"
#include "search/index.h"
#include "web/server.h"

namespace isnad::cli {
namespace {

struct Options {
  std::string folder;
  std::string listen = "127.0.0.1:8080";
  unsigned threads = 2;
  bool western_digits = false;
  bool quiet = false;
  bool no_fetch = false;
  std::string public_address;  // where hubs reach us
  NetOptions net;
  RulesOption rules;
};

// "127.0.0.1:8080" or "[::1]:8080" apart; nullopt where it is neither.
std::optional<std::pair<std::string, std::uint16_t>> ParseListen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::string_view address = text.substr(0, colon);
  const std::string_view port_text = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [stop, code] =
      std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  if (code != std::errc{} || stop != port_text.data() + port_text.size()) return std::nullopt;
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  return std::pair(std::string(address), port);
}

std::string ForUrl(const std::string& address, std::uint16_t port) {
  return address.find(':') == std::string::npos ? fmt::format("http://{}:{}", address, port)
                                                : fmt::format("http://[{}]:{}", address, port);
}

// A store that is not there yet is made, so that the portal can be started first and filled later.
bool MakeSureThereIsAStore(const Options& options, Context& context) {
  auto index = search::MakeIndexHook();
  auto teller = ingest::MakeStoryTeller();
  const auto made = store::OpenSqlite({.folder = options.folder,
                                       .access = store::Access::kWrite,
                                       .index = index.get(),
                                       .teller = teller.get(),
                                       .clock = &context.clock()});
  if (made || made.error().code == Errc::kBusy || made.error().code == Errc::kDenied) return true;
  context.Complain(made.error(), kStoreUnusable);
  return false;
}

// Blocks the signals that end the server, so that only Wait sees them, on this thread.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  void Wait() {
    int received = 0;
    sigwait(&set_, &received);
  }

 private:
  sigset_t set_{};
};

// Following the sources beside the portal, and what it needs.
struct Following {
  std::unique_ptr<store::IndexHook> index;
  std::unique_ptr<fetch::HttpClient> client;
  SystemRandom random;
  RulesOption rules;
  std::unique_ptr<ingest::PollingService> service;  // stopped first
};

// Null after complaining.
std::unique_ptr<Following> Follow(const Options& options, Context& context, Logger& log) {
  auto client = OpenClient(options.net);
  if (!client) {
    context.Complain(client.error(), kBadUsage);
    return nullptr;
  }
  auto following = std::make_unique<Following>();
  following->rules = options.rules;
  if (!following->rules.Read(context)) return nullptr;
  following->index = search::MakeIndexHook();
  following->client = std::move(*client);
  ingest::ServiceOptions service;
  service.folder = options.folder;
  service.poller = PollerOptionsOf(options.net);
  service.poller.rules = following->rules.rules();
  service.public_address = options.public_address;
  while (service.public_address.ends_with('/')) service.public_address.pop_back();
  const auto report = [&log](const ingest::PollReport& one) {
    if (one.fate == ingest::PollReport::Fate::kUnchanged) return;
    log.Info("fetch", {{"what", one.what == ingest::PollReport::What::kFeed ? "feed" : "page"},
                       {"outcome", ingest::Name(one.fate)},
                       {"url", one.url},
                       {"why", one.why}});
  };
  following->service = std::make_unique<ingest::PollingService>(
      std::move(service), following->index.get(), *following->client, context.clock(),
      following->random, log, report);
  return following;
}

// What comes to our WebSub callback addresses (WebSub 5.3 and 7).
web::Response AnswerHub(ingest::PollingService& service, const web::Request& request) {
  const std::string token = request.path.substr(ingest::kHubPath.size());
  if (request.method == "POST") {
    const bool known = service.TakeDelivery(token, request.Header("x-hub-signature"), request.body);
    return web::Response::Text(known ? 202 : 404, known ? "taken\n" : "no such subscription\n");
  }
  std::string query;
  for (const auto& [name, value] : request.query) {
    query += (query.empty() ? "" : "&") + PercentEncode(name) + "=" + PercentEncode(value);
  }
  auto challenge = service.ConfirmSubscription(token, query);
  auto response = challenge ? web::Response::Text(200, std::move(*challenge))
                            : web::Response::Text(404, "no such subscription\n");
  response.cache_control = "no-store";
  return response;
}

void Run(const Options& options, Context& context) {
  const auto listen = ParseListen(options.listen);
  if (!listen) {
    context.Complain({Errc::kMalformed, options.listen + ": not an address with a port",
                      "for example 127.0.0.1:8080 or [::1]:8080"},
                     kBadUsage);
    return;
  }
  if (!MakeSureThereIsAStore(options, context)) return;
  auto open = OpenOrComplain(context, options.folder, store::Access::kRead);
  if (!open) return;

  EndSignals signals;  // before any thread is made: they inherit the mask
  Logger log(options.quiet ? LogLevel::kWarning : LogLevel::kInfo, context.clock());
  portal::PortalOptions portal_options;
  portal_options.story_json = StoryToJson;
  if (options.western_digits) portal_options.digits = portal::Digits::kWestern;
  const auto backend =
      portal::MakeSearchBackend(*open->store, context.clock(), portal_options.utc_offset);
  portal::Portal portal(*open->store, *backend, context.clock(), log, portal_options);

  std::unique_ptr<Following> following;
  if (!options.no_fetch) {
    following = Follow(options, context, log);
    if (!following) return;
  }
  const auto handle = [&portal, &following](const web::Request& request) {
    const bool from_hub = following && request.path.starts_with(ingest::kHubPath);
    return from_hub ? AnswerHub(*following->service, request) : portal.Handle(request);
  };

  web::ServerOptions server_options;
  server_options.address = listen->first;
  server_options.port = listen->second;
  server_options.io_threads = options.threads;
  server_options.worker_threads = std::max(2U, options.threads);
  auto server = web::Server::Start(
      server_options, handle,
      [&portal](const web::Request& request) { return portal.Cached(request); }, log);
  if (!server) {
    context.Complain(server.error(), kSomeFailed);
    return;
  }
  context.Print(fmt::format("isnad: the portal is on {} (stop it with Ctrl-C)\n",
                            ForUrl(listen->first, (*server)->port())));
  context.Flush();
  if (following) following->service->Start();
  signals.Wait();
  (*server)->Stop();
  if (following) following->service->Stop();
}

}  // namespace

void AddServe(CLI::App& app, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("serve", "the portal over a store");
  AddDbOption(*command, options->folder);
  command->add_option("--listen", options->listen, "address and port; port 0 takes a free one")
      ->capture_default_str();
  command->add_option("--threads", options->threads, "threads for connections")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->add_flag("--western-digits", options->western_digits,
                    "write 12 instead of ١٢ in the pages");
  command->add_flag("-q,--quiet", options->quiet, "log warnings and errors only");
  command->add_flag("--no-fetch", options->no_fetch, "do not ask the sources that are followed");
  command->add_option(
      "--public-address", options->public_address,
      "https://… under which this portal is reached: lets WebSub hubs tell of news");
  options->rules.AddTo(*command);
  AddNetOptions(*command, options->net);
  command->footer(R"(
Asks the sources that are followed (isnad source add) when they are due; /sources shows how that goes. The store is
made when it is not there; other commands may write to it meanwhile. For the Internet, put nginx or Caddy in front:
TLS and HTTP/2 are theirs.

Examples:
  isnad serve --db press
  isnad serve --db press --listen 127.0.0.1:9000 --quiet
  isnad serve --db press --contact https://example.org/reader --public-address https://press.example.org)");
  command->callback([options, &context] { Run(*options, context); });
}

}  // namespace isnad::cli
