#!/usr/bin/env python3
"""The command line's contract: help, exit codes, JSON forms."""

import json
import os
import re
import shlex
import unittest

from program import PROGRAM, ROOT, ProgramTest, clean_articles, isnad

COMMANDS = ["extract", "feed", "cluster", "names", "ingest", "source", "fetch", "serve", "stories", "story", "article",
            "search", "watch", "dates", "check"]


def walk_help(*path):
    """Every command's path and help, those below other commands too."""
    run = isnad(*path, "--help")
    yield path, run
    listed = run.out.partition("\nSubcommands:\n")[2].partition("\n\n")[0]
    for name in re.findall(r"^  ([a-z]+) ", listed, re.M):
        yield from walk_help(*path, name)


def controls(text: str) -> list:
    return [c for c in text if ord(c) < 0x20 and c != "\n" or 0x7F <= ord(c) <= 0x9F]

PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>بلدية الريحانة تفتتح جسرا جديدا - منبر السدر</title>
<meta property="og:site_name" content="منبر السدر">
<meta property="article:published_time" content="2025-03-12T09:30:00+03:00"></head>
<body><nav><a href="/">الرئيسية</a> <a href="/sport">رياضة</a></nav>
<article><h1>بلدية الريحانة تفتتح جسرا جديدا</h1>
<p>افتتحت بلدية الريحانة، صباح الأربعاء، جسرا جديدا يربط ضفتي النهر بعد أشغال دامت ثمانية أشهر متواصلة.</p>
<p>وقال رئيس البلدية إن الجسر سيخفف الازدحام عن وسط المدينة، مضيفا أن كلفته بلغت سبعة ملايين دينار.</p>
<p>وحضر حفل الافتتاح عدد من سكان الأحياء المجاورة الذين عبروا عن ارتياحهم لإنجاز المشروع في موعده.</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>"""


class Help(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.helps = dict(walk_help())

    def test_the_walk_meets_every_command(self):
        self.assertEqual({path[0] for path in self.helps if path}, set(COMMANDS))
        for path in [("source", "import"), ("story", "rename"), ("watch", "hits")]:
            self.assertIn(path, self.helps)

    def test_every_command_shows_examples_of_its_own_and_no_control_character(self):
        for path, run in self.helps.items():
            with self.subTest(" ".join(path)):
                self.assertEqual((run.code, run.err), (0, ""))
                examples = run.out.partition("\nExamples:\n")[2]
                self.assertIn(" ".join(["isnad", *path]), examples)
                self.assertEqual(controls(run.out), [])

    def test_a_value_that_does_not_fit_is_shown_whole_and_harmless(self):
        outside = {name: value for name, value in os.environ.items() if name != "ISNAD_DB"}
        tried = 0
        for path, help_ in self.helps.items():
            # Of those alone that take a choice, a number or a range: others may take anything.
            for option in re.findall(r"^  (?:-\w,)?(--[a-z-]+) \S*(?:\{|INT|FLOAT)", help_.out, re.M):
                with self.subTest(" ".join([*path, option])):
                    run = isnad(*path, option, "x\x1b[31m\x07y", env=outside)
                    tried += 1
                    self.assertEqual(run.code, 2, run.err)
                    self.assertEqual(controls(run.err), [])
                    self.assertRegex(run.err, rf"^isnad: command line: .*{option}.+ \(see isnad.* --help\)\n$")
        self.assertGreater(tried, 5)
        self.assertIn("{auto,html,text}", isnad("extract", "--format", "pdf", "x").err)

    def test_bad_usage_is_exit_2_and_says_how_to_mend_it(self):
        for arguments in [[], ["nonsense"], ["extract"], ["extract", "--format", "pdf", "x"],
                          ["search", "--db"], ["story", "twelve", "--db", "x"], ["names"],
                          ["names", "one"], ["analyze", "--help"], ["analyze", "x"], ["source", "frob", "--help"],
                          ["story", "9" * 20, "--db", "x"]]:
            with self.subTest(arguments):
                run = isnad(*arguments)
                self.assertEqual(run.code, 2)
                self.assertRegex(run.err, r"^isnad: command line: .+ \(see isnad.* --help\)\n$")


    def test_what_was_typed_is_named(self):
        for arguments, part in [(["analyze", "--help"], "no such command: analyze"),
                                (["watch", "frob"], "no such command: frob (see isnad watch --help)"),
                                (["story", "9" * 20, "--db", "x"], "9" * 20),
                                (["search", "--db", "x", "-مذكرة"], "put -- before"),
                                (["search", "--db", "x", "مذكرة", "تفاهم"], "in quotes"),
                                (["watch", "add", "--db", "x", "-مذكرة"], "isnad watch add … -- '-مذكرة'")]:
            with self.subTest(arguments):
                self.assertIn(part, isnad(*arguments).err)


class Readme(ProgramTest):
    def test_its_tour_is_true(self):
        tour = re.search(r"\n## A tour.*?```\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)[1]
        ran = []
        for line in tour.splitlines():
            program, *arguments = shlex.split(line, comments=True)
            # Those that ask no network and come to an end.
            if program != "build/release/isnad" or arguments[0] not in ("extract", "ingest", "search", "watch"):
                continue
            run = isnad(*[self.db if word == "press" else word for word in arguments], cwd=ROOT,
                        program=os.path.abspath(PROGRAM))
            self.assertEqual((run.code, run.err), (0, ""), line)
            self.assertNotIn("nothing found", run.out, line)
            ran.append(arguments[0])
        self.assertEqual(ran, ["extract", "ingest", "search", "watch"])


class Names(unittest.TestCase):
    def test_judges_two_spellings(self):
        self.assertRegex(isnad("names", "جوليان غرانت", "جوليان جرانت").out, r"^[01]\.\d{3}\tyes\n$")
        self.assertRegex(isnad("names", "محمد الوردي", "محمود الوردي").out, r"^[01]\.\d{3}\tno\n$")

    def test_judges_a_line_for_a_line_and_names_the_bad_ones(self):
        run = isnad("names", "--pairs", "-", stdin="كنر\tكونار\nلا جدولة هنا\nحسن\tحسين\r\n".encode())
        self.assertEqual([line.split("\t")[1] for line in run.out.splitlines()], ["yes", "no", "no"])
        self.assertEqual(run.code, 1)
        self.assertIn("line 2", run.err)

    def test_an_error_is_one_line_whatever_a_file_is_called(self):
        run = isnad("extract", "/nonexistent/a\nisnad: b\x1b[31m.html")
        self.assertEqual((run.code, len(run.err.splitlines())), (1, 1), run.err)
        self.assertEqual(controls(run.err), [])

    def test_a_missing_file_is_named(self):
        run = isnad("names", "--pairs", "/nonexistent/pairs.tsv")
        self.assertEqual(run.code, 1)
        self.assertIn("/nonexistent/pairs.tsv", run.err)



class StoryEdits(ProgramTest):
    def story(self, *arguments):
        return isnad("story", *arguments, "--db", self.db)

    def test_an_editor_splits_merges_renames_and_pins(self):
        text = "افتتحت بلدية الريحانة صباح الأربعاء جسرا جديدا يربط ضفتي النهر بعد أشغال دامت ثمانية أشهر متواصلة"
        lines = [{"id": name, "url": f"https://{name}.example/1", "title": "جسر جديد", "text": text, "outlet": name,
                  "published": "2025-03-12"} for name in ("a", "b", "c")]
        isnad("ingest", "--db", self.db, "-", stdin="\n".join(map(json.dumps, lines)).encode())
        self.assertEqual(isnad("story", 1, "--db", self.db, "--json").lines[0]["accounts"], 3)
        chain = isnad("story", 1, "--db", self.db, "--json").lines[0]["chain"]
        self.assertEqual([(root["id"], [copy["id"] for copy in root["relayed"]]) for root in chain], [(1, [2, 3])])
        self.assertEqual({copy["copied"] for copy in chain[0]["relayed"]}, {1})
        split = self.story("split", 1, 2, 3)
        self.assertEqual((split.code, split.err), (0, ""))
        made = int(split.out.split()[1])
        self.assertEqual(isnad("story", made, "--db", self.db, "--json").lines[0]["accounts"], 2)
        self.assertEqual(self.story("rename", made, "عنوان المحرر").code, 0)
        self.assertEqual(self.story("pin", made).code, 0)
        first = isnad("stories", "--db", self.db, "--json", "--limit", 1).lines[0]
        self.assertEqual((first["id"], first["title"]), (made, "عنوان المحرر"))
        self.assertEqual(self.story("merge", 1, made).code, 0)
        self.assertEqual(isnad("story", 1, "--db", self.db, "--json").lines[0]["id"], made)
        changes = isnad("story", "changes", made, "--db", self.db, "--json").lines
        self.assertEqual([line["change"] for line in changes], ["merged", "pinned", "named", "split"])
        self.assertEqual({line["by"] for line in changes}, {"editor"})
        self.assertEqual(isnad("check", "--db", self.db).code, 0)

    def test_no_title_can_steer_a_terminal(self):
        isnad("ingest", "--db", self.db, "-", stdin=json.dumps(
            {"id": "a", "url": "https://a.example/1", "title": "ع\x1b[31m\nسطر\u202e", "text": "نص قصير",
             "outlet": "م\x07\x9b\n2  آخر", "published": "2025-03-12"}).encode())
        for title in ["a\x1b[31mb", "a\nb", "a\tb", "a\x7fb", "a\x9bb", "a\u202eb", "a\u2066b", "a\u2069b", b"a\xffb"]:
            with self.subTest(title):
                run = isnad("story", "rename", 1, os.fsdecode(title), "--db", self.db)
                self.assert_complains(run, 2, "the title: ")
        self.assertEqual(isnad("story", "changes", 1, "--db", self.db).out, "")
        for arguments, lines in [(["stories"], 1), (["story", 1], None), (["search", "نص"], 3)]:
            with self.subTest(arguments):
                run = isnad(*arguments, "--db", self.db)
                self.assertEqual((run.code, controls(run.out), re.findall("[\u202a-\u202e]", run.out)), (0, [], []))
                if lines is not None:
                    self.assertEqual(len(run.out.splitlines()), lines, run.out)
        self.assertEqual(self.story("rename", 1, "عنوان «\u2067جديد\u2069»").code, 0)

    def test_an_origin_in_another_story_is_named(self):
        text = "افتتحت بلدية الريحانة صباح الأربعاء جسرا جديدا يربط ضفتي النهر بعد أشغال دامت ثمانية أشهر متواصلة"
        lines = [{"id": name, "url": f"https://{name}.example/1", "title": "جسر " + name, "text": text, "outlet": name,
                  "published": "2025-03-12T09:30:00"} for name in ("a", "b")]
        isnad("ingest", "--db", self.db, "-", stdin="\n".join(map(json.dumps, lines)).encode())
        made = self.story("split", 1, 2).out.split()[1]
        shown = self.story(made).out
        self.assertIn("100 % copied from 1 جسر a · a (story 1)", shown)
        self.assertIn("2025-03-12T09:30", shown)

    def test_one_is_one_and_what_has_no_title_is_called_by_its_lead(self):
        isnad("ingest", "--db", self.db, "-", stdin=json.dumps(
            {"id": "a", "url": "https://a.example/1", "text": "أعلنت بلدية الريحانة افتتاح جسر", "outlet": "a"}).encode())
        shown = isnad("stories", "--db", self.db).out
        self.assertIn("1 account, 1 independent, 1 outlet)", shown)
        self.assertIn("أعلنت بلدية الريحانة", shown)
        self.assertIn("  1  أعلنت بلدية الريحانة", isnad("search", "بلدية", "--db", self.db).out)

    def test_what_cannot_be_done_is_said_and_exits_1(self):
        isnad("ingest", "--db", self.db, "-", stdin=json.dumps(
            {"id": "a", "url": "https://a.example/1", "title": "ع", "text": "نص قصير", "outlet": "a"}).encode())
        for arguments in [("merge", 1, 1), ("merge", 1, 9), ("split", 1, 1), ("split", 1, 9), ("pin", 9)]:
            with self.subTest(arguments):
                run = self.story(*arguments)
                self.assertEqual(run.code, 1)
                self.assertTrue(run.err.startswith("isnad: "), run.err)


class Sagas(ProgramTest):
    HEARINGS = [
        ("2031-03-10", "بدء محاكمة الوزير السابق سعدون الميلي",
         "بدأت محكمة جنايات تالين محاكمة الوزير السابق سعدون الميلي بتهمة تبديد أموال سد الربوة، واستمعت إلى النائب العام فادي كورل."),
        ("2031-03-24", "محاكمة سعدون الميلي: شهادة مهندس السد",
         "استأنفت محكمة جنايات تالين محاكمة الوزير السابق سعدون الميلي في قضية سد الربوة، وأدلى مهندس السد بشهادته أمام النائب العام فادي كورل."),
        ("2031-03-24", "حالة الطقس المتوقعة اليوم الاثنين",
         "توقعت هيئة الأرصاد في تقريرها عن حالة الطقس لهذا اليوم سماء غائمة جزئيا على مرتفعات الشمال."),
    ]

    def test_hearings_of_a_trial_continue_one_another_and_forms_are_told(self):
        lines = [{"id": str(n), "url": f"https://a.example/{n}", "title": title, "text": text, "outlet": "منبر",
                  "published": day} for n, (day, title, text) in enumerate(self.HEARINGS)]
        path = self.write("sagas.jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
        isnad("ingest", "--db", self.db, path)
        first, second, weather = (isnad("story", n, "--db", self.db, "--json").lines[0] for n in (1, 2, 3))
        self.assertEqual([link["id"] for link in second["earlier"]], [1])
        self.assertEqual([link["title"] for link in first["later"]], [self.HEARINGS[1][1]])
        self.assertEqual([first["template"], second["template"], weather["template"]], [False, False, True])
        self.assertIn("continues 1", isnad("story", 2, "--db", self.db).out)


class Dates(unittest.TestCase):
    def test_resolves_what_can_be(self):
        text = "اختتمت أمس الأربعاء أشغال الدورة التي بدأت في 17 فبراير الجاري".encode()
        days = lambda *options: [line["first"] for line in isnad("dates", "--json", *options, "-", stdin=text).lines]
        self.assertEqual(days("--published", "2025-02-20"), ["2025-02-19", "2025-02-17"])
        self.assertEqual(days(), [])
        self.assertEqual(isnad("dates", "--published", "x", "-").code, 2)


class Watch(ProgramTest):
    def test_saved_searches_are_asked_of_what_comes_in(self):
        isnad("ingest", "--db", self.db, "-q", "-", stdin=clean_articles(20))
        added = isnad("watch", "add", "--db", self.db, "--json", "--name", "جسور", "جسر الريحانة")
        self.assertEqual(added.lines, [{"id": 1}])
        isnad("ingest", "--db", self.db, "-q", "-", stdin=clean_articles(80, start=20))
        hits = isnad("watch", "hits", "1", "--db", self.db, "--json").lines
        found = [line["id"] for line in isnad("search", "--db", self.db, "--json", "--limit", "99", "جسر الريحانة").lines]
        self.assertEqual(sorted(line["id"] for line in hits), sorted(number for number in found if number > 20))
        self.assertEqual(isnad("watch", "list", "--db", self.db, "--json").lines[0]["hits"], len(hits))
        self.assert_complains(isnad("watch", "add", "--db", self.db, "-- -x"), 2, "asks for nothing")
        self.assert_complains(isnad("watch", "add", "--db", self.db, "date:أمس"), 2, '"date:أمس" is no date')
        self.assert_complains(isnad("watch", "add", "--db", self.db, "--name", "a\x1bb", "جسر"), 2, "U+001B")
        removed = isnad("watch", "remove", "1", "--db", self.db)
        self.assertEqual((removed.code, removed.out), (0, "1  removed\n"))
        self.assertIn("no search is saved", isnad("watch", "list", "--db", self.db).out)
        self.assertEqual(isnad("watch", "list", "--db", self.db, "--json").out, "")
        self.assert_complains(isnad("watch", "hits", "1", "--db", self.db), 1, "no saved search")
        self.assertEqual(isnad("check", "--db", self.db).code, 0)


class Paging(ProgramTest):
    def test_pages_neither_repeat_nor_skip_while_articles_arrive(self):
        isnad("ingest", "--db", self.db, "-q", "-", stdin=clean_articles(60))
        seen, cursor = [], []
        for round in range(20):
            *hits, last = isnad("search", "--db", self.db, "--json", "--limit", "7", "--next", *cursor, "بلدية").lines
            seen += [hit["id"] for hit in hits]
            if "next" not in last:
                seen.append(last["id"])
                break
            cursor = ["--from", last["next"]]
            isnad("ingest", "--db", self.db, "-q", "-", stdin=clean_articles(3, start=100 + 3 * round))
        self.assertEqual(sorted(seen), list(range(1, 61)))


class BadQuestions(ProgramTest):
    def test_any_question_has_an_answer(self):
        isnad("ingest", "--db", self.db, "-q", "-", stdin=clean_articles(20))
        for question in ["كلمة " * 10_000, "«جسر", '"جسر" OR "', "NEAR(a b, 5)", "{title} : x", "a* b*", "جسر NEAR",
                         "person:" + "ا" * 5_000, "date:أمس..", "x" * 100_000, "^جسر", "title:جسر"]:
            with self.subTest(question[:40]):
                run = isnad("search", "--db", self.db, "--json", "--", question, timeout=20)
                self.assertEqual(run.code, 0, run.err)


    def test_a_question_that_cannot_be_meant_is_exit_2_and_named(self):
        isnad("ingest", "--db", self.db, "-q", "-", stdin=clean_articles(3))
        for question, part in [("", "asks for nothing"), ('"', "asks for nothing"), ("((((", "asks for nothing"),
                               ("\u064e" * 50_000, "asks for nothing"), ("date:2025-13", '"date:2025-13" is no date'),
                               ("جسر تاريخ:هراء", '"تاريخ:هراء" is no date'), ("outlet:", '"outlet:" has no value'),
                               ('outlet:"', '"outlet:" has no value'), ("-date:2025", "cannot be excluded"),
                               ("story:x", "is no story's number")]:
            for form in ([], ["--json"]):
                with self.subTest(question[:40], form=form):
                    run = isnad("search", "--db", self.db, *form, "--", question, timeout=20)
                    self.assert_complains(run, 2, part)
                    self.assertEqual(run.out, "")

    def test_a_filter_that_is_none_is_told_of_where_nothing_is_found(self):
        isnad("ingest", "--db", self.db, "-q", "-", stdin=clean_articles(3))
        run = isnad("search", "--db", self.db, "foo:bar")
        self.assertEqual(run.code, 0)
        self.assertIn("foo: is no filter; there are outlet:", run.out)
        self.assertEqual(isnad("search", "--db", self.db, "--json", "foo:bar").out, "")

    def test_a_cursor_that_is_none_does_not_start_over(self):
        isnad("ingest", "--db", self.db, "-q", "-", stdin=clean_articles(3))
        for cursor in ["junk", "1-2", "zz-0-0"]:
            with self.subTest(cursor):
                self.assert_complains(isnad("search", "--db", self.db, "--from", cursor, "بلدية"), 2, cursor)


class Extract(ProgramTest):
    def test_prints_the_contract_s_fields_in_order(self):
        page = self.write("page.html", PAGE)
        run = isnad("extract", "--json", "--url", "https://sidra.example/1", page)
        self.assertEqual((run.code, run.err), (0, ""))
        article = run.lines[0]
        self.assertEqual(
            list(article),
            ["input", "url", "kind", "title", "authors", "outlet", "published", "modified", "language",
             "paragraphs", "text", "image", "images", "source_url", "credit", "section", "tags",
             "headlines", "comments", "warnings", "canonical", "amp", "robots", "tdm_reserved",
             "paywalled"])
        self.assertEqual(article["input"], str(page))
        self.assertEqual(article["kind"], "article")
        self.assertEqual(article["title"], "بلدية الريحانة تفتتح جسرا جديدا")
        self.assertEqual(article["outlet"], "منبر السدر")
        self.assertEqual(article["published"], "2025-03-12T09:30:00+03:00")
        self.assertEqual(article["language"], "ar")
        self.assertEqual(len(article["paragraphs"]), 3)
        self.assertEqual(article["text"], "\n".join(article["paragraphs"]))
        self.assertIsNone(article["modified"])

    def test_output_keeps_the_order_of_the_input_whatever_the_jobs(self):
        for number in range(40):
            self.write(f"pages/{number:02d}.html", PAGE + "<!--" + "x" * (40 - number) * 1000 + "-->")
        runs = [isnad("extract", "--json", "--jobs", jobs, self.folder / "pages") for jobs in (1, 2, 7)]
        self.assertEqual(len(runs[0].lines), 40)
        self.assertEqual(runs[0].out, runs[1].out)
        self.assertEqual(runs[0].out, runs[2].out)
        inputs = [line["input"] for line in runs[0].lines]
        self.assertEqual(inputs, sorted(inputs))

    def test_reads_pages_in_json_lines_and_calls_them_by_their_ids(self):
        lines = [{"id": "one", "url": "https://sidra.example/1", "html": PAGE},
                 {"id": "two", "url": None, "page": "عنوان قصير\n\n" + "جملة طويلة عن افتتاح الجسر الجديد في المدينة. " * 9}]
        run = isnad("extract", "--json", "-", stdin="\n".join(map(json.dumps, lines)).encode())
        self.assertEqual([line["input"] for line in run.lines], ["one", "two"])
        self.assertEqual(run.lines[0]["url"], "https://sidra.example/1")


class Cluster(ProgramTest):
    def test_gives_one_line_an_article_in_order(self):
        articles = clean_articles(30)
        run = isnad("cluster", self.write("a.jsonl", articles + articles.replace(b'"a', b'"b')))
        self.assertEqual((run.code, len(run.lines)), (0, 60))
        self.assertEqual(list(run.lines[0]), ["id", "story", "origin", "copied"])
        for number in range(30):
            original, copy = run.lines[number], run.lines[30 + number]
            self.assertEqual(original["id"], f"a{number}")
            self.assertEqual(copy["story"], original["story"])
            self.assertIsNotNone(copy["origin"])
            self.assertGreater(copy["copied"], 0.99)


class Store(ProgramTest):
    def setUp(self):
        super().setUp()
        self.articles = self.write("a.jsonl", clean_articles(60))
        run = isnad("ingest", "--db", self.db, "--json", self.articles)
        self.assertEqual((run.code, run.err), (0, ""))
        self.outcomes = run.lines

    def test_ingest_tells_each_outcome(self):
        self.assertEqual(len(self.outcomes), 60)
        self.assertEqual(list(self.outcomes[0]), ["input", "outcome", "article", "story", "title", "why"])
        self.assertEqual({line["outcome"] for line in self.outcomes}, {"new"})

    def test_the_same_again_is_duplicate_and_an_edit_is_a_change(self):
        run = isnad("ingest", "--db", self.db, "--json", self.articles)
        self.assertEqual([line["outcome"] for line in run.lines], ["duplicate"] * 60)
        self.assertEqual([line["article"] for line in run.lines],
                         [line["article"] for line in self.outcomes])
        edited = self.articles.read_bytes().replace("دامت".encode(), "استمرت".encode(), 1)
        run = isnad("ingest", "--db", self.db, "--json", "-", stdin=edited)
        self.assertEqual([line["outcome"] for line in run.lines], ["changed"] + ["duplicate"] * 59)
        article = isnad("article", run.lines[0]["article"], "--db", self.db, "--json").lines[0]
        self.assertEqual(article["version"], 2)
        self.assertIn("استمرت", article["text"])

    def test_what_went_in_comes_out_to_the_letter(self):
        sent = json.loads(self.articles.read_text(encoding="utf-8").splitlines()[7])
        got = isnad("article", self.outcomes[7]["article"], "--db", self.db, "--json").lines[0]
        for field in ("url", "title", "text", "outlet", "published"):
            self.assertEqual(got[field], sent[field], field)

    def test_search_prints_the_contract_s_fields_best_first(self):
        run = isnad("search", "بالريحانة", "--db", self.db, "--json", "--limit", 5)
        self.assertEqual(run.code, 0)
        self.assertEqual(list(run.lines[0]), ["id", "url", "title", "outlet", "published", "score", "snippet"])
        self.assertEqual(len(run.lines), 5)
        scores = [line["score"] for line in run.lines]
        self.assertEqual(scores, sorted(scores, reverse=True))
        for line in run.lines:
            self.assertIn("الريحانة", line["title"] + line["snippet"])

    def test_any_ranks_by_any_word_and_all_needs_them_all(self):
        query = "مستشفى كلمةغيرموجودة"
        self.assertEqual(isnad("search", query, "--db", self.db, "--json").lines, [])
        self.assertGreater(len(isnad("search", query, "--any", "--db", self.db, "--json").lines), 0)

    def test_stories_story_and_check(self):
        stories = isnad("stories", "--db", self.db, "--json", "--limit", 1000).lines
        self.assertEqual(sum(story["accounts"] for story in stories), 60)
        one = isnad("story", stories[0]["id"], "--db", self.db, "--json").lines[0]
        self.assertEqual(len(one["articles"]), one["accounts"])
        check = isnad("check", "--db", self.db, "--json")
        self.assertEqual(check.code, 0)
        self.assertEqual((check.lines[0]["ok"], check.lines[0]["articles"]), (True, 60))

    def test_stories_have_sections_and_a_summary_of_their_accounts_words(self):
        stories = isnad("stories", "--db", self.db, "--json", "--limit", 1000).lines
        sections = {story["section"] for story in stories} - {None}
        self.assertTrue(sections)
        for section in sections:
            listed = isnad("stories", "--db", self.db, "--json", "--limit", 1000, "--section", section).lines
            self.assertEqual([story["id"] for story in listed],
                             [story["id"] for story in stories if story["section"] == section])
        one = isnad("story", stories[0]["id"], "--db", self.db, "--json").lines[0]
        self.assertIn(one["title"], [article["title"] for article in one["articles"]])
        self.assertTrue(one["summary"])
        for sentence in one["summary"]:
            article = isnad("article", sentence["article"], "--db", self.db, "--json").lines[0]
            self.assertIn(sentence["text"], article["text"])
        self.assertEqual(isnad("stories", "--db", self.db, "--section", "weather").code, 2)

    def test_what_is_not_there_is_said(self):
        self.assert_complains(isnad("story", 999999, "--db", self.db), 1, "999999")
        self.assert_complains(isnad("article", 999999, "--db", self.db), 1, "999999")
        self.assert_complains(isnad("story", 0, "--db", self.db), 1, "no story 0")
        self.assert_complains(isnad("stories", "--db", self.folder / "nowhere"), 3, "no store is there")

    def test_a_store_that_may_not_be_read_is_not_called_absent(self):
        self.folder.chmod(0o755)
        self.db.chmod(0)
        self.addCleanup(self.db.chmod, 0o755)
        # Root may read everything, so it runs the program as somebody else.
        somebody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        try:
            run = isnad("stories", "--db", self.db, **somebody)
        except PermissionError:
            self.skipTest("the program lies where nobody else may run it")
        self.assert_complains(run, 3, "Permission denied")


if __name__ == "__main__":
    unittest.main()
