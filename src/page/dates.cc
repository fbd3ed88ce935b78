#include "page/dates.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/url.h"
#include "base/utf8.h"
#include "page/page_state.h"
#include "page/shown_dates.h"
#include "page/text.h"

namespace isnad::page {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

// Names of <meta> without "-", "_", ".", ":" between their words, the surest first.
constexpr std::string_view kPublishedNames[] = {"articlepublishedtime",
                                                "ogpublishedtime",
                                                "itemprop:datepublished",
                                                "datepublished",
                                                "articlepublished",
                                                "articlepublicationdate",
                                                "ogarticlepublishedtime",
                                                "parselypubdate",
                                                "sailthrudate",
                                                "firstpublished",
                                                "publishdate",
                                                "publisheddate",
                                                "publishedtime",
                                                "publicationdate",
                                                "pubdate",
                                                "rbpubdate",
                                                "articledateoriginal",
                                                "originalpublicationdate",
                                                "shareaholicarticlepublishedtime",
                                                "mediatorpublishedtime",
                                                "cxenseparserecspublishtime",
                                                "vrpublishedtime",
                                                "btpubdate",
                                                "rnewsdatepublished",
                                                "dcdateissued",
                                                "dctermsissued",
                                                "dcissued",
                                                "dcdatepublished",
                                                "citationonlinedate",
                                                "citationpublicationdate",
                                                "citationdate",
                                                "dcdate",
                                                "dctermsdate",
                                                "dcdatecreated",
                                                "dctermscreated",
                                                "dccreated",
                                                "displaydate",
                                                "ogpubdate",
                                                "itemprop:datecreated",
                                                "articlecreated",
                                                "datecreated",
                                                "creationdate",
                                                "created",
                                                "gentime",
                                                "date",
                                                "published"};
constexpr std::string_view kModifiedNames[] = {"articlemodifiedtime",
                                               "ogmodifiedtime",
                                               "itemprop:datemodified",
                                               "datemodified",
                                               "articlemodified",
                                               "dctermsmodified",
                                               "dcdatemodified",
                                               "dcmodified",
                                               "ogupdatedtime",
                                               "articleupdated",
                                               "lastmod",
                                               "lastmodified",
                                               "datelastmodified",
                                               "datelastupdated",
                                               "lastupdated",
                                               "modified",
                                               "revised",
                                               "updated",
                                               "pagelastmodified",
                                               "dateupdated"};

bool Digit(char c) { return c >= '0' && c <= '9'; }

// Number of `width` digits at `at`, -1 where there is none.
int Digits(std::string_view text, std::size_t at, std::size_t width) {
  if (at + width > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + width; ++i) {
    if (!Digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

int DaysBetween(year_month_day a, year_month_day b) {
  return static_cast<int>(std::abs((sys_days(a) - sys_days(b)).count()));
}

bool IsUtc(const DateTime& date) {
  return date.time_of_day && date.utc_offset == std::chrono::minutes(0);
}

DateTime DayOnly(year_month_day day) {
  DateTime out;
  out.day = day;
  return out;
}

class DateFinder {
 public:
  DateFinder(const Metadata& metadata, const PageView& page)
      : metadata_(metadata), page_(page), from_url_(DateFromUrl(page.url)) {
    const auto url = Url::Parse(page.url);
    place_ = PlaceOf(url ? std::string_view(url->host()) : std::string_view(), metadata.language,
                     metadata.region);
    habits_.language = metadata.language;
    habits_.order = OrderOnPage(page.blocks).value_or(place_.order);
  }

  PageDates Find() {
    shown_ =
        FindShownDates(page_.tree, page_.blocks, page_.surroundings, page_.title_block, habits_);
    const std::size_t anchor = page_.title_block < page_.blocks.size() ? page_.title_block : 0;
    const ShownDate* first = BestShown(shown_, anchor, DateLabel::kPublished);
    first = Original(first);
    const ShownDate* updated = BestShown(shown_, anchor, DateLabel::kUpdated);
    modified_ = Declared(metadata_.linked.modified, kModifiedNames);
    PageDates out;
    out.published = Published(first, updated);
    out.modified = modified_;
    if (!out.modified && updated != nullptr) out.modified = Meant(updated->date);
    DropImpossible(out);
    if (out.published) out.published = place_.OnLocalClock(*out.published);
    if (out.modified) out.modified = place_.OnLocalClock(*out.modified);
    return out;
  }

 private:
  template <std::size_t kCount>
  std::optional<DateTime> Declared(std::string_view linked,
                                   const std::string_view (&names)[kCount]) const {
    if (const auto date = ReadTextDate(linked, habits_)) return Meant(*date);
    for (const std::string_view name : names) {
      if (const auto date = ReadTextDate(metadata_.Squeezed(name), habits_)) return Meant(*date);
    }
    return std::nullopt;
  }

  std::optional<DateTime> Published(const ShownDate* shown, const ShownDate* updated) const {
    const auto declared = Declared(metadata_.linked.published, kPublishedNames);
    if (declared) return Settle(*declared, shown);
    const std::size_t anchor = page_.title_block < page_.blocks.size() ? page_.title_block : 0;
    if (shown != nullptr) {
      const DateTime date = Meant(shown->date);
      // A page that shows its last change has its first day in the address.
      const bool doubted = !shown->sure && shown->label != DateLabel::kPublished;
      if (from_url_ && doubted && DaysBetween(from_url_->day, date.day) > 1) return from_url_;
      return date;
    }
    if (from_url_) return from_url_;
    if (const auto state = FindStateDate(page_.html, page_.title, habits_)) {
      return Meant(state->date);
    }
    // A day that is only the last change counts where nothing else is known.
    if (updated != nullptr && updated->close) return Meant(updated->date);
    if (const ShownDate* aside = OnlyAside(shown_, anchor)) return Meant(aside->date);
    if (updated != nullptr) return Meant(updated->date);
    return std::nullopt;
  }

  // What the reader sees beside the title beats what a template declares: pages are re-dated by
  // hand, and their clock is the reader's.
  DateTime Settle(const DateTime& declared, const ShownDate* shown) const {
    const bool told = std::any_of(shown_.begin(), shown_.end(), [&](const ShownDate& one) {
      return one.close && one.label != DateLabel::kUpdated && MayMean(one.date, declared.day);
    });
    // The same day is told better with its hour.
    if (shown == nullptr || told) return declared;
    const DateTime seen = Meant(shown->date);
    if (IsDeclaredChange(*shown, seen) && sys_days(declared.day) < sys_days(seen.day)) {
      return declared;
    }
    if (!shown->close) {
      // A template that says "published" of the last change; the page says it of another day.
      const bool changed = modified_ && modified_->day == declared.day;
      const bool says = shown->label == DateLabel::kPublished && !shown->date.short_year;
      return changed && says && sys_days(seen.day) < sys_days(declared.day) ? seen : declared;
    }
    if (DaysBetween(seen.day, declared.day) == 1) {
      // The same moment on another clock: the page's own is the one it shows.
      if (!IsUtc(declared) && declared.utc_offset) return declared;
      const DateTime local = place_.OnLocalClock(declared);
      return local.day == seen.day ? local : seen;
    }
    return shown->date.short_year ? declared : seen;
  }

  // What is called the first publication, where `shown` has no name and is a later day.
  const ShownDate* Original(const ShownDate* shown) const {
    if (shown != nullptr && shown->label == DateLabel::kPublished) return shown;
    for (const ShownDate& one : shown_) {
      const bool first = one.original && !one.aside && !one.date.short_year;
      if (first &&
          (shown == nullptr || sys_days(one.date.value.day) < sys_days(shown->date.value.day)))
        return &one;
    }
    return shown;
  }

  // Does the page show, without a word, the day that its own Open Graph tags call the last change
  // and tell from that of publication?
  bool IsDeclaredChange(const ShownDate& shown, const DateTime& seen) const {
    return shown.label == DateLabel::kNone && modified_ &&
           DaysBetween(modified_->day, seen.day) <= 1 &&
           !metadata_.Squeezed("articlepublishedtime").empty();
  }

  static bool MayMean(const TextDate& date, year_month_day day) {
    return date.value.day == day || date.other == day;
  }

  // Of an ambiguous date the reading that the page's surer dates agree with.
  DateTime Meant(const TextDate& date) const {
    if (!date.other) return date.value;
    const auto near = [&](year_month_day day) {
      return (from_url_ && DaysBetween(from_url_->day, day) <= 1) ||
             (modified_ && DaysBetween(modified_->day, day) <= 1);
    };
    const bool late = modified_ && sys_days(date.value.day) > sys_days(modified_->day) &&
                      sys_days(*date.other) <= sys_days(modified_->day);
    DateTime out = date.value;
    if (near(out.day) || Shows(out.day)) return out;
    if (near(*date.other) || late || Shows(*date.other)) out.day = *date.other;
    return out;
  }

  // Does the page write that day anywhere so that it can be read in one way only?
  bool Shows(year_month_day day) const {
    return std::any_of(shown_.begin(), shown_.end(), [&](const ShownDate& one) {
      return !one.date.other && one.date.value.day == day;
    });
  }

  // Nothing is changed before it is published: then one of the two is not what its name says.
  static void DropImpossible(PageDates& dates) {
    if (!dates.published || !dates.modified) return;
    if (sys_days(dates.modified->day) < sys_days(dates.published->day)) dates.modified.reset();
  }

  const Metadata& metadata_;
  const PageView& page_;
  std::optional<DateTime> from_url_;
  DatePlace place_;
  DateHabits habits_;
  std::vector<ShownDate> shown_;
  std::optional<DateTime> modified_;
};

// "/2023/oct/03/", "/2023/october/3-": the month by its English name.
std::optional<year_month_day> NamedDayAt(std::string_view url, std::size_t at, std::size_t& end) {
  const int year = Digits(url, at, 4);
  if (year < 1990 || at + 4 >= url.size() || url[at + 4] != '/') return std::nullopt;
  const std::size_t slash = url.find('/', at + 5);
  if (slash == std::string_view::npos || slash < at + 8 || slash > at + 14) return std::nullopt;
  end = std::min(url.find_first_not_of("0123456789", slash + 1), url.size());
  if (end == slash + 1 || end > slash + 3) return std::nullopt;
  const auto dates = FindTextDates(std::string(url.substr(slash + 1, end - slash - 1)) + " " +
                                   std::string(url.substr(at + 5, slash - at - 5)) + " " +
                                   std::string(url.substr(at, 4)));
  return dates.empty() ? std::nullopt : std::optional(dates.front().value.day);
}

// The day that begins at `at` with its year or ends with it; `end` is behind it.
std::optional<year_month_day> DayAt(std::string_view url, std::size_t at, std::size_t& end) {
  const int year = Digits(url, at, 4);
  if (year >= 1990 && year <= 2100) {
    const char mark = at + 4 < url.size() ? url[at + 4] : '\0';
    if (mark == '/' || mark == '-' || mark == '_' || mark == '.') {
      const std::size_t month_digits = Digits(url, at + 5, 2) >= 0 ? 2 : 1;
      const std::size_t next = at + 5 + month_digits;
      if (next >= url.size() || url[next] != mark) return std::nullopt;
      const std::size_t day_digits = Digits(url, next + 1, 2) >= 0 ? 2 : 1;
      end = next + 1 + day_digits;
      return MakeDay(year, Digits(url, at + 5, month_digits), Digits(url, next + 1, day_digits));
    }
    end = at + 8;
    return MakeDay(year, Digits(url, at + 4, 2), Digits(url, at + 6, 2));
  }
  // Day first: /21-02-2025/, /21.02.2025.
  if (Digits(url, at, 2) >= 0 && at + 10 <= url.size()) {
    const char mark = url[at + 2];
    if ((mark == '-' || mark == '.' || mark == '/' || mark == '_') && url[at + 5] == mark) {
      end = at + 10;
      return MakeDay(Digits(url, at + 6, 4), Digits(url, at + 3, 2), Digits(url, at, 2));
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<DateTime> ReadDate(std::string_view text) {
  const auto date = ReadTextDate(text);
  return date ? std::optional(date->value) : std::nullopt;
}

std::optional<DateTime> DateFromUrl(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = url.find("://");
  const std::size_t path =
      scheme == std::string_view::npos ? 0 : std::min(url.find('/', scheme + 3), url.size());
  for (std::size_t at = path; at + 8 <= url.size(); ++at) {
    if (!Digit(url[at]) || (at > 0 && Digit(url[at - 1]))) continue;
    std::size_t end = 0;
    auto day = DayAt(url, at, end);
    if (!day) day = NamedDayAt(url, at, end);
    if (day && (end >= url.size() || !Digit(url[end]))) return DayOnly(*day);
  }
  return std::nullopt;
}

PageDates FindPageDates(const Metadata& metadata, const PageView& page) {
  return DateFinder(metadata, page).Find();
}

}  // namespace isnad::page
