#pragma once

// Which section (news/section.h) an article stands in, and a story.
//
// Where the address or the page names a section («/sports/», "قسم: اقتصاد"), that is it; words in
// all of Latin and Arabic are data/story/section_slugs.tsv. Where it names "local", or nothing, the
// text decides: a sum of log-odds over the light stems of title and opening (naive Bayes, with
// weights written by hand: data/story/section_words.tsv), counts damped, words of the title twice;
// nothing is decided where it says too little or two sections alike. Of the topics one is a manner:
// a longer text that speaks as columns do («أعتقد أن», «عزيزي القارئ») is opinion, whatever it is
// about.
//
// "politics" and "world" are one subject seen from two places. An article on it is of the world
// where it names nations and the outlet's is not among them; of an outlet whose country is unknown,
// where it names nations and none is Arab. Else it is politics.
//
// "local" as outlets use it is all that happens at home: where the text speaks clearly for another
// section, that one is taken.

#include <span>
#include <string_view>

#include "news/article.h"

namespace isnad::story {

// A slug of news/section.h, "" where nothing decides. `country` is where the outlet publishes (ISO
// 3166, small letters), "" unknown. Reads the address, the section, the tags and the first 1,000
// bytes of text. Cost: about 20 µs. Thread-safe.
[[nodiscard]] std::string_view SectionOf(const news::Article& article, std::string_view country);

// Of a story by the sections of its independent accounts, earliest first: the one that most are in,
// politics and world counted together and named as most of them say; the earlier among equals.
// Accounts without a section do not count.
[[nodiscard]] std::string_view SectionOfStory(std::span<const std::string_view> sections);

}  // namespace isnad::story
