#include "portal/moments.h"

#include "arabic/dates.h"

namespace isnad::portal {
namespace {

// "٢:٠٥ م": twelve hours, as Arabic papers print them.
std::string TimeOfDay(const Words& words, std::chrono::seconds time) {
  const std::chrono::hh_mm_ss clock(time);
  const auto hour = clock.hours().count();
  const auto minute = clock.minutes().count();
  const auto shown = hour % 12 == 0 ? 12 : hour % 12;
  const std::string minutes = (minute < 10 ? "0" : "") + std::to_string(minute);
  return words.InDigits(std::to_string(shown) + ":" + minutes) + "\u00A0" +
         std::string(words[hour < 12 ? "time.am" : "time.pm"]);
}

std::string DateText(const Words& words, const DateTime& date, DateStyle style) {
  const bool with_weekday = style == DateStyle::kWeekday || style == DateStyle::kLong;
  const bool with_hour = style == DateStyle::kHour || style == DateStyle::kLong;
  std::string shown = words.InDigits(arabic::FormatDate(date.day, with_weekday));
  if (with_hour && date.time_of_day) {
    shown.append(words["story.joiner"]).append(TimeOfDay(words, *date.time_of_day));
  }
  return shown;
}

}  // namespace

Html DateHtml(const Words& words, const DateTime& date, DateStyle style) {
  return Element("time", {{"datetime", date.ToString()}}, Text(DateText(words, date, style)));
}

Html InstantHtml(const Words& words, const MomentContext& context, Instant instant,
                 DateStyle style) {
  return DateHtml(words, DateTime::FromInstant(instant, context.utc_offset), style);
}

std::string Ago(const Words& words, Instant now, Instant then) {
  // Compared before it is subtracted: an instant from outside may be any 64 bits.
  if (then > now || then <= now - std::chrono::hours(24)) return {};
  const auto age = now - then;
  const auto minutes = std::chrono::floor<std::chrono::minutes>(age).count();
  if (minutes == 0) return std::string(words["time.now"]);
  const std::string span =
      minutes < 60 ? words.Count("time.minutes", minutes) : words.Count("time.hours", minutes / 60);
  return words.Filled("time.ago", {{"span", span}});
}

Html AgoHtml(const Words& words, std::string_view ago) {
  if (ago.empty()) return {};
  return Join(Text(words["story.joiner"]), Element("span", {Class("ago")}, Text(ago)));
}

std::string AccountDateText(const Words& words, const MomentContext& context,
                            const news::Account& account) {
  if (account.published) return DateText(words, *account.published, DateStyle::kHour);
  const std::string seen = DateText(
      words, DateTime::FromInstant(account.first_seen, context.utc_offset), DateStyle::kShort);
  return words.Filled("account.seen", {{"date", seen}});
}

Html AccountDate(const Words& words, const MomentContext& context, const news::Account& account) {
  if (!account.published) {
    // "رُصدت …" with the date inside its <time>.
    const std::string around = words.Filled("account.seen", {{"date", ""}});
    return Element("span", {Class("date")}, Text(around),
                   InstantHtml(words, context, account.first_seen, DateStyle::kShort));
  }
  Html html = DateHtml(words, *account.published, DateStyle::kHour);
  if (account.published->time_of_day && account.published->utc_offset) {
    html += AgoHtml(words, Ago(words, context.now, account.published->ToInstant()));
  }
  return Element("span", {Class("date")}, html);
}

}  // namespace isnad::portal
