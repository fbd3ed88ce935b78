#include "ingest/story_telling.h"

#include "search/filter.h"
#include "store/read.h"
#include "story/headline.h"
#include "story/section.h"
#include "story/summary.h"

namespace isnad::ingest {
namespace {

// Raise it with every change to what sections and headlines are decided by: stores are then told
// anew.
constexpr const char* kVersion = "2";

class Teller final : public store::StoryTeller {
 public:
  std::string Version() const override { return kVersion; }

  Result<std::string> CountryOf(store::Connection& connection,
                                const news::Outlet& outlet) override {
    return search::CountryOfOutlet(connection, outlet);
  }

  std::string SectionOf(const news::Article& article, std::string_view country) const override {
    return std::string(story::SectionOf(article, country));
  }

  store::StoryDigest Digest(std::span<const store::Telling> tellings,
                            news::ArticleId stands) const override {
    std::vector<std::string> leads;
    leads.reserve(tellings.size());
    for (const store::Telling& telling : tellings) leads.push_back(OpeningOf(telling.text));
    std::vector<story::HeadlineCandidate> candidates;
    std::vector<std::string_view> sections;
    for (std::size_t i = 0; i < tellings.size(); ++i) {
      candidates.push_back({.title = tellings[i].text.title,
                            .lead = leads[i],
                            .outlet = tellings[i].outlet,
                            .told = tellings[i].time,
                            .stands = tellings[i].article == stands});
      sections.push_back(tellings[i].section);
    }
    return {.title_of = story::BestHeadline(candidates),
            .section = std::string(story::SectionOfStory(sections))};
  }

  std::vector<news::SummarySentence> Summarize(
      std::string_view title, std::span<const store::Telling> tellings) const override {
    std::vector<story::SummarySource> sources;
    for (const store::Telling& telling : tellings) {
      sources.push_back({.article = telling.article, .text = &telling.text});
    }
    return story::Summarize(title, sources);
  }

 private:
  static std::string OpeningOf(const news::Article& article) {
    constexpr std::size_t kOpeningBytes = 800;
    std::string opening;
    for (const news::Paragraph& paragraph : article.paragraphs) {
      if (opening.size() >= kOpeningBytes) break;
      opening += paragraph.text;
      opening += '\n';
    }
    return opening;
  }
};

}  // namespace

std::unique_ptr<store::StoryTeller> MakeStoryTeller() { return std::make_unique<Teller>(); }

}  // namespace isnad::ingest
