#pragma once

// The sections that stories stand in: one list for every outlet, whatever its own are called.
//
//   politics  governments, parliaments, parties, courts of state, armies, diplomacy: of the
//             country of the outlet, or of the Arab world where that country is unknown
//   world     what happens abroad: elsewhere than in the outlet's country
//   economy   markets, companies, prices, energy, labour, budgets
//   sport     matches, clubs, athletes, federations
//   society   crime and accidents, courts, health, education, families, environment, weather
//   culture   literature, arts, cinema, music, heritage, media, fame
//   science   science and technology
//   religion  worship, pilgrimage, rulings, religious institutions
//   opinion   columns, leaders, letters, whatever they are about
//   local     towns, provinces, municipalities and their services

#include <cstddef>
#include <span>
#include <string_view>

namespace isnad::news {

struct SectionName {
  std::string_view slug;
  std::string_view arabic;
};

// In the order of a newspaper. Static storage.
[[nodiscard]] std::span<const SectionName> Sections();
// The place of `slug` in Sections(), its size where it is none of them.
[[nodiscard]] std::size_t SectionIndex(std::string_view slug);

}  // namespace isnad::news
