#include "news/section.h"

#include <algorithm>

namespace isnad::news {
namespace {

constexpr SectionName kSections[] = {
    {"politics", "سياسة"},       // siyasa
    {"world", "العالم"},         // al-alam
    {"local", "محليات"},         // mahalliyyat
    {"economy", "اقتصاد"},       // iqtisad
    {"society", "مجتمع"},        // mujtama
    {"sport", "رياضة"},          // riyada
    {"culture", "ثقافة"},        // thaqafa
    {"science", "علوم وتقنية"},  // ulum wa-taqniya
    {"religion", "دين"},         // din
    {"opinion", "رأي"},          // ray
};

}  // namespace

std::span<const SectionName> Sections() { return kSections; }

std::size_t SectionIndex(std::string_view slug) {
  const auto found =
      std::find_if(std::begin(kSections), std::end(kSections),
                   [slug](const SectionName& section) { return section.slug == slug; });
  return static_cast<std::size_t>(found - std::begin(kSections));
}

}  // namespace isnad::news
