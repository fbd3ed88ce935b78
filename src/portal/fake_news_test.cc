// Invented news for the tests of the pages (declared in fake_store.h).

#include "portal/fake_store.h"

namespace isnad::portal {
namespace {

struct Source {
  const char* name;
  const char* slug;
  const char* host;
};

constexpr Source kSources[] = {
    {"المنارة اليوم", "manara", "manara.example"},   {"صدى الأطلس", "sada-atlas", "sada.example"},
    {"بريد الساحل", "barid-sahel", "barid.example"}, {"الميزان", "mizan", "mizan.example"},
    {"وكالة الواحة", "waha", "waha.example"},        {"دفاتر المدينة", "dafatir", ""},
};

class Maker {
 public:
  Maker(FakeStore& store, Instant now) : store_(store), now_(now) {
    for (const Source& source : kSources) {
      news::Outlet outlet;
      outlet.id = static_cast<news::OutletId>(store_.outlets.size()) + 1;
      outlet.slug = source.slug;
      outlet.name = source.name;
      outlet.host = source.host;
      store_.outlets.push_back(outlet);
    }
  }

  // An account `hours` ago, with its article. `origin` 0: independent.
  news::Account Tell(std::size_t outlet, int hours, const char* title, const char* lead,
                     news::ArticleId origin = 0, double copied = 0) {
    news::Account account;
    account.article = ++last_article_;
    account.title = title;
    account.lead = lead;
    account.outlet = store_.outlets[outlet].id;
    account.outlet_name = store_.outlets[outlet].name;
    account.outlet_slug = store_.outlets[outlet].slug;
    account.url =
        "https://" + std::string(kSources[outlet].host) + "/" + std::to_string(last_article_);
    account.first_seen = now_ - std::chrono::hours(hours);
    account.published = DateTime::FromInstant(account.first_seen, std::chrono::hours(1));
    if (origin != 0) account.origin = origin;
    account.copied_0_1 = copied;
    ++store_.outlets[outlet].article_count;
    Keep(account, store_.outlets[outlet]);
    return account;
  }

  // Ties the articles of a story to it.
  void Publish(const char* title, std::vector<news::Account> accounts) {
    const news::Story& story = store_.AddStory(title, std::move(accounts));
    for (const news::Account& account : story.accounts) {
      store_.articles[static_cast<std::size_t>(account.article) - 1].story = story.id;
      store_.headlines.push_back(account);
    }
  }

 private:
  void Keep(const news::Account& account, const news::Outlet& outlet) {
    store::StoredArticle stored;
    stored.id = account.article;
    stored.article.title = account.title;
    stored.article.url = account.url;
    stored.article.outlet = outlet.name;
    stored.article.published = account.published;
    stored.article.language = "ar";
    stored.article.paragraphs = {{news::ParagraphKind::kText, account.lead}};
    stored.outlet = outlet;
    stored.first_seen = account.first_seen;
    stored.origin = account.origin;
    stored.copied_0_1 = account.copied_0_1;
    store_.articles.push_back(std::move(stored));
  }

  FakeStore& store_;
  Instant now_;
  news::ArticleId last_article_ = 0;
};

void FillFirstArticle(news::Article& article) {
  using Kind = news::ParagraphKind;
  article.authors = {"سلمى الورزازي", "يونس بنعلي"};
  article.credit = "وكالة الواحة";
  article.section = "اقتصاد";
  article.tags = {"الموانئ", "النقل البحري", "الساحل"};
  article.image = "https://manara.example/img/port.jpg";
  article.paragraphs.insert(
      article.paragraphs.end(),
      {{Kind::kText,
        "وقال مدير المشروع في ندوة صحفية إن الأشغال ستنطلق مطلع الربيع المقبل وتمتد على ثلاثين "
        "شهرًا، على أن تدخل الأرصفة الأولى الخدمة قبل نهاية عام 2027."},
       {Kind::kHeading, "تمويل على ثلاث مراحل"},
       {Kind::kText,
        "ويُموَّل المشروع بقرض ميسّر وبمساهمة من الجماعات المحلية، ولم يُكشف بعد عن حصة القطاع الخاص "
        "فيه. وتقدّر دراسة الجدوى التي اطّلعت عليها الجريدة كلفة المرحلة الأولى بنحو 1,8 مليار "
        "درهم."},
       {Kind::kQuote, "لن يكون الميناء جدارًا بين المدينة وبحرها، بل شرفة لها عليه."},
       {Kind::kText, "وتشمل المرحلة الأولى:"},
       {Kind::kListItem, "رصيفًا للحاويات طوله 800 متر"},
       {Kind::kListItem, "محطة للركاب تتّسع لمليون مسافر في السنة"},
       {Kind::kListItem, "طريقًا يصل الميناء بالسكة الحديدية"},
       {Kind::kText,
        "ويرى مهنيون في الصيد الساحلي أن المشروع يضيّق على القوارب الصغيرة، ويطالبون بحوض خاص بهم "
        "قبل بدء الأشغال."}});
  article.comments = {{"قارئ من المدينة", "وماذا عن صيادي المرسى القديم؟", std::nullopt}};
}

}  // namespace

void FillWithNews(FakeStore& store, Instant now) {
  Maker maker(store, now);
  const auto port =
      maker.Tell(0, 20, "توقيع اتفاقية توسعة ميناء الرأس الأبيض بكلفة تقارب ملياري درهم",
                 "وُقّعت مساء أمس بمقر الولاية اتفاقية توسعة ميناء الرأس الأبيض، في مشروع يقول "
                 "أصحابه إنه سيضاعف "
                 "طاقة الميناء ثلاث مرات ويفتح خطًّا بحريًّا جديدًا نحو جزر المحيط.");
  const auto port2 = maker.Tell(
      4, 18, "الرأس الأبيض: الميناء يتوسّع والصيادون قلقون",
      "شارك عشرات الصيادين في وقفة أمام الولاية ساعةَ توقيع اتفاقية توسعة الميناء، مطالبين بحوض خاص "
      "بالقوارب الصغيرة قبل انطلاق الأشغال.");
  const auto port3 = maker.Tell(
      1, 12, "توقيع اتفاقية توسعة ميناء الرأس الأبيض",
      "وُقّعت مساء أمس بمقر الولاية اتفاقية توسعة ميناء الرأس الأبيض، في مشروع يقول أصحابه إنه "
      "سيضاعف طاقة الميناء ثلاث مرات.",
      port.article, 0.94);
  const auto port4 =
      maker.Tell(2, 5, "ملياران لتوسعة الميناء",
                 "اتفاقية توسعة ميناء الرأس الأبيض ستضاعف طاقته ثلاث مرات، بحسب أصحاب "
                 "المشروع.",
                 port3.article, 0.71);
  maker.Publish("توقيع اتفاقية توسعة ميناء الرأس الأبيض بكلفة تقارب ملياري درهم",
                {port, port2, port3, port4});
  FillFirstArticle(store.articles[0].article);

  const auto rain =
      maker.Tell(3, 9, "أمطار غزيرة تقطع الطريق بين القصبة وعين الحجل",
                 "انقطعت حركة السير صباح اليوم على الطريق الإقليمية بعد أن غمرت مياه الوادي "
                 "القنطرة، ولم تُسجّل إصابات.");
  const auto rain2 = maker.Tell(5, 8, "وادي القصبة يفيض، والسلطات تخلي حيًّا على ضفته",
                                "أخلت السلطات احترازًا نحو أربعين أسرة من حي الضفة، وفتحت لها مدرسة "
                                "القرية.");
  maker.Publish("أمطار غزيرة تقطع الطريق بين القصبة وعين الحجل", {rain, rain2});

  const auto wheat =
      maker.Tell(4, 30, "مخزون القمح يكفي خمسة أشهر",
                 "أفاد المكتب الوطني للحبوب بأن المخزون الحالي من القمح اللين يغطي حاجات "
                 "المطاحن خمسة أشهر.");
  std::vector<news::Account> copies = {wheat};
  for (const std::size_t outlet : {0U, 1U, 2U, 3U, 5U}) {
    copies.push_back(
        maker.Tell(outlet, 29 - static_cast<int>(outlet), "مخزون القمح يكفي خمسة أشهر",
                   "أفاد المكتب الوطني للحبوب بأن المخزون الحالي من القمح اللين يغطي حاجات "
                   "المطاحن خمسة أشهر.",
                   wheat.article, 1.0));
  }
  maker.Publish("مخزون القمح يكفي خمسة أشهر", copies);

  maker.Publish("افتتاح معرض الكتاب المستعمل في ساحة الحمّام",
                {maker.Tell(5, 3, "افتتاح معرض الكتاب المستعمل في ساحة الحمّام",
                            "يعرض أربعون كتبيًّا ما يزيد على عشرين ألف عنوان حتى نهاية الأسبوع.")});
  maker.Publish("Le port du Cap-Blanc s'agrandit",
                {maker.Tell(2, 2, "Le port du Cap-Blanc s'agrandit : « un balcon sur la mer »",
                            "La convention d'extension du port a été signée lundi soir.")});
  maker.Publish("فريق «النخيل» يبلغ نصف نهائي الكأس بركلات الترجيح",
                {maker.Tell(1, 40, "فريق «النخيل» يبلغ نصف نهائي الكأس بركلات الترجيح",
                            "انتهى الوقتان الأصلي والإضافي بالتعادل 1-1، وتصدّى الحارس لركلتين."),
                 maker.Tell(3, 39, "«النخيل» إلى نصف النهائي",
                            "حسم فريق النخيل تأهله بركلات الترجيح بعد مباراة مثيرة.")});
  maker.Publish(
      "دراسة: نصف آبار الهضبة تستنزف أسرع مما تتجدّد",
      {maker.Tell(0, 50, "دراسة: نصف آبار الهضبة تستنزف أسرع مما تتجدّد",
                  "خلصت دراسة جامعية إلى أن منسوب المياه الجوفية في الهضبة هبط أربعة أمتار في "
                  "عشر سنوات.")});
}

}  // namespace isnad::portal
