#include "news/story.h"

namespace isnad::news {

const char* Name(ChainEvidence::Kind kind) {
  switch (kind) {
    case ChainEvidence::Kind::kText:
      return "text";
    case ChainEvidence::Kind::kCredit:
      return "credit";
    case ChainEvidence::Kind::kDateline:
      return "dateline";
    case ChainEvidence::Kind::kLink:
      return "link";
    case ChainEvidence::Kind::kTime:
      return "time";
  }
  return "";
}

}  // namespace isnad::news
