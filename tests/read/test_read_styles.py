"""Whole pages as people copy them from sites of several kinds; outlets, names and news are invented."""

from __future__ import annotations

import pytest
from article_checks import check_spans, kinds

from marsad.read import read_text

P1 = "أعلنت حكومة نوردا، اليوم الأربعاء، أن قواتها انسحبت من التلال الشمالية بعد اتفاق رعته دول الجوار."
P2 = "وأضافت الحكومة في بيان أن لجنة مشتركة ستراقب وقف إطلاق النار اعتبارا من منتصف الليل."
P3 = "من جهتها قالت سارين إنها ترحب بالخطوة لكنها تطالب بضمانات مكتوبة قبل فتح المعابر."
TITLE = "نوردا تعلن انسحاب قواتها من التلال الشمالية"

PAGES: dict[str, list[tuple[str, str]]] = {
    "a broadcaster's site with its menu and lists for screen readers": [
        ("boilerplate", "تجاوز إلى المحتوى الرئيسي"),
        ("boilerplate", "النهر مباشر"),
        ("boilerplate", "أخبار"),
        ("boilerplate", "|"),
        ("title", TITLE),
        ("caption", "جنود من نوردا ينسحبون من التلال (الأناضول)"),
        ("byline", "سامي الهاشم"),
        ("page_date", "24/5/2023"),
        ("boilerplate", "|"),
        ("page_date", "آخر تحديث: 25/5/2023"),
        ("page_date", "10:15 ص (بتوقيت مكة المكرمة)"),
        ("lead", P1),
        ("paragraph", P2),
        ("boilerplate", "اقرأ أيضا"),
        ("boilerplate", "list of 2 items"),
        ("boilerplate", "list 1 of 2"),
        ("boilerplate", "وساطة جديدة بين نوردا وسارين"),
        ("boilerplate", "list 2 of 2"),
        ("boilerplate", "ما قصة التلال الشمالية؟"),
        ("boilerplate", "end of list"),
        ("heading", "ضمانات مكتوبة"),
        ("paragraph", P3),
        ("sources", "المصدر : النهر + وكالات"),
    ],
    "an agency's site": [
        ("title", TITLE),
        ("heading", "- رئيس الحكومة: لجنة مشتركة ستراقب وقف النار"),
        ("page_date", "24.05.2023 - محدث : 25.05.2023"),
        ("byline", "نوردا / سامي الهاشم / الأناضول"),
        ("lead", P1),
        ("paragraph", P2),
        ("paragraph", P3),
        ("boilerplate", "الأخبار المنشورة على الصفحة الرسمية للوكالة هي اختصار لجزء من أخبارها."),
    ],
    "a wire": [
        ("title", TITLE),
        ("page_date", "الأربعاء، ٢٤ مايو ٢٠٢٣ ٤:٢٥ م"),
        ("lead", f"أبوظبي في 24 مايو / وام / {P1}"),
        ("paragraph", P2),
        ("paragraph", P3),
        ("byline", "-مل-."),
        ("byline", "وام/سامي الهاشم/ليلى منصور"),
    ],
    "a pan-Arab daily": [
        ("title", "نوردا تسحب قواتها... وسارين تطلب «ضمانات مكتوبة»"),
        ("heading", "لجنة مشتركة لمراقبة وقف النار ابتداء من منتصف الليل"),
        ("caption", "جنود من نوردا خلال انسحابهم من التلال الشمالية (أ.ف.ب)"),
        ("byline", "لندن: «الميزان العربي»"),
        ("page_date", "نُشر: 14:21-24 مايو 2023 م ـ 04 ذو القِعدة 1444 هـ"),
        ("lead", P1),
        ("paragraph", P2),
        ("paragraph", P3),
        ("boilerplate", "مواضيع"),
        ("boilerplate", "نوردا"),
        ("boilerplate", "سارين"),
        ("boilerplate", "أخبار ذات صلة"),
        ("boilerplate", "البرلمان في سارين يناقش الاتفاق"),
        ("boilerplate", "شؤون إقليمية"),
        ("boilerplate", "وساطة جديدة بين البلدين"),
    ],
    "a popular daily": [
        ("title", TITLE),
        ("page_date", "الأربعاء، 24 مايو 2023 03:15 م"),
        ("caption", "رئيس حكومة نوردا - أرشيفية"),
        ("byline", "كتب سامي الهاشم"),
        ("boilerplate", "مشاركة"),
        ("lead", P1),
        ("paragraph", P2),
        ("paragraph", P3),
        ("boilerplate", "الموضوعات المتعلقة"),
        ("boilerplate", "وساطة جديدة بين البلدين"),
        ("boilerplate", "الأربعاء، 24 مايو 2023 01:00 م"),
    ],
}
# Byline, agencies, outlet and the dates that can be those of publication.
TOLD = {
    "a broadcaster's site with its menu and lists for screen readers": (
        "سامي الهاشم",
        ["النهر", "وكالات"],
        "النهر",
    ),
    "an agency's site": ("سامي الهاشم", ["الأناضول"], None),
    "a wire": ("سامي الهاشم", ["وام"], None),
    "a pan-Arab daily": (None, ["الميزان العربي"], None),
    "a popular daily": ("سامي الهاشم", [], None),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page(name: str) -> None:
    text = "\n".join(line for _, line in PAGES[name])
    article = read_text(text, "page")
    assert kinds(article) == PAGES[name]
    byline, agencies, outlet = TOLD[name]
    assert (article.byline.text if article.byline else None) == byline
    assert [span.text for span in article.agencies] == agencies
    assert article.metadata.outlet == outlet
    dates = article.metadata.dates
    assert {date.date for date in dates if date.rejected is None} == {"2023-05-24"}
    check_spans(article)
