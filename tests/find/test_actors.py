"""Mentions of actors: where they begin and end, whose they are, who they refer back to."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.coding.coder import Reading
from marsad.find.mentions import Mention
from marsad.pipeline import read_article
from marsad.read import read_text
from marsad.types import Metadata


def read(text: str, day: str = "2018-10-01") -> Reading:
    """An article as read, before events are decided."""
    return read_article(read_text(text, "a", Metadata(published=day)))[0]


def found(text: str, day: str = "2018-10-01") -> dict[str, tuple[str | None, str | None]]:
    """Country and sector of every mention by its words."""
    reading = read(text, day)
    mentions = [m for sentence in reading.mentions for m in sentence]
    return {words(reading, m): (m.country, m.sector) for m in mentions}


def words(reading: Reading, m: Mention) -> str:
    start, end = reading.a.span(m.first, m.last)
    return reading.a.text[start:end]


@pytest.mark.parametrize(
    ("text", "mention", "code"),
    [
        # whose things and parts are
        ("احترقت سيارات الشرطة المصرية في الشارع", "سيارات الشرطة المصرية", ("EGY", "COP")),
        ("قالت مصادر في وزارة الخارجية السورية إن الوفد وصل", "مصادر في وزارة الخارجية السورية", ("SYR", "GOV")),
        ("قال مصدر بوزارة الدفاع الروسية إن الطائرة سقطت", "مصدر بوزارة الدفاع الروسية", ("RUS", "GOV")),
        ("تقدم عشرات الجنود السوريين", "عشرات الجنود السوريين", ("SYR", "MIL")),
        ("انسحب مسلحو المعارضة السورية", "مسلحو المعارضة السورية", ("SYR", "REB")),
        ("تقدمت قوات الحكومة اليمنية", "قوات الحكومة اليمنية", ("YEM", "MIL")),
        # a place where somebody is stays a mention of its own and gives the country
        ("قصفت الطائرات منشآت في سوريا", "منشآت", ("SYR", None)),
        ("قصفت الطائرات منشأة إيرانية في سوريا", "منشأة إيرانية", ("IRN", None)),
        # several words in a head, a portfolio or a body
        ("وصل رئيس المخابرات العامة المصرية إلى غزة", "رئيس المخابرات العامة المصرية", ("EGY", "SPY")),
        ("قال وزير الأوقاف والشؤون الدينية الأردني إن", "وزير الأوقاف والشؤون الدينية الأردني", ("JOR", "GOV")),
        # whom somebody told is no part of him
        ("قال الوزير النرويجي لوكالة رويترز إن السفن غادرت", "الوزير النرويجي", ("NOR", "GOV")),
        ("قالت هيئة الاستخبارات العسكرية الأوكرانية إن", "هيئة الاستخبارات العسكرية الأوكرانية", ("UKR", "SPY")),
        ("استدعت الخارجية المالية السفير", "الخارجية المالية", ("MLI", "GOV")),
        ("طالبت نقابة المحامين التونسية بالإفراج", "نقابة المحامين التونسية", ("TUN", "LAB")),
        # a body, or the head, of a profession is its own and no state's
        ("أعلنت الهيئة المغربية للأطباء إضرابا", "الهيئة المغربية للأطباء", ("MAR", "MED")),
        ("نددت هيئة المحامين المغربية بالحكم", "هيئة المحامين المغربية", ("MAR", "SOC")),
        ("قالت هيئة المهندسين السعودية إنها تندد", "هيئة المهندسين السعودية", ("SAU", "SOC")),
        ("قال اتحاد الصحفيين السودانيين إنه يحتج", "اتحاد الصحفيين السودانيين", ("SDN", "JRN")),
        ("دعا اتحاد المزارعين الفرنسيين إلى الاحتجاج", "اتحاد المزارعين الفرنسيين", ("FRA", "AGR")),
        ("دعا نقيب المحامين اللبنانيين إلى الاحتجاج", "نقيب المحامين اللبنانيين", ("LBN", "SOC")),
        ("قتل نقيب في الجيش اللبناني", "نقيب في الجيش اللبناني", ("LBN", "MIL")),
        ("أعلنت الهيئة الوطنية للمفقودين في سوريا القائمة", "الهيئة الوطنية للمفقودين", ("SYR", "GOV")),
        ("خفض مصرف سورية المركزي سعر الصرف", "مصرف سورية المركزي", ("SYR", "GOV")),
        # adjectives
        ("نددت القوى الغربية بالهجوم", "القوى الغربية", (None, "GOV")),
        ("عقد الوزير لقاء مع نظيره الفرنسي", "نظيره الفرنسي", ("FRA", "GOV")),
        ("قالت صحيفة \"الضفاف\" التركية إن القمة تأجلت", 'صحيفة "الضفاف" التركية', ("TUR", "JRN")),
        ("تظاهر محتجون يساريون في الساحة", "محتجون يساريون", (None, "CVL")),
        # offices and bodies that are one state's or nobody's
        ("دعا البابا الدول إلى الحوار في كوريا الشمالية", "البابا", ("VAT", "REL")),
        ("التقى أعضاء مجلس الأمن أمس السفير الأميركي", "أعضاء مجلس الأمن", ("UNO", None)),
        ("قدمت الحكومة مساعدات مالية للمتضررين", "مالية", None),
        ("انتشر الجيش المالي في تمبكتو", "الجيش المالي", ("MLI", "MIL")),
        ("وصل الوفد إلى العاصمة ماليه", "العاصمة ماليه", ("MDV", "GOV")),
        ("أصيب الجندي بجراح خطيرة", "بجراح", None),
        # nothing is known of these
        ("أصيب شخصان في الحادث", "شخصان", (None, None)),
        ("حكمت المحكمة على 17 آخرين", "17 آخرين", (None, None)),
        ("وصل 15 متهما إلى القاعة", "15 متهما", (None, "CVL")),
    ],
)  # fmt: skip
def test_span_and_code(text: str, mention: str, code: tuple[str | None, str | None] | None) -> None:
    assert found(text).get(mention) == code


@pytest.mark.parametrize(
    ("text", "mention", "code"),
    [
        ("قال السفير السعودي لديها، مروان بن هاني، إن", "السفير السعودي لديها، مروان بن هاني", ("SAU", "GOV")),
        ("قال وليد الدقاق، وزير النقل اللبناني، إن الطريق فتح", "وليد الدقاق، وزير النقل اللبناني", ("LBN", "GOV")),
        ("استقبل أمير قطر الشيخ تميم بن حمد آل ثاني الوفد", "أمير قطر الشيخ تميم بن حمد آل ثاني", ("QAT", "GOV")),
        ("التقى الوفد الشيخ محمد بن زايد في أبوظبي", "الشيخ محمد بن زايد", ("ARE", "GOV")),
    ],
)  # fmt: skip
def test_a_name_and_a_title_are_one_person(text: str, mention: str, code: tuple[str, str]) -> None:
    assert found(text).get(mention) == code


def test_a_title_of_somebody_else_stays_apart() -> None:
    mentions = found("التقى السفير السعودي، الوزير، والنائب")
    assert "السفير السعودي" in mentions and "الوزير" in mentions


def test_nisbas_joined_by_and_share_the_head() -> None:
    mentions = found("تقدمت القوات الأميركية والبريطانية نحو الميناء")
    assert mentions["القوات الأميركية"] == ("USA", "MIL")
    assert mentions["والبريطانية"] == ("GBR", "MIL")


def test_short_mentions_refer_back() -> None:
    reading = read(
        "قال وزير الخارجية الإيراني محمد جواد ظريف إن بلاده جاهزة. وأضاف ظريف أن الوفد وصل. ورفض الوزير التعليق."
    )
    later = [m for sentence in reading.mentions[1:] for m in sentence]
    ids = {words(reading, m): m.id for m in later if m.refers is not None}
    assert ids == {"ظريف": "person.mohammad-javad-zarif", "الوزير": "person.mohammad-javad-zarif"}


def test_a_short_head_inside_a_phrase_refers_back() -> None:
    text = "أرسلت منظمة حظر الأسلحة الكيميائية بعثة إلى المدينة. ووصل مفتشو المنظمة أمس."
    assert found(text)["مفتشو المنظمة"] == ("IGO", None)


def test_the_article_shows_an_everyday_word_to_be_a_town() -> None:
    text = "سيطر الجيش السوري على مدينة دوما.\nغادر المسلحون دوما أمس."
    reading = read(text)
    assert [words(reading, m) for m in reading.mentions[-1] if m.kind == "place"] == ["دوما"]
    assert not [m for m in read("كان دوما يرفض الحوار").mentions[0] if m.kind == "place"]


def test_people_of_whom_nothing_is_told_belong_to_the_country_where_it_is() -> None:
    text = "قصف بلدة في ريف حلب\n\nقصف الجيش السوري بلدة في ريف حلب وقتل 40 مدنيا، وقالت باريس إنها تدين القصف."
    assert found(text)["40 مدنيا"] == ("SYR", "CVL")


@pytest.mark.parametrize(("day", "sector"), [("2016-05-01", "GOV"), ("2018-05-01", "ELI"), ("2007-05-01", "LEG")])
def test_offices_are_those_of_the_day(day: str, sector: str) -> None:
    assert found("قال باراك أوباما إن الخطة جيدة", day)["باراك أوباما"] == ("USA", sector)


def test_a_journalist_stays_one_after_death() -> None:
    assert found("قتل جمال خاشقجي في القنصلية", "2019-03-01")["جمال خاشقجي"] == ("SAU", "JRN")


@pytest.mark.parametrize(
    ("loaded", "identity"),
    [
        ("ميليشيا الحوثي", "org.yem.houthi"),
        ("أنصار الله", "org.yem.houthi"),
        ("جيش الاحتلال", "org.isr.idf"),
        ("داعش", "org.armed.is"),
    ],
)
def test_loaded_names_meet_in_one_identity(loaded: str, identity: str) -> None:
    reading = read(f"هاجمت قوات {loaded} البلدة أمس وقال {loaded} إن الهجوم انتهى")
    same = [m for sentence in reading.mentions for m in sentence if m.id == identity]
    assert same and loaded in {words(reading, m) for m in same} | {
        words(reading, m).removeprefix("قوات ") for m in same
    }


def test_dates_are_days() -> None:
    assert read("قال الوزير", "2018-10-01").published == date(2018, 10, 1)


def identities(text: str, day: str = "2019-05-05") -> list[tuple[str, str | None, str | None]]:
    """Words, identity and country of the mentions with a proper name, in order."""
    reading = read(text, day)
    mentions = [m for sentence in reading.mentions for m in sentence if m.holder is not None]
    return [(words(reading, m), m.id, m.country) for m in mentions]


def test_a_surname_is_that_of_the_person_named_in_full() -> None:
    text = (
        "الدفاعات تعترض صاروخا\n"
        "أعلن المتحدث باسم قوات التحالف العقيد الركن تركي المالكي أن الصاروخ أطلق من صعدة.\n"
        "وأضاف العقيد المالكي أن الدفاعات ردت. وقال المالكي إن القوات جاهزة."
    )
    assert {identity for _, identity, _ in identities(text)} == {"person.turki-al-maliki"}
    alone = identities("أعلن نوري المالكي من بغداد قراره. وقال المالكي إن العراق قوي.")
    assert [x[1] for x in alone] == ["person.nouri-al-maliki"] * 2


def test_an_officer_with_a_civilian_surname_is_somebody_else() -> None:
    found_here = identities("قال العقيد المالكي إن القوات السعودية دمرت الموقع.")
    assert [(w, i) for w, i, _ in found_here] == [("العقيد المالكي", None)]
    assert identities("قال المشير السيسي إن مصر جاهزة.")[0][1] == "person.abdel-fattah-el-sisi"


def test_one_rank_and_surname_are_one_person() -> None:
    text = "أعلن قائد الشرطة في الأردن اللواء حسين الصدر أن الأمن مستتب. وقال اللواء الصدر إن الشرطة الأردنية جاهزة."
    assert [(i, c) for _, i, c in identities(text)] == [(None, "JOR"), (None, "JOR")]


def test_relatives_leave_a_surname_to_its_holder() -> None:
    text = "قالت بهية الحريري إن اللقاء في بيروت ناجح. وأعلن سعد الحريري زيارته. وأضاف الحريري أن الحكومة باقية."
    assert [i for _, i, _ in identities(text)] == [None, "person.saad-hariri", "person.saad-hariri"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وأفاد صلاح الدين الشعلان أن الطريق مغلق", "صلاح الدين الشعلان"),
        ("وأجرت المنظمة مقابلة مع شابة تدعى خديجة", "خديجة"),
        ("أدى القصف إلى مقتل المواطن سليمان المخرافي", "المواطن سليمان المخرافي"),
        ("قال عبدالرزاق المنسي إن البيت تهدم", "عبدالرزاق المنسي"),
    ],
)
def test_people_of_no_table_are_named(text: str, name: str) -> None:
    assert name in [w for w, _, _ in identities(text)]


@pytest.mark.parametrize(
    "text", ["وأشارت تكهنات إلى أنه استقال", "نشرت نتائجه أمس", "أفاد استطلاع للرأي بأن النسبة ارتفعت"]
)
def test_everyday_words_are_no_names(text: str) -> None:
    assert identities(text) == []


def test_the_land_and_the_building_are_places() -> None:
    text = "أعلنت السعودية حصيلة الحادث. وقالت الوزارة إن الطائرات أسقطت بالمملكة. وعقد المؤتمر في البيت الأبيض."
    mentions = [m for sentence in read(text).mentions for m in sentence]
    assert ("country", "SAU") in {(m.kind, m.country) for m in mentions if m.rule.startswith("body.kingdom")}
    assert ("place", "USA") in {(m.kind, m.country) for m in mentions}
    quoted = [m for sentence in read('وقع الهجوم في منطقة "باركان" الصناعية').mentions for m in sentence]
    assert [m.country for m in quoted] == ["PSE"]


def test_states_in_the_plural_are_not_of_the_scene() -> None:
    text = "تحارب سوريا منذ سنوات. ودعا الوزير السوري الدول الكبرى إلى التحرك. وقال سفراء الدول الخمس إن سوريا رفضت."
    codes = found(text)
    assert codes["الدول الكبرى"][0] is None
    assert codes["سفراء الدول"][0] is None


@pytest.mark.parametrize(
    ("text", "mention", "code"),
    [
        ("أطلق قناصة إسرائيليون النار", "قناصة إسرائيليون", ("ISR", "MIL")),
        ("أطلق قناص النار على طفل", "قناص", (None, "UAF")),
        ("اعتدى على أفراد القوات الإماراتية", "أفراد القوات الإماراتية", ("ARE", "MIL")),
        ("نددت وكالة الاستخبارات الروسية بالتقرير", "وكالة الاستخبارات الروسية", ("RUS", "SPY")),
    ],
)
def test_forces_keep_their_sector(text: str, mention: str, code: tuple[str | None, str | None]) -> None:
    assert found(text).get(mention) == code


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("أكدت الوزيرة ذلك، مشيرة إلى أن القرار يشمل على الأقل ثلاث دول.", "مشيرة"),  # "pointing out", no marshal
        ("توعدت دمشق برد قوي على الهجوم.", "قوي"),  # "strong", written apart from قوى "forces"
        ("بلغ وزن الصاروخ طنا على الأقل وكان قطره مترا.", "قطره"),  # "its diameter", no Qatar
    ],
)
def test_words_that_only_look_like_actors(text: str, word: str) -> None:
    assert word not in " ".join(found(text))


def test_forces_in_the_plural_are_actors() -> None:
    assert found("دعت قوى المعارضة في دمشق إلى التظاهر على الفور.")["قوى المعارضة"] == ("SYR", "OPP")


def test_ministers_of_many_states_belong_to_none() -> None:
    assert found("أعلن وزراء الخارجية العرب في الرياض رفض القرار.")["وزراء الخارجية العرب"] == ("IGO", None)
    assert found("قال دبلوماسيون غربيون في الرياض إن القرار متوقع.")["دبلوماسيون غربيون"] == (None, "GOV")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("كان من المقرر أن يسافر الوفد غدا", "المقرر"),
        ("لوّحت الحكومة برد عسكري على القصف", "عسكري"),
        ("انتقد النواب العمل العسكري في الشمال", "العسكري"),
        ("انتصرت الحكومة عسكريا في الشمال", "عسكريا"),
        ("دعا الوفد إلى إيجاد حل سياسي للأزمة", "سياسي"),
        ("هذا هو السبب الرئيسي للأزمة", "الرئيسي"),
        ("راجعت الشرطة تسجيلات كاميرات المراقبة", "كاميرات"),
        ("الأهالي بحاجة إلى المساعدة", "بحاجة"),
        ("نقلت السلطات الشاهدة إلى مكان آمن على الحدود", "آمن"),
        ("عثرت الشرطة على سيارته قبل قتله على الطريق", "قتله"),
        ("خضعت السجون لإشراف خارجي", "لإشراف"),
        ("أدى الزلزال إلى سقوط جدران وإلى هلع على الساحل", "وإلى"),
    ],
)
def test_words_that_describe_or_mean_a_thing_are_nobody(text: str, word: str) -> None:
    assert not any(word in mention for mention in found(text))


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("قتل عسكري في هجوم قرب الحدود", "عسكري"),
        ("أعلنت الشرطة مقتل عسكري سوري على الحدود", "عسكري سوري"),
        ("كان على متن الطائرة 77 عسكريا", "77 عسكريا"),
        ("تسلمت المحكمة، دبلوماسيا إيرانيا متورطا في القضية", "دبلوماسيا إيرانيا"),
        ("وقال السياسي إن الحكومة فشلت", "السياسي"),
        ("قالت الصحة إن عدد المصابين ارتفع", "الصحة"),
        ("اتصل الوزير بشقيقه على عجل", "بشقيقه"),
    ],
)
def test_the_same_words_behind_a_verb_or_counted_are_somebody(text: str, mention: str) -> None:
    assert mention in found(text)


def test_an_office_takes_no_quoted_words_but_a_name() -> None:
    assert "الرئيس الفرنسي ماكرون" in found('أدان الرئيس الفرنسي ماكرون "الهجوم الكبير" على المدينة')
    assert 'رئيس وزراء كندا "جاستن ترودو"' in found('وصل رئيس وزراء كندا "جاستن ترودو" إلى المدينة')


def test_a_capital_that_names_an_agreement_is_a_place() -> None:
    reading = read("انتقد النائب اتفاق باريس بشأن المناخ")
    assert [m.kind for sentence in reading.mentions for m in sentence if m.country == "FRA"] == ["place"]
    assert found("اتفاق باريس ولندن على الهدنة")["باريس"] == ("FRA", "GOV")


def test_a_name_before_son_of_is_not_the_registry_s_bearer() -> None:
    text = "قضت محكمة تونسية بسجن الناشط السياسي جوهر بن مبارك."
    assert found(text)["الناشط السياسي جوهر بن مبارك"] == (None, "CVL")  # a lone sentence sets no scene


def test_a_name_ends_before_a_verb() -> None:
    assert "فريد الشهري" in found("قال فريد الشهري يتمتع الأهالي بالهدوء")


def test_a_mark_that_closes_a_quotation_opens_no_name() -> None:
    assert "الشعوب" in found('قال الوزير إنهم "ناهبو الشعوب"، وفق قناة "الضفاف" المحلية')


def test_what_a_body_said_is_no_name_of_it() -> None:
    assert "السلطات البلغارية" in found('طلبت السلطات البلغارية "بعدما هرب" المتهم تسليمه')
    assert 'صحيفة "صباح" التركية' in found('نشرت صحيفة "صباح" التركية الخبر')


def test_the_sides_of_a_conflict_belong_to_nobody() -> None:
    text = "دعا الأمين العام للأمم المتحدة أنطونيو غوتيريش طرفي النزاع إلى هدنة في جنيف على الفور."
    assert found(text)["طرفي النزاع"] == (None, None)


def test_an_office_is_joined_to_a_person_who_had_none_yet() -> None:
    text = "قال السفير السعودي في أنقرة، وليد الخريجي، إن المحادثات مستمرة."
    reading = read(text, "2018-10-01")
    named = [m for sentence in reading.mentions for m in sentence if m.name_first >= 0]
    assert [(m.kind, m.id, m.country, m.sector) for m in named] == [
        ("office", "person.waleed-khereiji", "SAU", "GOV")
    ]


def test_a_year_counts_nothing_with_the_article() -> None:
    assert "السفينة" in found("احتجز الجنود الجمعة 6 مارس 2026 السفينة وعلى متنها 14 بحارا.")
    assert "30 سفينة نرويجية" in found("واحتجز الجنود 30 سفينة نرويجية قرب الميناء.")


@pytest.mark.parametrize(
    ("text", "actor", "codes"),
    [
        ("دعا وفد الاتحاد الأوروبي الحكومة الليبية إلى الحوار", "الحكومة الليبية", ("LBY", "GOV")),
        ("طالبت بعثة المراقبين التابعة للاتحاد الأوروبي السلطات الغابونية بالنشر", "السلطات الغابونية", ("GAB", "GOV")),
        ("قالت المنظمة إنهم هنا، داعية الحكومة التشادية إلى الحوار", "الحكومة التشادية", ("TCD", "GOV")),
        ("قالت المنظمة إنهم هنا، داعية أوسلو إلى الحوار", "أوسلو", ("NOR", "GOV")),
        ("دعا المبعوث النرويجي الجميع إلى الهدوء", "المبعوث النرويجي", ("NOR", "GOV")),
        ("فرضت واشنطن عقوبات على وزيري العدل والداخلية التركيين", "وزيري العدل والداخلية التركيين", ("TUR", "GOV")),
        ("قالت المستشارة الألمانية إن القمة نجحت", "المستشارة الألمانية", ("DEU", "GOV")),
        ("أدرجت الخزانة الأميركية الشركة على القائمة", "الخزانة الأميركية", ("USA", "GOV")),
        ("قال محمد نشيد الذي يعيش في المنفى إنه عائد", "محمد نشيد", ("MDV", "ELI")),
    ],
)
def test_a_phrase_ends_where_its_owner_is_named(text: str, actor: str, codes: tuple[str, str]) -> None:
    assert found(text)[actor] == codes


def test_an_office_is_one_with_its_portfolio_and_its_holder() -> None:
    whole = "المفوضة السامية الأوروبية للسياسة الخارجية فيديريكا موغيريني"
    assert found(f"وطالبت {whole} موسكو بالحوار")[whole] == ("EUR", "GOV")
    ranked = "قائد الأسطول في البحرية النرويجية، اللواء أولاف هاغن"
    assert found(f"هدد {ranked}، السويد")[ranked] == ("NOR", "MIL")


def test_a_ministry_of_a_part_of_a_country_is_not_the_one_named_before() -> None:
    text = "قالت وزارة الخارجية الفرنسية إن الوضع خطير.\n\nوقالت وزارة الخارجية في الإقليم إنها ترفض ذلك."
    last = next(m for m in read(text).mentions[-1] if m.kind == "body")
    assert last.refers is None


def test_nobody_is_in_a_person() -> None:
    assert "المنفى" not in found("قال محمد نشيد الذي يعيش في المنفى إنه عائد")
