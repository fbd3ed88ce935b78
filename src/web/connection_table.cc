#include "web/connection_table.h"

#include "web/response_head.h"

namespace isnad::web {

void ConnectionTable::CancelExpired(std::chrono::steady_clock::time_point now) {
  for (TableEntry* connection : busy_) connection->CancelIfExpired(now);
  for (TableEntry* connection : waiting_) connection->CancelIfExpired(now);
}

bool ConnectionTable::EvictOne() {
  if (waiting_.empty()) return false;
  TableEntry* longest = waiting_.front();
  // Its coroutine has not run yet when the next newcomer asks: it must not be chosen twice.
  waiting_.splice(waiting_.end(), waiting_, waiting_.begin());
  longest->Close();
  return true;
}

void ConnectionTable::CloseIdle() {
  for (TableEntry* connection : waiting_) {
    if (connection->idle()) connection->Close();
  }
}

void ConnectionTable::CloseAll() {
  for (TableEntry* connection : busy_) connection->Close();
  for (TableEntry* connection : waiting_) connection->Close();
}

std::string_view ConnectionTable::HttpDateNow() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (now != date_at_) {
    date_at_ = now;
    date_ = HttpDate(now);
  }
  return date_;
}

}  // namespace isnad::web
