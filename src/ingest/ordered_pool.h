#pragma once

// Work spread over threads with results handed back in the order they were asked for, on the thread
// that asks: a reader feeds pages in, extraction runs beside it, and one writer sees them in order.
// Memory is bounded: Submit waits while too much is under way.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace isnad::ingest {

template <typename In, typename Out>
class OrderedPool {
 public:
  // `work` runs on `jobs` threads at once (jobs 1: on the caller's, without any thread) and must
  // not throw; `done` runs on the thread that calls Submit or Finish.
  OrderedPool(std::size_t jobs, std::size_t max_weight, std::function<Out(In)> work,
              std::function<void(Out)> done)
      : max_weight_(max_weight), work_(std::move(work)), done_(std::move(done)) {
    if (jobs < 2) return;
    threads_.reserve(jobs);
    for (std::size_t i = 0; i < jobs; ++i) threads_.emplace_back([this] { Run(); });
  }

  ~OrderedPool() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;

  // `weight` is what the task holds in memory, in bytes.
  void Submit(In in, std::size_t weight) {
    if (threads_.empty()) {
      done_(work_(std::move(in)));
      return;
    }
    auto slot = std::make_shared<Slot>(std::move(in), weight);
    {
      const std::lock_guard lock(mutex_);
      todo_.push_back(slot);
    }
    wake_.notify_one();
    order_.push_back(std::move(slot));
    weight_ += weight;
    while (!order_.empty() && (weight_ > max_weight_ || order_.size() > 8 * threads_.size()))
      Drain();
    while (!order_.empty() && Ready(*order_.front())) Drain();
  }

  // Waits for all that was submitted.
  void Finish() {
    while (!order_.empty()) Drain();
  }

 private:
  struct Slot {
    Slot(In i, std::size_t w) : in(std::move(i)), weight(w) {}
    In in;
    std::size_t weight;
    std::optional<Out> out;  // guarded by mutex_
  };

  bool Ready(const Slot& slot) {
    const std::lock_guard lock(mutex_);
    return slot.out.has_value();
  }

  // Waits for the oldest task and hands its result on.
  void Drain() {
    const std::shared_ptr<Slot> slot = std::move(order_.front());
    order_.pop_front();
    {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [&] { return slot->out.has_value(); });
    }
    weight_ -= slot->weight;
    done_(std::move(*slot->out));
  }

  void Run() {
    for (;;) {
      std::shared_ptr<Slot> slot;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return stopping_ || !todo_.empty(); });
        if (stopping_) return;
        slot = std::move(todo_.front());
        todo_.pop_front();
      }
      Out out = work_(std::move(slot->in));
      {
        const std::lock_guard lock(mutex_);
        slot->out.emplace(std::move(out));
      }
      ready_.notify_all();
    }
  }

  const std::size_t max_weight_;
  const std::function<Out(In)> work_;
  const std::function<void(Out)> done_;
  std::deque<std::shared_ptr<Slot>> order_;  // caller's thread only
  std::size_t weight_ = 0;                   // caller's thread only

  std::mutex mutex_;  // guards todo_, stopping_ and every Slot::out
  std::condition_variable wake_, ready_;
  std::deque<std::shared_ptr<Slot>> todo_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace isnad::ingest
