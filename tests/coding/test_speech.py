"""Who is quoted and who reports: subjects of report verbs, dropped ones, asides, relays and reported clauses."""

from __future__ import annotations

import pytest

from marsad.pipeline import code, read_article
from marsad.read import read_text
from marsad.types import Metadata


def speakers(text: str) -> list[str | None]:
    """The speakers of the quotations of a text, in order."""
    coding = code("عنوان الخبر\n" + text, "2026-03-10")
    return [q.speaker.text if q.speaker else None for q in coding.quotes]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('قالت وزيرة الصيد النرويجية، سولفي هاغن، إن "السفن لن تعود إلى هنا".', "وزيرة الصيد النرويجية، سولفي هاغن"),
        ('وكان وزير الدفاع الآيسلندي قد قال إن "الأسطول لن يغادر الميناء هذا الشهر".', "وزير الدفاع الآيسلندي"),
        ('"لن نغادر الميناء قبل أن يعود البحارة"، قال وزير الدفاع الآيسلندي.', "وزير الدفاع الآيسلندي"),
        ('وقال التقرير: "لم تعد السفن صالحة للعمل في هذا البحر".', "التقرير"),
        ('ونقلت وكالة رويترز عن هالدورسون قوله إن "السفن لن تعود إلى الميناء اليوم".', "هالدورسون"),
        ('وجاء في بيان الوزارة أن "السفن لن تعود إلى الميناء اليوم".', "بيان الوزارة"),
        ('وأعرب وزير الدفاع الآيسلندي عن قلقه، مضيفا "لن نغادر الميناء قبل عودة البحارة".', "وزير الدفاع الآيسلندي"),
    ],
)  # fmt: skip
def test_the_subject_is_the_speaker_as_a_whole_phrase(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_a_dropped_subject_agrees_with_the_verb() -> None:
    text = (
        'قالت رئيسة وزراء آيسلندا إن "الموانئ ستبقى مغلقة هذا الشهر".\n'
        'وقال وزير الدفاع النرويجي إن "الأسطول مستعد لكل احتمال في البحر".\n'
        'وأضافت: "لن نفتح الموانئ قبل عودة البحارة إلى بيوتهم".\n'
        'وتابع: "لن ننتظر أكثر من هذا أبدا".'
    )
    assert speakers(text)[2:] == ["رئيسة وزراء آيسلندا", "وزير الدفاع النرويجي"]


def test_a_state_told_of_by_a_speaker_does_not_take_his_words() -> None:
    text = 'قال وزير الدفاع الآيسلندي إن النرويج تدين "بأشد العبارات احتجاز السفن في الميناء".'
    assert speakers(text) == ["وزير الدفاع الآيسلندي"]


def reports(text: str) -> list[tuple[str | None, str]]:
    """The reported clauses of a text with their speakers."""
    coding = code("عنوان الخبر\n" + text, "2026-03-10")
    return [(q.speaker.text if q.speaker else None, q.text) for q in coding.indirect]


def test_a_reported_clause_ends_where_the_narrator_takes_over() -> None:
    found = reports("قال وزير الدفاع الآيسلندي إن السفن الثلاث غادرت الميناء، وذلك بعد ساعات من المهلة.")
    assert found == [("وزير الدفاع الآيسلندي", "إن السفن الثلاث غادرت الميناء")]


def test_an_impersonal_report_is_nobodys_word() -> None:
    text = "قال وزير الدفاع الآيسلندي إن السفن الثلاث غادرت الميناء.\nيذكر أن النرويج أغلقت موانئها العام الماضي."
    assert reports(text)[1] == (None, "أن النرويج أغلقت موانئها العام الماضي")


def test_a_clause_of_time_is_not_what_is_said() -> None:
    assert reports("أعلنت الوزارة استقالة الوزير بعد أن غادرت السفن الميناء أمس.") != [
        ("الوزارة", "أن غادرت السفن الميناء أمس")
    ]


def test_the_noun_of_a_report_has_its_speaker() -> None:
    found = reports("جاء القرار بعد إعلان وزير الدفاع الآيسلندي أن السفن لن تعود إلى الميناء.")
    assert found[0][0] == "وزير الدفاع الآيسلندي"


def test_an_agency_that_carried_the_statement_is_a_relay() -> None:
    text = "وقال وزير الدفاع الآيسلندي، في بيان نقلته وكالة رويترز، إن الجيش قصف الميناء."
    reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-10")))
    (speech,) = [s for s in reading.speeches if s.speaker is not None]
    assert len(speech.agencies) == 1


def test_a_quotation_goes_on_over_sentences() -> None:
    text = 'قال وزير الدفاع الآيسلندي: "لن نغادر الميناء. قصفت النرويج سفننا. لن نصمت على هذا".'
    reading, _ = read_article(read_text(text, "a", Metadata(published="2026-03-10")))
    last = reading.shapes[-1].s.number
    assert [s.rule for s in reading.said(last)] == ["goes-on"]
    assert all(s.speaker is not None for s in reading.said(last))


def test_a_speaker_with_rank_and_name_behind_his_office() -> None:
    text = 'وقال المتحدث باسم وزارة الدفاع النرويجية اللواء سفين كوناسون: "لدينا دليل آخر على ما حدث في الميناء".'
    quotes = code(text, published="2026-03-10").quotes
    assert [q.speaker.text for q in quotes if q.speaker] == ["المتحدث باسم وزارة الدفاع النرويجية اللواء سفين كوناسون"]


SAID = '"السفن لن تعود إلى الميناء هذا الشهر"'


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # what opens a sentence stands before its verb
        (f"من جانب آخر أكد مصدر في وزارة الدفاع الآيسلندية أن {SAID}.", "مصدر في وزارة الدفاع الآيسلندية"),
        (f"بدورها أشارت النرويج، في تصريح صادر عن وزارة خارجيتها، إلى أن {SAID}.", "النرويج"),
        # "through" and "expressed"
        (f"وعبر وزير الدفاع الآيسلندي عن قلقه من حصار الموانئ، مضيفا: {SAID}.", "وزير الدفاع الآيسلندي"),
        # an aside between the subject and its verb
        (f"لكن وزير الصيد النرويجي، وهو أقدم وزراء الحكومة، قال إن {SAID}.", "وزير الصيد النرويجي"),
        (f"وقال الباحثون إن الميناء مغلق، ولكن أمينة هاغن، والدة أحد البحارة، قالت {SAID}.", "أمينة هاغن"),
        # names that are words too, joined with a hyphen, or behind a title's own complement
        (f"وقال مشجع الفريق علي عصام لوكالة رويترز على الهاتف إن {SAID}.", "مشجع الفريق علي عصام"),
        (f"قال الجنرال المتقاعد، جان-بول هالدور، إن {SAID}.", "الجنرال المتقاعد، جان-بول هالدور"),
        (f"وقال وزير التعاون الإقليمي في النرويج، هالدور، إن {SAID}.", "وزير التعاون الإقليمي في النرويج، هالدور"),
        # a source before or behind what it says
        (f"وبحسب الملف القضائي فإن {SAID}.", "الملف القضائي"),
        (f"وأغلقت محكمة نرويجية الميناء بعد أن {SAID}، وذلك بحسب وكالة أنباء النرويج.", "وكالة أنباء النرويج"),
        (f"ووفقا لبيان صادر من مكتب رئيس الوزراء النرويجي، فإن {SAID}.", "مكتب رئيس الوزراء النرويجي"),
        # a noun that the tables do not know is no verb's object before a participle tells who speaks
        (f"ووجه بوتين حديثه للمندوبة النرويجية، متهما آيسلندا بافتعال الأزمات، قائلا: {SAID}.", "بوتين"),
        # only a participle tells how it is said
        (f"قال وزير الصيد النرويجي إن الميناء مغلق.\nواستطرد معقبا على سؤال: {SAID}.", "وزير الصيد النرويجي"),
        # a verb of the tables that nobody knows
        (f"بينما اكتفت النرويج بالقول إن {SAID}.", "النرويج"),
    ],
)  # fmt: skip
def test_who_speaks_in_what_order_of_words(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"قال ريك هالدورسونا، محلل الملاحة، إن الميناء مغلق.\nوأوضح هالدورسونا قائلا: {SAID}.", "هالدورسونا"),
        (f"قال المحامي خالد علي إنه سيحضر على عجل.\nوقال علي في تغريدة إنه ممنوع، قائلا: {SAID}.", "علي"),
        (f"وقال أحد القادة في الأسطول إن الميناء مغلق.\nمضيفا أن {SAID}.", "أحد القادة في الأسطول"),
        (f"ونقلت وكالة رويترز عن وزير الصيد أن الميناء مغلق.\nوأضافت أن {SAID}.", "وكالة رويترز"),
        (f"ونقلت وكالة رويترز عن وزير الصيد أن الميناء مغلق.\nوأضاف أن {SAID}.", "وزير الصيد"),
        (f"قالت آيسلندا إن الميناء مغلق.\nوتوعدت النرويج غداة الهجوم بالانتقام، معلنة أن {SAID}.", "النرويج"),
        (
            "أعلنت ريكيافيك أنها ستغلق الميناء، حسبما نقلت وكالة رويترز عن وزارة الدفاع الآيسلندية.\n"
            f"وأضافت أن {SAID}.",
            "وزارة الدفاع الآيسلندية",
        ),
        (
            "وقالت وزارة الخارجية الفرنسية إن الحصار انتهى.\n"
            f"وقالت وزارة الخارجية في الإقليم الشمالي على منصة إكس إن {SAID}.",
            "وزارة الخارجية في الإقليم الشمالي",
        ),
        (f"قال بوتين إن الحصار انتهى.\nوتحدث عن معارضيه الذين انتقدوا جهوده، فقال {SAID}.", "بوتين"),
        (f"وذكر وزير الصيد النرويجي أن فرق الإسعاف نقلت إلى المستشفيات {SAID}.", "وزير الصيد النرويجي"),
        (f"قالت الشرطة إنها تحقق.\nوحاربت عائلة الفتاة حتى تقبل الشرطة بالقضية، وقالت إن {SAID}.", "عائلة الفتاة"),
    ],
)  # fmt: skip
def test_who_goes_on_over_sentences(text: str, speaker: str) -> None:
    assert speakers(text)[-1] == speaker


def test_what_a_speaker_describes_does_not_speak() -> None:
    text = 'وقال ليبرمان إن "القناص يستحق وساما من الجيش اليوم" ووصف الجيش الإسرائيلي بأنه "أفضل جيش في العالم كله".'
    assert speakers(text) == ["ليبرمان", "ليبرمان"]


def test_words_of_whoever_expresses_them_in_a_report() -> None:
    text = 'وأوضحت الرئاسة الفرنسية أن ماكرون عبر في الاتصال عن "الأسف لإغلاق الموانئ أمام الصيادين".'
    assert speakers(text) == ["ماكرون"]


@pytest.mark.parametrize(
    "text",
    [
        'وذكرت صحيفة "لو جورنال دو نورفيج" أن الميناء مغلق.',
        'وشارك آلاف في مظاهرة رفعت وسم "#الموانئ_لنا_والبحر_لنا_جميعا".',
    ],
)
def test_a_name_in_marks_is_no_quotation(text: str) -> None:
    assert speakers(text) == []


def test_what_names_something_may_be_said_all_the_same() -> None:
    assert speakers('وقال مدير الشركة "لن نغلق هذا الميناء أبدا".') != []


@pytest.mark.parametrize(
    ("text", "who"), [("هو يعتقد أن الميناء مغلق اليوم.", "هو"), ("لكنها تقول إن الميناء مغلق اليوم.", "لكنها")]
)
def test_a_pronoun_speaks_where_nobody_is_named_it_may_stand_for(text: str, who: str) -> None:
    assert [s for s, _ in reports(text)] == [who]


def test_a_pronoun_stands_for_who_is_named() -> None:
    text = "قال وزير الدفاع الآيسلندي إن السفن غادرت الميناء.\nوهو يعتقد أن السفن لن تعود."
    assert [s for s, _ in reports(text)] == ["وزير الدفاع الآيسلندي"] * 2


def test_a_given_name_behind_a_report_verb_is_no_verb_with_and() -> None:
    text = 'وقال فراس الدومي، من فرق الإغاثة، إنه حين وصل إلى المكان "كان المشهد مروعا للغاية هناك".'
    assert "فراس الدومي" in [speaker for speaker, _ in reports(text)]


def test_an_act_speaks_only_where_its_conditions_are_met() -> None:
    shown = 'وأظهرت الصور أطفالا يخرج الدخان من بيتهم. وأضاف: "كان المشهد مروعا للغاية هناك".'
    assert "أطفالا" not in [speaker for speaker, _ in reports(shown)]
