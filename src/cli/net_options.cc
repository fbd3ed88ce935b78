#include "cli/net_options.h"

#include <charconv>
#include <utility>

namespace isnad::cli {
namespace {

// "lab.example", "127.0.0.1:8080", "[::1]:8080".
Result<fetch::AllowedHost> ParseAllowed(const std::string& text) {
  fetch::AllowedHost allowed{text, 0};
  const std::size_t colon = text.rfind(':');
  const bool bracketed_end = !text.empty() && text.back() == ']';
  if (colon != text.npos && !bracketed_end) {
    allowed.host = text.substr(0, colon);
    const char* const end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data() + colon + 1, end, allowed.port);
    if (code != std::errc() || stop != end || allowed.port == 0) allowed.host.clear();
  }
  if (allowed.host.empty()) {
    return Fail(Errc::kMalformed, text + ": no host",
                "give it as intranet.example or 10.0.0.7:8080");
  }
  return allowed;
}

}  // namespace

void AddNetOptions(CLI::App& command, NetOptions& options) {
  command
      .add_option("--contact", options.contact,
                  "page or mail address where outlets reach you; stands in the User-Agent")
      ->envname("ISNAD_CONTACT");
  command.add_option("--proxy", options.proxy, "http://host:port that all requests go through");
  command.add_option("--allow-host", options.allowed,
                     "HOST[:PORT] on a private network that may be asked all the same");
  command
      .add_option("--gap", options.gap_seconds,
                  "seconds between two requests to one host; robots.txt may ask for more")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  command.add_option("--ca-file", options.ca_file,
                     "certificates (PEM) that are trusted instead of the system's");
}

Result<std::unique_ptr<fetch::HttpClient>> OpenClient(const NetOptions& options) {
  fetch::HttpClientOptions client;
  client.product = "Isnad/" ISNAD_VERSION;
  client.contact = options.contact;
  client.proxy = options.proxy;
  client.ca_file = options.ca_file;
  for (const std::string& text : options.allowed) {
    auto allowed = ParseAllowed(text);
    if (!allowed) return Fail(allowed.error());
    client.guard.allowed.push_back(std::move(*allowed));
  }
  return fetch::HttpClient::Open(std::move(client));
}

ingest::PollerOptions PollerOptionsOf(const NetOptions& options) {
  ingest::PollerOptions poller;
  poller.schedule.host_gap =
      std::chrono::milliseconds(static_cast<std::int64_t>(options.gap_seconds * 1000));
  // A domain is asked no faster than its hosts are, all of them together twice as often.
  poller.schedule.domain_every = poller.schedule.host_gap / 2;
  return poller;
}

}  // namespace isnad::cli
