#pragma once

// How commands that go out to the web say who they are and whom they may ask.

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "fetch/http_client.h"
#include "ingest/poller.h"

namespace isnad::cli {

struct NetOptions {
  std::string contact;
  std::string proxy;
  std::vector<std::string> allowed;  // "host" or "host:port"
  double gap_seconds = 2;
  std::string ca_file;
};

// Adds --contact (or ISNAD_CONTACT), --proxy, --allow-host, --gap and --ca-file.
void AddNetOptions(CLI::App& command, NetOptions& options);

// Errors: kMalformed for a contact, proxy or host that is none.
[[nodiscard]] Result<std::unique_ptr<fetch::HttpClient>> OpenClient(const NetOptions& options);

[[nodiscard]] ingest::PollerOptions PollerOptionsOf(const NetOptions& options);

}  // namespace isnad::cli
