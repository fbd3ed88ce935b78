#pragma once

// The connections of one I/O thread: which are idle and how long, whose deadline has passed, which
// one goes when there are too many. Used on that thread alone, so nothing is locked. Deadlines are
// looked at by a sweep several times a second, so that setting one is a store and not a timer
// operation.

#include <chrono>
#include <list>
#include <string>
#include <string_view>

namespace isnad::web {

// What the table does to a connection, while its coroutine is suspended.
class TableEntry {
 public:
  virtual ~TableEntry() = default;
  virtual void CancelIfExpired(std::chrono::steady_clock::time_point now) = 0;
  virtual void Close() = 0;
  // Nothing of a request has arrived.
  [[nodiscard]] virtual bool idle() const = 0;
};

class ConnectionTable {
 public:
  using Position = std::list<TableEntry*>::iterator;

  Position Add(TableEntry* connection) { return busy_.insert(busy_.end(), connection); }
  void Remove(Position position, bool waiting) { (waiting ? waiting_ : busy_).erase(position); }
  // Waiting for a request (idle, or with a part of its header here): may be cut to make room.
  void MarkWaiting(Position position) { waiting_.splice(waiting_.end(), busy_, position); }
  void MarkBusy(Position position) { busy_.splice(busy_.end(), waiting_, position); }

  // Cost: O(connections).
  void CancelExpired(std::chrono::steady_clock::time_point now);
  // Closes the connection that has waited longest; false when none waits.
  bool EvictOne();
  // Closes what waits without having sent a byte of a request.
  void CloseIdle();
  void CloseAll();

  // Date header, made anew when the second changes.
  std::string_view HttpDateNow();

 private:
  std::list<TableEntry*> busy_;
  std::list<TableEntry*> waiting_;  // longest first
  std::chrono::sys_seconds date_at_{};
  std::string date_;
};

}  // namespace isnad::web
