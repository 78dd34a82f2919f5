"""A file as it comes from a county: GB 18030, nine mistakes, and all of them told at once."""

from datetime import date
from pathlib import Path

import pytest

from ridehire_partybuild import StationId
from ridehire_partybuild.errors import InvalidDocument, Lang
from ridehire_partybuild.exchange.tables import inspect, read

DIRTY = Path(__file__).parent / "data" / "dirty-stations-gb18030.csv"

FACILITIES_ZH = (
    "空调、风扇、微波炉、饮水机、电热水壶、充电插座、桌椅、急救箱、冰箱、无线网络、休息躺椅、淋浴、"
    "洗衣机、女性休息室、卫生间、书架、充电桩、自动体外除颤器、打印机、电视、雨伞"
)
FACILITIES_EN = (
    "air conditioner, fan, microwave, water dispenser, kettle, charging sockets, "
    "table and chairs, first-aid box, fridge, wireless network, recliner, shower, "
    "washing machine, women's rest room, toilet, bookshelf, electric-vehicle charger, AED, "
    "printer, television, umbrellas"
)
ZH = f"""\
第 3 行 A 列 阵地编号: 无法将 '370502-01' 解析为阵地编号：应为在文件中只用一次的编号，实际为重复编号，首次出现于 第 2 行 A 列 阵地编号。
第 4 行 C 列 区划代码: 无法将 '370521' 解析为行政区划代码：应为在 2025-01-01 有效的行政区划代码，实际为 '370521'（有效期 1982-2016）。
第 5 行 D 列 面积: 无法将 -3 解析为使用面积：应为 0 至 1000000 之间的数，实际为 -3。
第 5 行 H 列 启用日期: 无法将 '2025-02-30' 解析为启用日期：应为形如 2026-01-13 的日期，实际为 '2025-02-30'。
第 5 行 I 列 设施: 无法将 '量子炉' 解析为设施：应为下列之一：{FACILITIES_ZH}，实际为 '量子炉'。
第 6 行 C 列 区划代码: 无法将 '3705X3' 解析为行政区划代码：应为 6 位数字，实际为第 5 位的 'X'。
第 6 行 E 列 座位: 无法将 '四' 解析为座位数：应为形如 24 的整数，实际为 '四'。
第 6 行 F 列 开放时间: 无法将 '25:00-26:00' 解析为开放时间：应为开始时间在 00:00 至 24:00 之间，结束时间晚于开始且不超过其后 24 小时，实际为 '25:00-26:00'。
第 6 行 G 列 信用代码: 无法将 '91370500TEAT000155' 解析为统一社会信用代码：应为第 18 位校验码为 4，实际为 5。
"""  # noqa: E501 - a message is one line
EN = f"""\
row 3 column A 阵地编号: Failed to parse '370502-01' as StationId: expected an id used once in the document, got it again, first at row 2 column A 阵地编号.
row 4 column C 区划代码: Failed to parse '370521' as Region: expected a division code in force on 2025-01-01, got '370521', in force 1982-2016.
row 5 column D 面积: Failed to parse -3 as area_m2: expected a number from 0 to 1000000, got -3.
row 5 column H 启用日期: Failed to parse '2025-02-30' as opened_on: expected a date such as 2026-01-13, got '2025-02-30'.
row 5 column I 设施: Failed to parse '量子炉' as facilities: expected one of {FACILITIES_EN}, got '量子炉'.
row 6 column C 区划代码: Failed to parse '3705X3' as Region: expected 6 digits, got 'X' at position 5.
row 6 column E 座位: Failed to parse '四' as seats: expected a whole number such as 24, got '四'.
row 6 column F 开放时间: Failed to parse '25:00-26:00' as OpeningHours: expected a start from 00:00 to 24:00, an end after it and at most 24 hours later, got '25:00-26:00'.
row 6 column G 信用代码: Failed to parse '91370500TEAT000155' as CreditCode: expected 4 at position 18 (check character), got 5.
"""  # noqa: E501 - a message is one line


@pytest.mark.parametrize(("lang", "told"), [("zh", ZH), ("en", EN)])
def test_every_mistake_is_told_at_once(lang: Lang, told: str) -> None:
    """Nine problems, each with its row and column, and none that follows from another."""
    with pytest.raises(InvalidDocument) as caught:
        read(DIRTY, recorded_on=date(2026, 1, 15))
    assert f"{caught.value.text(lang)}\n" == told
    assert len(caught.value.problems) == 9


def test_a_problem_has_the_path_of_what_it_is_about() -> None:
    """Beside the cell stands the field of the record."""
    assert [one.path for one in inspect(DIRTY).problems] == [
        "$.stations[1].id",
        "$.stations[2].region",
        "$.stations[3].site.area_m2",
        "$.stations[3].opened_on",
        "$.stations[3].facilities",
        "$.stations[4].region",
        "$.stations[4].site.seats",
        "$.stations[4].hours",
        "$.stations[4].operator.credit_code",
    ]


def test_what_was_taken_for_granted_is_noted() -> None:
    """The serial date; a body known by its code alone."""
    reading = inspect(DIRTY)
    assert reading.register is None
    assert [note.text("zh") for note in reading.notes] == [
        (
            "第 2 行 G 列 信用代码: 信用代码 '91370500TEAT000154' 没有单位名称，"
            "以 91370500TEAT000154 为名"
        ),
        "第 7 行 H 列 启用日期: '45000' 是电子表格的日期序号，按 2023-03-15 读取",
    ]


RIGHT = {
    "370502-01,示例一号(重复)": "370502-02,示例一号",
    ",370521,15": ",370505,15",
    ",-3,": ",30,",
    "2025-02-30": "2025-02-28",
    "、量子炉": "",
    "3705X3,12,四,25:00": "370503,12,4,22:00",
    "000155": "000154",
}


def test_put_right_it_is_a_register(tmp_path: Path) -> None:
    """Full-width digits, outer space, units, rare characters, hours over midnight: all fine."""
    text = DIRTY.read_bytes().decode("gb18030")
    for wrong, right in RIGHT.items():
        assert text.count(wrong) == 1
        text = text.replace(wrong, right)
    path = tmp_path / "stations.csv"
    path.write_bytes(text.encode("gb18030"))
    register = read(path, recorded_on=date(2026, 1, 15))
    stations = {station.id: station for station in register.stations}
    assert len(stations) == 6
    assert stations[StationId("3705X3-01")].name == "示例坏编号"
    assert stations[StationId("370503-02")].name == "示例尾随空格"
    assert str(stations[StationId("370502-01")].site.area_m2) == "126"
    last = stations[StationId("370522-02")]
    assert (last.name, str(last.site.area_m2)) == ("示例㙍村驿站", "12")
    assert (last.opened_on, str(last.hours)) == (date(2023, 3, 15), "Mo-Su 22:00-26:00")
    assert {one.tier for one in register.stations} == {None}  # there is no such column
