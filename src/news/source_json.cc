#include "news/source_json.h"

#include <charconv>
#include <cmath>

#include "base/date_time.h"
#include "news/json_string.h"

namespace isnad::news {
namespace {

// The members of one object, in the order of the calls.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) { out_ += '{'; }
  ~Members() { out_ += '}'; }
  Members(const Members&) = delete;
  Members& operator=(const Members&) = delete;

  std::string& Key(std::string_view key) {
    if (!first_) out_ += ',';
    first_ = false;
    AppendJsonString(out_, key);
    out_ += ':';
    return out_;
  }
  void Text(std::string_view key, std::string_view value) {
    Key(key);
    if (value.empty()) {
      out_ += "null";
    } else {
      AppendJsonString(out_, value);
    }
  }
  void Time(std::string_view key, const std::optional<Instant>& value) {
    Text(key, value ? DateTime::FromInstant(*value).ToString() : std::string());
  }
  void Whole(std::string_view key, std::int64_t value) { Key(key) += std::to_string(value); }
  void Real(std::string_view key, const std::optional<double>& value) {
    Key(key);
    char buffer[64];
    const auto [end, error] =
        value && std::isfinite(*value)
            ? std::to_chars(buffer, buffer + sizeof buffer, *value, std::chars_format::fixed, 3)
            : std::to_chars_result{buffer, std::errc::invalid_argument};
    if (error == std::errc()) {
      out_.append(buffer, end);
    } else {
      out_ += "null";
    }
  }

 private:
  std::string& out_;
  bool first_ = true;
};

void Append(std::string& out, const FollowedFeed& feed) {
  const FetchState& state = feed.state;
  Members members(out);
  members.Text("url", feed.url);
  members.Text("role", Name(feed.role));
  members.Text("state", Name(state.life));
  members.Text("moved_to", state.moved_to);
  members.Time("last_try", state.last_try);
  members.Time("last_success", state.last_success);
  members.Text("last_error", state.trouble);
  members.Whole("failures", state.failures);
  members.Time("next_due",
               state.life == FeedLife::kEnded ? std::nullopt : std::optional<Instant>(state.due));
  members.Whole("latency_ms", state.latency.count());
  members.Whole("items", state.items);
  members.Real("items_per_day", state.items_per_day);
  members.Real("full_text_rate", feed.pages.WholeShare());
}

}  // namespace

std::string ToJsonLine(const Source& source) {
  std::string out;
  {
    Members members(out);
    members.Whole("id", source.id);
    members.Text("homepage", source.homepage);
    members.Text("name", source.name);
    members.Text("language", source.language);
    members.Text("country", source.country);
    members.Text("icon", source.icon);
    members.Time("added", source.added);
    members.Key("resting") += source.resting ? "true" : "false";
    members.Key("feeds") += '[';
    bool first = true;
    for (const FollowedFeed& feed : source.feeds) {
      if (!first) out += ',';
      first = false;
      Append(out, feed);
    }
    out += ']';
  }
  return out;
}

}  // namespace isnad::news
