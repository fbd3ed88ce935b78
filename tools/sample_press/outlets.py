"""The invented outlets: how each writes dates and addresses, and the furniture of its pages."""

import datetime
import hashlib
import urllib.parse

MAGHREB = ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر",
           "أكتوبر", "نونبر", "دجنبر"]
LEVANT = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
          "تشرين الأول", "تشرين الثاني", "كانون الأول"]
COMMON = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر",
          "أكتوبر", "نوفمبر", "ديسمبر"]
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]

# First days of Hijri months (Umm al-Qura), enough for the time of the samples.
_HIJRI = [(datetime.date(2025, 7, 26), "صفر", 1447),
          (datetime.date(2025, 8, 24), "ربيع الأول", 1447),
          (datetime.date(2025, 9, 23), "ربيع الآخر", 1447),
          (datetime.date(2025, 10, 23), "جمادى الأولى", 1447)]

ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

SECTIONS = {"سياسة": "politics", "اقتصاد": "economy", "مجتمع": "society", "ثقافة": "culture",
            "رياضة": "sport", "طقس": "weather", "علوم": "science", "قضاء": "justice",
            "شؤون محلية": "local", "محليات": "local", "أخبار عربية": "arab", "مباشر": "live",
            "ثقافة وناس": "people", "منوعات": "misc", "رأي": "opinion", "أسواق": "markets",
            "شركات": "companies", "كأس السدر": "cup", "الميناء": "port", "انتقالات": "transfers"}


class Outlet:
    """One outlet. `furniture`: what stands on its pages and is never part of an article."""

    def __init__(self, slug, name, home, months, zone, furniture, url, **more):
        self.slug, self.name, self.home, self.months = slug, name, home, months
        self.zone, self.furniture, self.url_pattern = zone, furniture, url
        self.digits = more.get("digits")
        self.encoding = more.get("encoding", "utf-8")
        self.shows = more.get("shows", "hour")  # hour | day | nothing
        self.date_form = more.get("date_form", "{day} {month} {year}")
        self.template = more.get("template", slug + ".html")

    def number(self, account):
        """A stable number for an account, as sites number their pages."""
        digest = hashlib.sha256(account["id"].encode()).digest()
        return 10000 + int.from_bytes(digest[:3], "big") % 80000

    def url(self, account):
        day = account["when"]
        slug = "-".join(account["title"].replace("«", "").replace("»", "").split()[:6])
        return self.home + self.url_pattern.format(
            number=self.number(account), year=day.year, month=f"{day.month:02}",
            day=f"{day.day:02}", section=SECTIONS.get(account.get("section", ""), "news"),
            arabic=urllib.parse.quote(slug), name=account["id"].split("-", 1)[1])

    def date(self, when):
        """The date as the outlet prints it beside a title."""
        text = self.date_form.format(
            weekday=WEEKDAYS[when.weekday()], day=when.day, day2=f"{when.day:02}",
            month=self.months[when.month - 1], month2=f"{when.month:02}", year=when.year,
            common=COMMON[when.month - 1], clock=f"{when.hour:02}:{when.minute:02}",
            hijri=self.hijri(when.date()))
        return self.in_digits(text)

    def iso(self, when):
        return when.strftime("%Y-%m-%dT%H:%M:%S") + self.zone

    def published(self, when):
        """What a careful reader can know of the date from the page alone."""
        if self.shows == "nothing":
            return None
        return self.iso(when) if self.shows == "hour" else when.strftime("%Y-%m-%d")

    def in_digits(self, text):
        return text.translate(ARABIC_INDIC) if self.digits else text

    @staticmethod
    def hijri(day):
        for first, month, year in reversed(_HIJRI):
            if day >= first:
                return f"{(day - first).days + 1} {month} {year}هـ"
        return ""


def all_outlets():
    """Every outlet by slug."""
    rows = [
        Outlet("was", "وكالة أنباء السدر", "https://www.was-news.example", COMMON, "+03:00",
               ["يمنع نسخ برقيات الوكالة", "آخر البرقيات", "اطلب اشتراكا",
                "ابحث في أرشيف البرقيات", "مصلحة التصوير بالوكالة"],
               "/ar/{section}/{year}/{month}/{day}/{number}",
               date_form="{weekday} {day} {month} {year} على الساعة {clock}"),
        Outlet("manara", "المنارة", "https://www.al-manara.example", LEVANT, "+03:00",
               ["اقرأ أيضاً:", "كلمات مفتاحية", "كتّاب المنارة", "نشرة «المنارة» الصباحية",
                "مدة القراءة", "الآراء المنشورة تعبّر عن أصحابها"],
               "/{year}/{month}/{day}/{number}/{arabic}/",
               date_form="{weekday} {day} {month} {year}"),
        Outlet("sada", "صدى الريحانة", "http://www.sada-alrayhana.example", COMMON, "+03:00",
               ["سجل الزوار", "مواقيت الصلاة", "استطلاع الرأي", "أرسل الخبر لصديق",
                "أفضل مشاهدة للموقع", "أخبار أخرى في القسم"],
               "/news.php?action=view&id={number}", digits=True, encoding="cp1256", shows="day",
               date_form="{weekday} {day} {month} {year}م"),
        Outlet("asdaa", "أصداء العرعار", "https://asdaa-alaaraar.example", MAGHREB, "+01:00",
               ["اترك تعليقاً", "لن يتم نشر عنوان بريدك الإلكتروني", "أحدث المقالات",
                "زر الذهاب إلى الأعلى", "مقالات ذات صلة", "مشاركة عبر البريد"],
               "/{section}/{number}.html", date_form="{weekday} {day} {month} {year} - {clock}"),
        Outlet("jami", "جامع الأخبار", "https://www.jami-alakhbar.example", COMMON, "+00:00",
               ["وصلنا بلاغك، شكرا!", "تُخفى الصورة آليا", "اضغط هنا لقراءة المقال"],
               "/article/{number}", shows="day"),
        Outlet("wahaa", "الواحة اليوم", "https://alwaha-alyawm.example", COMMON, "+03:00",
               ["اترك تعليقاً", "الحقول الإلزامية مشار إليها", "العودة إلى أعلى الصفحة"],
               "/{number}", shows="nothing", template="wahaa.txt"),
        Outlet("sariya", "السارية", "https://www.assariya.example", COMMON, "+02:00",
               ["نستخدم ملفات الارتباط لقياس", "شاهد النسخة الكاملة", "قد يعجبك أيضا",
                "إعلان ممول", "حمّل تطبيق السارية"],
               "/{year}/{month}/{name}-{number}", date_form="{day2}/{month2}/{year} {clock}"),
        Outlet("nabd", "نبض الميناء", "https://nabd-almina.example", COMMON, "+03:00",
               ["حركة السفن اليوم", "تحديث تلقائي", "أرسل لنا صورة أو خبرا", "انسخ الرابط",
                "التغطيات المباشرة السابقة"],
               "/{section}/{number}-{name}", date_form="{day} {month}، {clock}"),
        Outlet("lulu", "بوابة اللؤلؤ", "https://www.lulu-portal.example", COMMON, "+04:00",
               ["نستخدم ملفات تعريف الارتباط", "الأكثر قراءة", "النشرة البريدية",
                "رمز التحقق", "قبول الكل", "استمع إلى الخبر"],
               "/ar/{section}/article/{number}",
               date_form="{weekday} {hijri} - {day} {month} {year}م"),
        Outlet("marsad", "المرصد الاقتصادي", "https://almarsad-eco.example", COMMON, "+03:00",
               ["لوحة الأسواق", "أضف إلى قائمة المتابعة", "اشترك في المرصد بلس", "إخلاء مسؤولية",
                "الأسعار متأخرة 15 دقيقة"],
               "/news/{year}/{name}", date_form="{day} {month} {year}"),
        Outlet("malaeb", "ملاعب السدر", "https://malaeb-assidr.example", COMMON, "+03:00",
               ["إرسال تعليق", "رسالة أقدم", "التسميات:", "أرشيف المدونة الإلكترونية",
                "يتم التشغيل بواسطة"],
               "/{year}/{month}/{name}.html", date_form="{weekday}، {day} {month} {year}"),
    ]
    return {outlet.slug: outlet for outlet in rows}
