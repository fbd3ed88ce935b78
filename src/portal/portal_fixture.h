#pragma once

// A portal over invented news, for the tests of its pages. Test code only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "portal/fake_store.h"
#include "portal/page_check.h"
#include "portal/portal.h"
#include "web/target.h"

namespace isnad::portal {

inline constexpr Instant kNow =
    Instant(std::chrono::sys_days(std::chrono::year(2025) / 2 / 21) + std::chrono::hours(15));

inline web::Request Ask(std::string_view target, std::string method = "GET") {
  web::Request request;
  request.method = std::move(method);
  auto parsed = web::ParseTarget(target);
  EXPECT_TRUE(parsed.has_value()) << target;
  if (parsed) {
    request.path = parsed->path;
    request.query = parsed->query;
  }
  return request;
}

class PortalTest : public testing::Test {
 protected:
  PortalTest() { FillWithNews(store_, kNow); }

  std::string Get(std::string_view target, int status = 200) {
    const web::Response response = portal_.Handle(Ask(target));
    EXPECT_EQ(response.status, status) << target;
    return response.body ? *response.body : std::string();
  }

  FakeStore store_;
  FakeSearch search_;
  ManualClock clock_{kNow};
  Logger log_{LogLevel::kOff, clock_};
  Portal portal_{store_, search_, clock_, log_};
};

// What every page keeps to.
inline void ExpectSound(const std::string& target, const std::string& html) {
  SCOPED_TRACE(target);
  const PageCheck check = CheckPage(html);
  EXPECT_THAT(check.findings, testing::IsEmpty());
  EXPECT_THAT(html, testing::HasSubstr("<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">"));
  EXPECT_THAT(html, testing::HasSubstr("<main id=\"main\""));
  EXPECT_THAT(html, testing::HasSubstr("<a class=\"skip\" href=\"#main\">"));
  // A key without its text would show as "story.accounts.few".
  EXPECT_THAT(check.text, testing::Not(testing::ContainsRegex(
                              "(story|nav|article|search|compare|chain|section)[.][a-z]+")));
}

}  // namespace isnad::portal
