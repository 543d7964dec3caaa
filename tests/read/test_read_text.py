"""Plain texts: pages copied from a site, clean articles, odd characters, and that nothing is ever changed."""

from __future__ import annotations

import pytest
from article_checks import check_spans, kinds
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.read import ReadError, check_article, read_text
from marsad.read.cues import load_cues
from marsad.types import Metadata

LEAD = "طلبت حكومة نوردا عقد جلسة طارئة لمجلس الدفاع، وأكدت سارين أنها تراقب الوضع على جانبي الحدود."
FIRST = "وقال وزير الخارجية في بيان إن بلاده تنتظر ردا مكتوبا من الطرف الآخر على مقترحات الوسطاء."
SECOND = "وأضاف أن القوات لن تنسحب من التلال قبل التوصل إلى اتفاق واضح يضمن عودة السكان إلى قراهم في الوادي."
THIRD = "في المقابل، رفضت سارين ما سمته شروطا مسبقة، وطالبت المنظمات الدولية بإرسال مراقبين إلى خط التماس."

PAGE = f"""الأحد 3 Mar / March 2024

جلسة طارئة في نوردا.. وسارين تراقب "جانبي الحدود"

جلسة طارئة في نوردا.. وسارين تراقب "جانبي الحدود"

شارك القصة

مشهد عام لمعبر الوادي على الحدود بين البلدين (الصورة: غيتي)
{LEAD}

{FIRST}

نوردا تطلب ضمانات لعودة السكان إلى القرى

{SECOND} ودعت نوردا إلى ضمانات لعودة السكان.

أطلقت سارين مناورات على طول الحدود الشمالية مع نوردا
أطلقت سارين مناورات على طول الحدود الشمالية مع نوردا - غيتي

{THIRD}

تابع القراءة
المصادر:
النهر - وكالات
تغطية خاصة
Close"""


def test_a_page_copied_from_a_site() -> None:
    article = read_text(PAGE, "page")
    title = 'جلسة طارئة في نوردا.. وسارين تراقب "جانبي الحدود"'
    assert kinds(article) == [
        ("page_date", "الأحد 3 Mar / March 2024"),
        ("title", title),
        ("title", title),
        ("boilerplate", "شارك القصة"),
        ("caption", "مشهد عام لمعبر الوادي على الحدود بين البلدين (الصورة: غيتي)"),
        ("lead", LEAD),
        ("paragraph", FIRST),
        ("heading", "نوردا تطلب ضمانات لعودة السكان إلى القرى"),
        ("paragraph", f"{SECOND} ودعت نوردا إلى ضمانات لعودة السكان."),
        ("caption", "أطلقت سارين مناورات على طول الحدود الشمالية مع نوردا"),
        ("caption", "أطلقت سارين مناورات على طول الحدود الشمالية مع نوردا - غيتي"),
        ("paragraph", THIRD),
        ("boilerplate", "تابع القراءة"),
        ("sources", "المصادر:"),
        ("sources", "النهر - وكالات"),
        ("boilerplate", "تغطية خاصة"),
        ("boilerplate", "Close"),
    ]
    assert article.text == PAGE
    assert article.title is not None and article.title.start == PAGE.index(title)
    assert [span.text for span in article.agencies] == ["النهر", "وكالات"]
    assert article.metadata.outlet == "النهر"
    assert article.metadata.language == "ar"
    (date,) = article.metadata.dates
    assert (date.date, date.source, date.rejected) == ("2024-03-03", "crawl_header", None)
    check_spans(article)


# Each line of a clean article with the label it must get; the rest of the article is as in CLEAN below.
IN_THE_TEXT = [
    ("boilerplate", "اقرأ أيضا: البرلمان يناقش قانون المياه", "a link with its label"),
    ("boilerplate", "قد يهمك/\xa0كيف بدأت أزمة السد؟", "a slash, a no-break space and a question"),
    ("boilerplate", "شاهد.. لحظة وصول القافلة إلى المعبر", "a film"),
    ("boilerplate", "للمزيد: النقابة تعلن الإضراب", "for more"),
    ("boilerplate", "----------------------------", "a rule"),
    (
        "boilerplate",
        "المحكمة العليا تبت غدا في طعون المرشحين للرئاسة",
        "a headline that nothing below takes up",
    ),
    (
        "boilerplate",
        "يمكنكم تسلم إشعارات بأهم الأخبار بعد تحميل التطبيق على هواتفكم.",
        "a notice with a full stop",
    ),
    ("boilerplate", "https://example.org/video/12345", "an address"),
    ("heading", "شروط الانسحاب", "two words"),
    ("heading", "ما الذي يحدث على الحدود؟", "a question"),
    ("heading", '"تصعيد خطير"', "quoted"),
    (
        "heading",
        "سارين ترفض الشروط المسبقة وتطالب بإرسال مراقبين",
        "seven words that the next paragraph takes up",
    ),
    (
        "paragraph",
        "ولم يعلق المتحدث على الأنباء عن سقوط ضحايا مدنيين حتى الآن",
        "no stop, but it goes on with و",
    ),
    ("paragraph", "كتب الوزير على حسابه أن القوات انسحبت من التلال.", "the verb 'wrote'"),
    ("paragraph", "اشترك في الهجوم عشرات المسلحين.", "the verb 'took part'"),
    ("paragraph", "شاهد آلاف السكان القصف من شرفات منازلهم.", "the verb 'saw'"),
    (
        "paragraph",
        "وأكد البيان نقلا عن مصدر عسكري سقوط قذائف على القرية (رويترز).",
        "an agency inside a sentence",
    ),
    ("caption", "جنود من سارين على الحدود الشمالية - غيتي", "a photo agency at the end"),
    ("credit", "تصوير: سامي الهاشم", "photo by"),
    ("boilerplate", "شارك الخبر", "a button"),
]


@pytest.mark.parametrize(("kind", "line", "why"), IN_THE_TEXT)
def test_a_line_in_a_clean_article(kind: str, line: str, why: str) -> None:
    text = "\n".join(["اتفاق على الحدود", LEAD, FIRST, SECOND, line, THIRD, FIRST])
    article = read_text(text, "clean")
    found = kinds(article)
    assert found[0] == ("title", "اتفاق على الحدود")
    assert found[1] == ("lead", LEAD)
    assert found[4] == (kind, line), why
    assert [kind for kind, _ in found[5:]] == ["paragraph", "paragraph"]
    check_spans(article)


AT_THE_END = [
    ("sources", "النهر24/ أ ف ب"),
    ("sources", "المصدر: رويترز"),
    ("byline", "(إعداد سامي الهاشم للنشرة العربية - تحرير ليلى منصور)"),
    ("page_date", "آخر تحديث: 12 كانون الثاني 2019 الساعة 10:00 بتوقيت غرينتش"),
    ("boilerplate", "جميع الحقوق محفوظة لصحيفة النهر 2021"),
    ("boilerplate", "12 تعليق"),
    ("boilerplate", "الكلمات الدالة: نهر، سد، مفاوضات"),
    ("boilerplate", "أبرز محطات النزاع على المياه في عشرين عاما"),
    ("paragraph", "ولم يصدر تعليق من الحكومة"),
]


@pytest.mark.parametrize(("kind", "line"), AT_THE_END)
def test_a_line_below_the_article(kind: str, line: str) -> None:
    found = kinds(read_text("\n".join(["اتفاق على الحدود", LEAD, FIRST, SECOND, THIRD, line]), "clean"))
    assert found[-1] == (kind, line)
    assert [kind for kind, _ in found[:-1]] == ["title", "lead", "paragraph", "paragraph", "paragraph"]


ABOVE_THE_LEAD = [
    ("byline", "كتب: سامي الهاشم", "سامي الهاشم"),
    ("byline", "كتبت ليلى منصور", "ليلى منصور"),
    ("byline", "بيروت - سامي الهاشم", "سامي الهاشم"),
    ("byline", "إسطنبول/ ليلى منصور/ الأناضول", "ليلى منصور"),
    ("byline", "هذا المقال بقلم د. سامي الهاشم، والآراء الواردة أدناه تعبر عن رأي الكاتب.", "د. سامي الهاشم"),
    ("page_date", "تم نشره الجمعة 24 نيسان / أبريل 2020 09:22 مساءً", None),
    ("page_date", "سامي الهاشم | 12/03/2019", None),
    ("heading", "قمة طارئة تبحث التصعيد", None),
    ("caption", "رئيس حكومة نوردا خلال مؤتمر صحافي في العاصمة (رويترز)", None),
    ("boilerplate", "3 دقائق قراءة", None),
]


@pytest.mark.parametrize(("kind", "line", "name"), ABOVE_THE_LEAD)
def test_a_line_between_title_and_lead(kind: str, line: str, name: str | None) -> None:
    article = read_text("\n".join(["اتفاق على الحدود", line, LEAD, FIRST, SECOND]), "clean")
    assert kinds(article)[1] == (kind, line)
    assert kinds(article)[2] == ("lead", LEAD)
    assert (article.byline.text if article.byline else None) == name
    check_spans(article)


def test_links_that_follow_one_another() -> None:
    links = ["البرلمان يناقش قانون المياه", "أزمة السد: محطات رئيسية", "هل ينجح الوسطاء في وقف القتال قريبا؟"]
    found = kinds(read_text("\n".join(["اتفاق", LEAD, FIRST, *links, SECOND, THIRD]), "clean"))
    assert [kind for kind, text in found if text in links] == ["boilerplate"] * 3
    # A short line that closes them can be the heading of what follows.
    found = kinds(read_text("\n".join(["اتفاق", LEAD, FIRST, *links[:2], "شروط الانسحاب", SECOND, THIRD]), "clean"))
    assert ("heading", "شروط الانسحاب") in found


def test_the_items_of_a_list_are_no_headings() -> None:
    items = ["وقف القصف على القرى", "فتح المعبر أمام المساعدات", "تبادل الأسرى"]
    found = kinds(read_text("\n".join(["اتفاق", LEAD, FIRST, "وتضمن الاتفاق البنود الآتية:", *items, SECOND]), "clean"))
    assert [kind for kind, text in found if text in items] == ["paragraph"] * 3


def test_a_label_alone_takes_the_headlines_below_it_but_not_the_heading_of_the_text() -> None:
    lines = [
        "اقرأ أيضاً:",
        "نبذة: من هم سكان الوادي الشمالي؟",
        "كيف بدأت أزمة السد بين البلدين؟",
        '"عودة بشروط"',
    ]
    found = kinds(read_text("\n".join(["اتفاق", LEAD, FIRST, *lines, SECOND, THIRD]), "clean"))
    assert [kind for kind, text in found if text in lines] == ["boilerplate"] * 3 + ["heading"]


def test_summaries_of_other_stories_below_an_article() -> None:
    others = [
        "أعلن اتحاد الكرة في مالدا، الأربعاء، تأجيل مباريات الأسبوع العاشر بسبب سوء الأحوال الجوية.",
        "افتتح رئيس بلدية ميرا معرضا للكتب القديمة في المكتبة المركزية بحضور عدد من الناشرين والقراء.",
        "كشف باحثون عن لقاح جديد يقي المواشي من مرض معد انتشر في السهول خلال فصل الشتاء الماضي كله.",
        "رفعت شركة القطارات أسعار التذاكر على خطوط السواحل بنسبة عشرة في المئة ابتداء من مطلع الشهر المقبل",
    ]
    found = kinds(read_text("\n".join(["اتفاق", LEAD, FIRST, SECOND, FIRST, SECOND, *others]), "clean"))
    assert [kind for kind, text in found if text in others] == ["boilerplate"] * 4
    # One closing paragraph of that kind is a part of the story.
    found = kinds(read_text("\n".join(["اتفاق", LEAD, FIRST, SECOND, FIRST, SECOND, others[0]]), "clean"))
    assert found[-1][0] == "paragraph"


def test_menus_and_running_headlines_above_the_title() -> None:
    ticker = "    ".join(["خبر أول عن السوق", "خبر ثان عن الطقس", "خبر ثالث", "خبر رابع", "خبر خامس", "خبر سادس"])
    lines = [
        "الرئيسية",
        "من نحن",
        "اتصل بنا",
        "أرشيف العدد",
        ticker,
        "اتفاق جديد على الحدود الشمالية",
        LEAD,
        FIRST,
    ]
    found = kinds(read_text("\n".join(lines), "clean"))
    assert [kind for kind, _ in found] == ["boilerplate"] * 5 + ["title", "lead", "paragraph"]


def test_a_title_that_looks_like_a_link() -> None:
    found = kinds(read_text("\n".join(["شاهد.. لحظة انسحاب القوات من التلال", LEAD, FIRST]), "clean"))
    assert [kind for kind, _ in found] == ["title", "lead", "paragraph"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LEAD, ["lead"]),
        (f"{LEAD}\n{FIRST}", ["lead", "paragraph"]),
        ("عاجل: انفجار في العاصمة", ["lead"]),
        ("اتفاق على الحدود\nانسحبت القوات صباح اليوم", ["title", "lead"]),
        ("اتفاق على الحدود\n\n\n" + LEAD, ["title", "lead"]),
    ],
)
def test_short_texts(text: str, expected: list[str]) -> None:
    assert [kind for kind, _ in kinds(read_text(text, "short"))] == expected


def test_a_text_whose_paragraphs_are_cut_into_lines() -> None:
    body = f"{LEAD} {FIRST}".split()
    rows = [" ".join(body[i : i + 8]) for i in range(0, len(body), 8)]
    text = "اتفاق على الحدود\n\n" + "\n".join(rows) + "\n\n" + "\n".join(rows)
    labels = [kind for kind, _ in kinds(read_text(text, "wire"))]
    assert labels[:2] == ["title", "lead"]
    assert set(labels[2:]) == {"paragraph"}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends_and_invisible_characters_leave_the_offsets_true(newline: str) -> None:
    lines = [
        "\ufeff\u200fاتفاق على الحدود\u200f ",
        f"\xa0{LEAD}\xa0",
        "",
        "ـــــ",
        "\u202b" + FIRST + "\u202c",
    ]
    text = newline.join(lines)
    article = read_text(text, "odd")
    assert article.text == text
    assert kinds(article)[0] == ("title", "اتفاق على الحدود")
    assert ("lead", LEAD) in kinds(article) and ("paragraph", FIRST) in kinds(article)
    check_spans(article)


def test_presentation_forms_and_tatweel_are_kept_and_still_matched() -> None:
    text = f"اتفاق على الحدود\n{LEAD}\n{FIRST}\nﺷﺎﺭﻙ ﺍﻟﻘﺼﺔ\nاقـــرأ أيضا: خبر آخر\n{SECOND}\n{THIRD}"
    article = read_text(text, "odd")
    assert article.text == text
    assert [kind for kind, _ in kinds(article)][3:5] == ["boilerplate", "boilerplate"]


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        (f"اتفاق\nبيروت (رويترز) - {LEAD}\n{FIRST}", ["رويترز"]),
        (f"اتفاق\nالقاهرة – أ ف ب: {LEAD}\n{FIRST}\nالمصدر: وكالات", ["أ ف ب", "وكالات"]),
        (f"اتفاق\n{LEAD}\n{FIRST} --(بترا)", ["بترا"]),
        (f"اتفاق\n{LEAD}\n{FIRST} وفق رويترز.", []),
    ],
)
def test_agencies(text: str, agencies: list[str]) -> None:
    article = read_text(text, "wire")
    assert [span.text for span in article.agencies] == agencies
    check_spans(article)


def test_metadata_that_came_with_the_text_is_kept() -> None:
    given = Metadata(url="https://example.org/1", outlet="النهر", published="2020-05-01")
    metadata = read_text(PAGE, "page", given).metadata
    assert (metadata.url, metadata.outlet, metadata.published) == (
        "https://example.org/1",
        "النهر",
        "2020-05-01",
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n\u200f\xa0\n", "empty"),
        ("-----\n*** 12 ***", "no words"),
        ("شارك القصة\nتابع القراءة\nالمصدر: وكالات\nClose\n", "boilerplate"),
    ],
)
def test_texts_with_nothing_to_code(text: str, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        check_article(read_text(text, "nothing"))


WORDS = [form for cue in load_cues() for form in cue.forms] + [
    LEAD,
    FIRST,
    "رويترز",
    "بيروت",
    "12/03/2019",
    "-",
    "(",
    ")",
]
PIECES = st.one_of(
    st.sampled_from([*WORDS, ":", "..", "\n", "\r\n", "\u200f", "\xa0", "ـ", "«", "»", '"']),
    st.text(max_size=20),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_any_text_is_read_without_a_change_and_twice_the_same(pieces: list[str]) -> None:
    text = " ".join(pieces)
    article = read_text(text, "any")
    assert len(article.text) == len(text)
    assert article == read_text(text, "any")
    check_spans(article)


def test_half_characters_are_replaced_one_for_one() -> None:
    article = read_text(f"اتفاق \ud83d على الحدود\n{LEAD}", "half")
    assert article.text.startswith("اتفاق \ufffd على الحدود\n")
