#include "fetch/polling.h"

#include <algorithm>

#include "fetch/caching.h"

namespace isnad::fetch {
namespace {

using std::chrono::milliseconds;

constexpr char kFeedTypes[] =
    "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,"
    "text/xml;q=0.9,*/*;q=0.5";

bool IsGood(const PollState& state, const Result<FetchResponse>& answer,
            const PollOutcome& outcome) {
  if (!answer) return false;
  if (answer->status == 304)
    return state.last_whole.has_value();  // else there is nothing to be same
  return answer->status >= 200 && answer->status < 300 && outcome.readable;
}

std::string TroubleOf(const Result<FetchResponse>& answer) {
  if (!answer) return std::string(Name(answer.error().code)) + ": " + answer.error().detail;
  if (answer->status >= 200 && answer->status < 300) return "the answer is no feed";
  return "HTTP status " + std::to_string(answer->status);
}

// A tenth more or less, so that feeds found in one minute do not stay together for ever.
milliseconds Wobble(milliseconds wait, Random& random) {
  const auto tenth = static_cast<std::uint64_t>(std::max<std::int64_t>(wait.count() / 10, 0));
  return wait - milliseconds(tenth) + milliseconds(random.Below(2 * tenth + 1));
}

PollState AfterGood(PollState state, const FetchResponse& answer, const PollOutcome& outcome,
                    Instant now, Random& random, const PollPolicy& policy) {
  state.life = FeedLife::kActive;
  state.failures = 0;
  state.failing_since.reset();
  state.trouble.clear();
  state.last_success = now;
  state.moved_to = answer.permanent_url;
  if (answer.status != 304) {
    state.last_whole = now;
    state.validators = {answer.headers.etag, answer.headers.last_modified, answer.url};
  }
  state.rhythm = Observe(state.rhythm, outcome.new_items, now);

  milliseconds wait = WhenExpected(state.rhythm, policy.items_per_poll, now, policy.longest) - now;
  wait = std::max<milliseconds>(wait, policy.shortest);
  milliseconds asked = FreshFor(answer.headers, now).value_or(milliseconds(0));
  if (outcome.ttl) asked = std::max<milliseconds>(asked, *outcome.ttl);
  asked = std::min<milliseconds>(asked, policy.most_obeyed);
  state.due = now + std::max(Wobble(wait, random), asked);
  return state;
}

PollState AfterBad(PollState state, const Result<FetchResponse>& answer, Instant now,
                   Random& random, const PollPolicy& policy) {
  state.trouble = TroubleOf(answer);
  if (state.failures < 1000) ++state.failures;
  if (!state.failing_since) state.failing_since = now;
  if (answer && answer->status == 410) {
    state.life = FeedLife::kEnded;
    state.due = Instant::max();
    return state;
  }
  const bool dormant = now - *state.failing_since >= policy.dormant_after;
  state.life = dormant ? FeedLife::kDormant : FeedLife::kFailing;
  milliseconds wait =
      Jittered(dormant ? policy.dormant_every
                       : BackOff(state.failures, policy.first_back_off, policy.longest_back_off),
               random);
  if (answer) wait = std::max(wait, RetryAfter(answer->headers, now).value_or(milliseconds(0)));
  state.due = now + wait;
  return state;
}

}  // namespace

FetchRequest PollRequest(const std::string& url, const PollState& state, Instant now,
                         const PollPolicy& policy) {
  FetchRequest request;
  request.url = url;
  request.accept = kFeedTypes;
  const bool whole = !state.last_whole || now - *state.last_whole >= policy.whole_every;
  if (!whole) request.validators = state.validators;
  return request;
}

PollState AfterPoll(const PollState& state, const Result<FetchResponse>& answer,
                    const PollOutcome& outcome, Instant now, Random& random,
                    const PollPolicy& policy) {
  return IsGood(state, answer, outcome) ? AfterGood(state, *answer, outcome, now, random, policy)
                                        : AfterBad(state, answer, now, random, policy);
}

milliseconds Jittered(milliseconds wait, Random& random) {
  const auto half = static_cast<std::uint64_t>(std::max<std::int64_t>(wait.count(), 0) / 2);
  return milliseconds(half) + milliseconds(random.Below(half + 1));
}

milliseconds BackOff(std::uint32_t failures, milliseconds first, milliseconds longest) {
  milliseconds wait = first;
  for (std::uint32_t i = 1; i < failures && wait < longest; ++i) wait *= 2;
  return std::min(wait, longest);
}

}  // namespace isnad::fetch
