#include "store/chain_columns.h"

#include <algorithm>

#include "base/utf8.h"
#include "store/rows.h"

namespace isnad::store {
namespace {

using Kind = news::ChainEvidence::Kind;

constexpr struct {
  Kind kind;
  char letter;
} kLetters[] = {{Kind::kText, 't'},
                {Kind::kCredit, 'c'},
                {Kind::kDateline, 'd'},
                {Kind::kLink, 'l'},
                {Kind::kTime, 'h'}};

}  // namespace

std::string EncodeChainEvidence(const std::vector<news::ChainEvidence>& evidence) {
  std::string column;
  for (std::size_t i = 0; i < std::min(evidence.size(), kMaxChainEvidence); ++i) {
    for (const auto& [kind, letter] : kLetters) {
      if (kind == evidence[i].kind) column += letter;
    }
    const std::size_t begin = column.size();
    column += TruncateUtf8(evidence[i].quote, kMaxChainQuoteBytes);
    std::replace(column.begin() + static_cast<std::ptrdiff_t>(begin), column.end(), '\n', ' ');
    column += '\n';
  }
  return column;
}

std::vector<news::ChainEvidence> DecodeChainEvidence(std::string_view column) {
  std::vector<news::ChainEvidence> evidence;
  while (!column.empty() && evidence.size() < kMaxChainEvidence) {
    const std::size_t end = std::min(column.find('\n'), column.size());
    const std::string_view entry = column.substr(0, end);
    column.remove_prefix(std::min(end + 1, column.size()));
    for (const auto& [kind, letter] : kLetters) {
      if (!entry.empty() && entry.front() == letter) {
        evidence.push_back({kind, std::string(entry.substr(1))});
      }
    }
  }
  return evidence;
}

Result<std::optional<Rehung>> RehangAccount(Connection& connection,
                                            const news::Rehanging& rehanging) {
  Rehung rehung;
  {
    auto select =
        connection.Cached("SELECT story, outlet, origin IS NULL FROM articles WHERE id = ?1");
    if (!select) return Fail(select.error());
    (*select)->Bind(1, rehanging.article);
    const Result<bool> found = (*select)->Step();
    if (!found) return Fail(found.error());
    if (!*found) return std::nullopt;
    rehung = {(*select)->Int(0), (*select)->Int(1), (*select)->Int(2) != 0};
  }
  auto update = connection.Cached(
      "UPDATE articles SET origin = ?2, copied = ?3, origin_confidence = ?4, agency = ?5,"
      " evidence = ?6 WHERE id = ?1");
  if (!update) return Fail(update.error());
  Statement& s = **update;
  s.Bind(1, rehanging.article);
  BindOptional(s, 2, rehanging.place.origin);
  s.Bind(3, rehanging.place.copied_0_1).Bind(4, rehanging.place.origin_confidence_0_1);
  s.Bind(5, rehanging.place.agency);
  const std::string evidence = EncodeChainEvidence(rehanging.place.evidence);
  s.Bind(6, evidence);
  if (auto done = s.Run(); !done) return Fail(done.error());
  return rehung;
}

}  // namespace isnad::store
