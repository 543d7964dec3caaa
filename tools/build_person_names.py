"""Build ``person_names.tsv``: Arabic-script units of people's names.

Usage::

    python tools/build_person_names.py DOWNLOADS [--knowledge DIR]

``DOWNLOADS`` is a scratch folder for the two pinned source packages; they are
fetched when missing and their SHA-256 sums are checked.  The build environment
also needs ``wordfreq==3.1.1``, whose frequencies only *decide* which units are
everyday words; none of its data goes into the table.

Sources: the Wikidata part (CC0) of the name index of arabic-name-romanizer
0.2.0, and the dictionary of arabnamer 0.1.3 (CC BY 4.0).  Columns: form, role
(given, family, both).
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wordfreq import zipf_frequency  # type: ignore[import-not-found, unused-ignore]

from build_places import KNOWLEDGE
from place_rows import arabic_forms, clean, fold, read_tsv
from place_sources import Package, fetch

ROMANIZER = Package(
    "arabic-name-romanizer==0.2.0",
    "arabic_name_romanizer-0.2.0-py3-none-any.whl",
    "f70b89614d9b5866dcf911d098c5e45d2b1f559461f238e8c5259b731fcf2a7e",
    "pip",
)
ARABNAMER = Package(
    "arabnamer==0.1.3",
    "arabnamer-0.1.3-py3-none-any.whl",
    "78d4921a47707420780dcdd24a256cd4f9cdf0fb49b4b8df22b612db14c8bbdc",
    "pip",
)
INDEX = "arabic_name_romanizer/resources/names.sqlite3"
DICTIONARY = "arabnamer/data/dict_FINAL.json"
MAX_ROWS = 20_000
LICENCE_LINE = (
    "# Built by tools/build_person_names.py; do not edit. Contains name data of Wikidata (CC0) "
    "and arabnamer (CC BY 4.0); see NOTICE."
)

# Below this word frequency an entry of the dictionary of names needs no second source.
RARE = 2.8
# (word frequency from which the step holds, attestations a unit then needs)
STEPS = ((5.0, 10_000), (4.5, 60), (4.0, 20), (3.5, 8), (3.0, 4), (0.0, 2))


def _words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold, _words(text)))


# Names in spite of being among the most frequent words of Arabic.
KEEP = _folded(
    "أحمد محمد محمود حسين حسن علي عمر يوسف خالد سعيد صالح جمال جميل منى رمضان عبد "
    "عبدالله عبد_الله عبد_العزيز عبد_الرحمن عبد_الكريم عبد_السلام عبد_الحق عبد_النبي "
    "جمال_الدين فتح_الله خير_الله نصر_الله شمس_الدين زين_الدين نجم_الدين سيف_الدين "
    "شرف_الدين بدر_الدين نصر_الدين خير_الدين سعد_الدين معين_الدين حبيب_الله سعد_الله "
    "فضل_الله حمد_الله عبيد_الله سيف_الله عبد_النور عبد_الواحد عبد_الحي عبد_العظيم "
    "عبد_الرسول عبد_العالي أبو_بكر آل_سعود آل_ثاني آل_مكتوم آل_خليفة آل_نهيان "
    "آل_الشيخ الحسن الحسين الصالح الأسد الصدر ماري ماريا هنري روبرت بول مايكل جاك "
    "بيتر كارل ديفيد لويس مارك جيمس مارتن جون جو ألفرد سلطان بشار الحمد العبد_الله "
    "الجميل الصيد"
)
# Everyday words, titles and offices that are also names.
DROP = _folded(
    "سيد السيد سيدة أمين الأمين حافظ خليفة سلامة ميلاد فضل شمس نصر ربيع شاهد حبيب "
    "حبيبي سلام نجم شرف صديق صديقي بابا البابا حاكم قادر خادم رحمة أمير الأمير أميرة "
    "الأميرة ولي نجاح طيب عرب العرب عسكري معروف خطاب سري مسلم شيخ الشيخ إمام الإمام "
    "قاضي القاضي مفتي المفتي الحاج حاج باشا ملك الملك ملكة الملكة شاه الوزير وزير "
    "حكيم الحكيم مختار الخطيب طالب شاكر صابر صادق فاضل راشد ناجي حاضر خميس الخميس "
    "جمعة الجمعة سبت أحد الأحد شعبان محرم صفر فجر ظهر عصر عيد العيد إيمان جهاد الجهاد "
    "هدى وفاء بشرى فرح سحر أحلام دنيا أمل حنان رجاء كرم عطا مطر هلال صقر شاهين مساعد "
    "مجاهد محفوظ ثابت غالب مقدم مومن عارف شهاب تاج مدني الماضي ماضي منظور مظهر زمان "
    "صيام لطيف ممتاز كبرى الزهراء صفاء نجمة مولود مقصود محبوب بركات درويش صافي نظري "
    "جوهر عالم عالمي علوم علمي إسلام الإسلام إسلامي الإسلامي نشاط بيان قريب غريب صغير "
    "كبير الكبير الصغير الشاعر الشاب العدل حقيقي تمام ظهور تحسين وعد هاتف شهيد الشهيد "
    "حرب الحرب سلم نظام كاتب الكاتب أستاذ دكتور مهندس رئيس الرئيس قائد القائد زعيم "
    "مدير عميد لواء عقيد فريق سفير نائب النائب متحدث ناطق مصدر عضو رجل امرأة شاب فتاة "
    "طفل مواطن جندي شرطي ضابط صحافي صحفي محام عامل قوة حكومة دولة بلد مدينة قرية حزب "
    "حركة جبهة جيش باسم خلف رسول الرسول فتح حق الحق خير الخير عظيم العظيم صدر حياة "
    "الله الرحمن الرحيم الدين العزيز الكريم السلام الإله الرب النور النبي نبي أفضل "
    "أجمل أحسن أعظم أكبر أصغر أول ثاني الثاني ثالث الأول جديد الجديد قديم طويل الطويل "
    "وحيد الوحيد واحد شرقي الشرقي غربي الغربي شمالي جنوبي بحر البحر جبل نهر بر ذهب "
    "فضة حديد نار ماء هواء صباح مساء ليل نهار يوم شهر سنة وادي صوفيا بنك نفط غاز سوق "
    "تجارة اقتصاد سياسة مال مجلس لجنة مركز اتحاد مؤتمر قمة نادي دوري كأس هما أنا أنت "
    "هو هي هم نحن من إلى عن على في مع بين كان هنا هناك الآن ثم بعد قبل عند لما كما "
    "لكن أو أم بل إن أن بني بنو ابن بن بنت ولد أب أخ أخت أبي أخي ذو ذي ذات صاحب أهل "
    "آل بو أبو لا ما لم لن قد كل بعض غير عليه منه به له لها بها منا لنا لك لي ان سي "
    "بي دي عين دار بيت باب رأس يد قلب روح نفس عقل علم العلم عمل فن كتاب قلم ورد وردة "
    "زهرة قمر كوكب نسيم ندى ربيعة سهم أسماء آية جان العلمي العمل هادف منصف عاصمة مرشد "
    "رائد الرائد عائد سائد زائد قاتل مقاتل فدائي مناضل أسير جريح قتيل ضحية محتل عدو "
    "حليف شريك تاجر مزارع صناعي معلم مدرس طبيب ممرض تونس مالي هندي روماني جورجي غيني "
    "كمبودي الحالي السابق القادم متحدة المتحدة كوريا هند بان مين عدوان العدوان البحري "
    "بحري الجندي مقدس جامع اخوان الإخوان نقيب النقيب معتمد عسكر حربي أوسط الأوسط "
    "الحداد حداد الكرد الترك صوفي نظامي عثماني مريخ الرباعي رباعي الصيفي صيفي الأحمر "
    "الأسود الأبيض الأخضر العلوي علوي ظاهر الظاهر خطيب الحبيب الشريف الصديق مالك كامل "
    "متعب سند نافع مشرف المشرف محقق منتظر عاشق مشهور مفيد مقبول شروق حنين قطب زيتون "
    "هيكل فخر مسيح ستار مفتاح دعاء حجاب مصباح نون هدية مجد قدمي سماحة شجاع أسرار "
    "إصلاح ولاء جني صدري عصفور ضيف مولد المولد حجاز ترين محب محبي مجاور عبد_ال مسيحي "
    "مهني موحد مقعد معدل الدولي دولي العام عام وطني الوطني شعبي الشعبي محلي المحلي "
    "إقليمي الإقليمي سياسي السياسي أمني الأمني المدني ديني الديني المذكور المعني "
    "المحدد المقبل الجاري شكر لبنة برنامج حملة عملية خطة شرط شروط عقوبة حدود منطقة "
    "سلاح صاروخ قذيفة غارة طائرة سفينة معبر مخيم مطار ميناء قصر مسجد كنيسة جامعة "
    "مدرسة مستشفى سجن محكمة قانون حكم قضاء دستور برلمان انتخاب صوت حوار صلح هدنة"
)
# Given names of foreign politicians that the sources lack or attest once.
EXTRA_GIVEN = _words(
    "فولوديمير فلاديمير ديميتري سيرغي سيرجي أليكسي نيكولاي ألكسندر أليكساندر يفغيني "
    "دميتري إيغور أوليغ أندريه أندري يوري ميخائيل بوريس فيكتور رمضان قسطنطين ماكسيم "
    "رستم دينيس أوليكسي كيريلو دونالد جو باراك جورج بيل هيلاري كامالا مايك مارك "
    "أنتوني لويد جيك ليندا نيكي ريكس ستيف بيتر روبرت جون جيمس ويليام وليام تشارلز "
    "هاري كير تيريزا ديفيد توني غوردون ريشي ليز جيريمي دومينيك إيمانويل فرانسوا "
    "نيكولا جاك مارين ميشال ميشيل جان إدوار غابرييل بيار برونو سيباستيان أنغيلا "
    "أنجيلا أولاف فريدريش فرانك أنالينا هايكو زيغمار سيغمار هورست أورسولا جوزيب جوسيب "
    "شارل فيديريكا فيدريكا كايا ينس أنطونيو أنتونيو ستيفان هانز مارتن كوفي رافائيل "
    "تيدروس فيليبو فيليب كارلا ماتيو جورجيا سيرجيو ماريو جوزيبي بيدرو خوسيه ماريانو "
    "كارلوس أليكسيس كيرياكوس نيكوس بنيامين يائير نفتالي أفيغدور بيني غادي يوآف إيهود "
    "أرييل تسيبي إيتمار بتسلئيل غدعون دانيال دافيد ديفد إسحق رؤوفين شمعون أفيخاي آفي "
    "رجب تيب مولود هاكان خلوصي بولنت يشار دولت كمال أكرم حسن علي محمد_جواد عباس مسعود "
    "إبراهيم قاسم إسماعيل نيكول إلهام جيحون أرارات سالومي شي وانغ شينزو فوميو كيم مون "
    "يون بارك نارندرا ناريندرا راجناث عمران نواز شهباز آصف بلاول أشرف حامد حكمت "
    "نيكولاس هوغو خوان لولا جايير ديلما خافيير كريستينا ألبرتو إيفو لويس لويز أندريس "
    "إنريكي فيدل راؤول ميغيل غوستافو إيفان دانييل جاستن كريستيا جاسيندا سكوت مالكولم "
    "رودريغو فرديناند جوكو برابوو مهاتير أنور نجيب أونغ سيريل جاكوب إيمرسون بول "
    "أوهورو آبي هايلي إسياس محمدو بولا غودلاك فيليكس جوزيف بيير ألفا ألاسان لوران "
    "ماكي باتريس إدريس آصيمي مامادي ماتيوش ياروسواف زوران ميلو إيدي إدي ألبين هاشم "
    "سانا يانيس ياروسلاف أندريج ميلوس ماركو كلاوس"
)

# Family names of politicians, for the same reason.
EXTRA_FAMILY = _words(
    "نتنياهو أردوغان بايدن ترامب ترمب أوباما كلينتون ريغان نيكسون كينيدي روزفلت "
    "ترومان كارتر تشرشل تاتشر كاميرون بلير براون ستارمر سوناك جونسون ساركوزي هولاند "
    "ماكرون شيراك ميتران ديغول ميركل شولتس شولتز ميرتس شتاينماير هتلر موسوليني "
    "غورباتشوف يلتسين بوتين ميدفيديف لافروف شويغو بيسكوف زاخاروفا بوغدانوف نيبينزيا "
    "غيراسيموف بريغوجين لوكاشينكو زيلينسكي بوروشينكو كوليبا يرماك زالوجني سيرسكي "
    "باشينيان سركسيان مارغاريان علييف كوتشاريان ساكاشفيلي غوتيريش غوتيريس أنان كوبلر "
    "بيدرسن بيدرسون غريفيث غروندبرغ لوكوك باشليه فولكر بوريل موغريني موغيريني أشتون "
    "لايين يونكر توسك ميشيل ستولتنبرغ روته راسموسن بلينكن بومبيو تيلرسون ماتيس بولتون "
    "كيلي بنس هاريس هيلي سوليفان أوستن ساترفيلد هوكستين أورتاغوس ويتكوف كوشنر روبيو "
    "هيغسيث والتز فانس ماسك روحاني بزشكيان رئيسي خامنئي خميني الخميني رفسنجاني "
    "أحمدي_نجاد ظريف عراقجي قاآني سليماني شمخاني لاريجاني ولايتي قاليباف باقري صالحي "
    "عبد_اللهيان غانتس غالانت بينيت لابيد ليبرمان شارون بيريز رابين أولمرت باراك "
    "ليفني بن_غفير سموتريتش كاتس هاليفي كوخافي أدرعي ديرمر هرتسوغ ريفلين زامير "
    "أولبرايت كيسنجر رايس باول رامسفيلد تشيني ماكين رومني ساندرز بيلوسي ماكونيل شومر "
    "غراهام روبنسون مانديلا زوما رامافوزا موغابي موسيفيني كاغامي كينياتا روتو ديبي "
    "بونغو تياني غويتا تراوري كوناري كيتا إيسوفو بازوم جوناثان بوهاري تينوبو "
    "أوباسانجو غباغبو واتارا كوندي دومبويا ميناماتو ديسالين زيناوي أفورقي كير مشار "
    "شي_جين_بينغ بينغ جينبينغ جينتاو كيشيدا آبي سوغا إيشيبا أون مودي غاندي سينغ شريف "
    "خان بوتو زرداري مشرف كرزاي غني أخوندزاده مهاتير رزاق دوتيرتي ماركوس ويدودو "
    "برابوو سوكارنو سوهارتو تشافيز مادورو غوايدو ماتشادو كاسترو كانيل لولا بولسونارو "
    "روسيف تيمر ماكري كيرشنر موراليس مورينو بترو دوكي سانتوس بوكيلي أورتيغا ترودو "
    "كارني هاربر فريلاند تورنبول موريسون ألبانيزي أرديرن تسيبراس ميتسوتاكيس باباندريو "
    "رينزي كونتي دراغي ميلوني سالفيني برلسكوني راخوي سانشيز أثنار بوتشيمون أوربان "
    "دودا كاتشينسكي فوتشيتش دجوكانوفيتش إيزيتبيغوفيتش دوديك كاراديتش ملاديتش "
    "ميلوسوفيتش كورتس نيهامر لوبن ميلانشون فيليب كاستيكس بورن بارنييه فابيوس لودريان "
    "كولونا ويسترفيله فيسترفيله غابرييل بيربوك فاديفول هانت راب كليفرلي لامي جاويد "
    "كوربين فاراج كيري مكغورك ميتشل دانفورد كوريلا فوتيل بترايوس ماكينزي دي_ميستورا "
    "ديميستورا بيرتيس لامكرا باثيلي هينيس بلاسخارت كوبيش ملادينوف وينسلاند لازاريني "
    "غراندي غيبريسوس أدهانوم غروسي أمانو البرادعي لاغارد جورجيفا مالباس سكريبال "
    "نافالني أسانج سنودن كلوني زوكربيرغ بيزوس غيتس فيدان أكار جاويش_أوغلو داود_أوغلو "
    "أوغلو يلدرم غولن دميرطاش أوجلان إمام_أوغلو كليتشدار باهتشلي بهتشلي أكسوي قالن "
    "كالن جيليك صويلو أغابكيان"
)


@dataclass(frozen=True)
class Unit:
    """A folded name unit with its attestations."""

    key: str
    form: str
    given: int
    family: int
    listed: bool

    @property
    def count(self) -> int:
        """All attestations."""
        return self.given + self.family

    @property
    def role(self) -> str:
        """Return given, family or both; both wants a fifth of the attestations."""
        if min(self.given, self.family) * 5 > self.count:
            return "both"
        if self.given == self.family:
            return "both"
        return "given" if self.given > self.family else "family"


def count_index(database: Path) -> tuple[Counter[str], Counter[str]]:
    """Count given and family attestations in the Wikidata rows of the name index."""
    given: Counter[str] = Counter()
    family: Counter[str] = Counter()
    connection = sqlite3.connect(database)
    query = "SELECT arabic_key, role, sum(count) FROM units WHERE source = 'wikidata' GROUP BY 1, 2"
    for key, role, count in connection.execute(query):
        (given if role == "given" else family)[fold(key)] += count
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    query = "SELECT DISTINCT arabic_key FROM full_names WHERE source = 'wikidata'"
    for (key,) in connection.execute(query):
        words = fold(key).split()
        if len(words) > 1:
            first[words[0]] += 1
            last[words[-1]] += 1
    connection.close()
    return given | first, family | last


def read_units(romanizer: Path, arabnamer: Path) -> list[Unit]:
    """Read both sources and join them by folded key."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(romanizer) as wheel:
        given, family = count_index(Path(wheel.extract(INDEX, folder)))
    with zipfile.ZipFile(arabnamer) as wheel:
        pairs = json.loads(wheel.read(DICTIONARY))
    spelled: dict[str, str] = {}
    for raw in pairs.values():
        form = clean(raw)
        spelled.setdefault(fold(form), form)
    keys = given.keys() | family.keys() | spelled.keys()
    return [
        Unit(key, spelled.get(key, key), given[key], family[key], key in spelled)
        for key in sorted(keys)
        if arabic_forms([key]) and not _compound(key)
    ]


def _compound(key: str) -> bool:
    """Tell whether the unit is a filiation or a phrase rather than one name."""
    words = key.split()
    if len(words) == 1:
        return False
    return len(words) > 2 or not (words[0] in {"عبد", "ابو", "ال"} or words[1] in {"الدين", "الله"})


def frequency(unit: Unit) -> float:
    """Return the Zipf frequency of the unit as a word, the higher of its spellings."""
    return max(float(zipf_frequency(spelling, "ar")) for spelling in (unit.form, unit.key))


def is_name(unit: Unit, blocked: frozenset[str]) -> bool:
    """Decide whether the unit is a name rather than an everyday word."""
    if unit.key in KEEP:
        return True
    if unit.key in DROP or (unit.key in blocked and unit.count < 100):
        return False
    zipf = frequency(unit)
    if " " in unit.key:
        zipf = max(0.0, zipf - 1.5)  # the estimate of a phrase is too high
    if unit.listed and " " not in unit.key and len(unit.key) > 2 and zipf < RARE:
        return unit.key not in blocked
    needed = next(count for step, count in STEPS if zipf >= step)
    return unit.count + unit.listed >= needed


def nisbas(countries: Iterable[str]) -> set[str]:
    """Return the regular nisba of each country name, with and without the article."""
    found = set()
    for name in countries:
        stem = fold(name).removeprefix("ال")
        for ending in ("يا", "ا", "ه"):
            stem = stem.removesuffix(ending)
        found |= {stem + "ي", "ال" + stem + "ي"}
    irregular = (
        "سوري مصري عراقي لبناني تركي سعودي يمني ليبي مغربي جزائري تونسي سوداني قطري كويتي "
        "عماني أردني فلسطيني إيراني روسي أمريكي أميركي فرنسي ألماني بريطاني إيطالي إسباني "
        "صيني هندي ياباني كوري باكستاني أفغاني صومالي إماراتي بحريني موريتاني يهودي مسيحي "
        "عربي كردي أرمني أوروبي أفريقي"
    )
    for word in _words(irregular):
        found |= {fold(word), "ال" + fold(word)}
    return found


def blocked_words(knowledge: Path) -> frozenset[str]:
    """Return names of places and nisbas of countries, which are no use as name cues."""
    rows = read_tsv(knowledge / "places_authored.tsv")
    wide = {row["id"] for row in rows if row["kind"] in {"country", "town", "region"}}
    forms = {fold(row["form"]) for row in read_tsv(knowledge / "place_names_authored.tsv") if row["id"] in wide}
    return frozenset(forms | nisbas(row["ar"] for row in rows if row["kind"] == "country"))


def build(folder: Path, knowledge: Path) -> list[tuple[str, str]]:
    """Return the rows of the table, sorted by form."""
    blocked = blocked_words(knowledge)
    units = [unit for unit in read_units(fetch(ROMANIZER, folder), fetch(ARABNAMER, folder)) if is_name(unit, blocked)]
    units.sort(key=lambda unit: (-unit.count - unit.listed, unit.key))
    rows = {unit.key: (unit.form, unit.role) for unit in units[: MAX_ROWS - len(EXTRA_GIVEN) - len(EXTRA_FAMILY)]}
    for role, names in (("given", EXTRA_GIVEN), ("family", EXTRA_FAMILY)):
        for name in names:
            form, known = rows.get(fold(name), (name, role))
            rows[fold(name)] = (form, known if known in {role, "both"} else "both")
    return sorted(rows.values())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(description="Build the table of personal names.")
    parser.add_argument("downloads", type=Path, help="scratch folder for the source packages")
    parser.add_argument("--knowledge", type=Path, default=KNOWLEDGE)
    options = parser.parse_args(argv)
    rows = build(options.downloads, options.knowledge)
    lines = [LICENCE_LINE, "form\trole", *("\t".join(row) for row in rows)]
    path = options.knowledge / "person_names.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(rows)} names")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
