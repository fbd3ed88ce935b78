#include "fetch/transfer.h"

#include <algorithm>
#include <utility>

#include "base/url_text.h"

namespace isnad::fetch {
namespace {

// Codings that a body can really be in (RFC 9110, 8.4.1; RFC 7932; RFC 8878).
constexpr std::string_view kCodings[] = {"gzip", "x-gzip", "deflate", "br", "zstd", "compress"};

bool IsCompressed(const FetchHeaders& headers) {
  const std::string text = AsciiLower(headers.content_encoding);
  return std::any_of(std::begin(kCodings), std::end(kCodings),
                     [&](std::string_view coding) { return text.find(coding) != text.npos; });
}

}  // namespace

Transfer::Transfer(FetchRequest request, FetchDone done)
    : request_(std::move(request)), done_(std::move(done)) {}

Result<void> Transfer::Prepare(const Guard& guard) {
  Result<Url> url = guard.CheckUrl(request_.url);
  if (!url) return Fail(url.error());
  host_ = url->host();
  first_ = std::move(*url);
  return {};
}

Result<void> Transfer::Begin(const HopContext& context) {
  easy_.reset(curl_easy_init());
  if (easy_ == nullptr) return Fail(Errc::kIo, "libcurl gives no handle");
  started_ = std::chrono::steady_clock::now();
  StartHop(context, *first_, Coding::kAny);
  return {};
}

void Transfer::StartHop(const HopContext& context, Url url, Coding coding) {
  const SteadyTime now = std::chrono::steady_clock::now();
  const auto left =
      request_.limits.total - std::chrono::floor<std::chrono::milliseconds>(now - started_);
  visited_.push_back(url.text());
  hop_.reset();  // the old one's options must not outlive it on the handle
  hop_ = std::make_unique<Hop>(context, easy_.get(), request_, std::move(url), coding, now, left);
}

std::optional<Error> Transfer::Overdue(SteadyTime now) {
  if (now - started_ >= request_.limits.total) {
    return Error{Errc::kTimedOut, hop_->url().host() + ": not done within its whole time"};
  }
  return hop_->Overdue(now);
}

std::optional<Result<FetchResponse>> Transfer::Advance(const HopContext& context, CURLcode code) {
  if (hop_->CodingFailed(code)) {
    // Content-Encoding lies ("utf-8", or gzip that is none): ask once for the plain bytes.
    const Url url = hop_->url();
    visited_.pop_back();
    StartHop(context, url, Coding::kIdentity);
    return std::nullopt;
  }
  if (hop_->FailedOnOldConnection(code) && !asked_afresh_) {
    asked_afresh_ = true;
    const Url url = hop_->url();
    visited_.pop_back();
    StartHop(context, url, hop_->asks_identity() ? Coding::kIdentity : Coding::kAny);
    curl_easy_setopt(easy_.get(), CURLOPT_FRESH_CONNECT, 1L);
    return std::nullopt;
  }
  if (auto error = hop_->Outcome(code)) return Fail(std::move(*error));
  if (!hop_->IsRedirect()) {
    if (hop_->asks_identity() && IsCompressed(hop_->headers())) {
      return Fail(Errc::kMalformed, hop_->url().host() + ": damaged " +
                                        hop_->headers().content_encoding.substr(0, 20) + " body");
    }
    return TakeResponse();
  }
  if (auto error = Follow(context)) return Fail(std::move(*error));
  return std::nullopt;
}

// Sets up the hop that the answer redirects to (RFC 9110, 15.4).
std::optional<Error> Transfer::Follow(const HopContext& context) {
  const std::string host = hop_->url().host();
  if (visited_.size() > static_cast<std::size_t>(request_.limits.max_redirects)) {
    return Error{
        Errc::kMalformed,
        host + ": more than " + std::to_string(request_.limits.max_redirects) + " redirects"};
  }
  Result<Url> next = hop_->url().Resolve(hop_->headers().location);
  if (!next) {
    return Error{next.error().code, host + ": redirects to what is " + next.error().detail};
  }
  if (auto checked = context.guard.CheckUrl(*next); !checked) {
    return Error{checked.error().code, host + ": redirects: " + checked.error().detail,
                 checked.error().mend};
  }
  // Without cookies the same question gets the same answer.
  if (std::find(visited_.begin(), visited_.end(), next->text()) != visited_.end()) {
    return Error{Errc::kMalformed, host + ": redirects in a circle"};
  }
  const bool permanent = hop_->status() == 301 || hop_->status() == 308;
  // Anyone on the way can write a redirect over plain HTTP, and one from https to http would give
  // away for good what TLS protects.
  const bool weakens = hop_->url().scheme() == "https" && next->scheme() == "http";
  only_permanent_ = only_permanent_ && permanent && !weakens;
  if (only_permanent_) permanent_url_ = next->text();
  StartHop(context, std::move(*next), Coding::kAny);
  return std::nullopt;
}

FetchResponse Transfer::TakeResponse() {
  FetchResponse response;
  response.status = hop_->status();
  response.url = hop_->url().text();
  response.permanent_url = permanent_url_;
  response.headers = std::move(hop_->headers());
  response.body = std::move(hop_->body());
  response.wire_bytes = hop_->WireBytes();
  response.redirects = static_cast<int>(visited_.size()) - 1;
  response.timing = hop_->Timing();
  response.timing.total =
      std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_);
  return response;
}

}  // namespace isnad::fetch
