"""What complaints mean: sentences that call the goods counterfeit, and their innocent lookalikes."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.signals.reading import Row, read

SAYS_COUNTERFEIT = [
    "这是假货",
    "假的，退货",
    "收到的是假鞋，鞋标都不对",
    "山寨货，质量很差",
    "高仿的，和专柜不一样",
    "盗版书，纸张模糊",
    "仿品",
    "冒牌货",
    "赝品无疑",
    "莆田货冒充正品",
    "拿去鉴定，鉴定不过",
    "得物鉴定不通过",
    "不是正品",
    "根本不是正品，大家别买",
    "绝对不是正品",
    "並不是正品",
    "不是專櫃貨",
    "產品假冒",
    "产品假冒",
    "假貨！客服不理",
    "卖假货的黑心商家",
    "没用几天就坏了，假货",
    "没想到是假货",
    "听说是正品，结果是假货",
    "以为是正品，没想到是高仿",
    "是不是正品？明显是假货",
    "都说是正品，拿到手发现是仿品",
    "没有防伪标，就是假货",
    "没有发票，假货",
    "不是第一次买到假货了",
    "假一赔十是骗人的，这就是假货",
    "不是质量问题，是假的",
    "专柜说是假货",
    "扫码查不到，防伪码是假的",
    "怀疑是假货",
    "一眼假",
    "fake shoes, do not buy",
    "This is a counterfeit.",
    "not authentic at all",
    "it is not genuine",
    "total knock-off",
    "I thought it was real, but it's fake",
    "failed authentication at the shop",
    "produto falsificado",
    "não é original",
    "Nao e original, quero meu dinheiro",
    "é falso, não comprem",
    "veio uma réplica",
    "produto pirata",
]

SAYS_NO_SUCH_THING = [
    "不像有些人说的是盗版",
    "不是假货，放心买",
    "不是假貨，只是包裝破了",
    "没有发现假货",
    "绝对正品，就是物流慢",
    "有人说是假货，我觉得没问题",
    "是不是假货？",
    "是假货吗",
    "这是假货吗？客服不回",
    "会不会是假的",
    "并非山寨，做工可以",
    "没买到假货，只是尺码不对",
    "不是高仿，鞋子开胶",
    "不可能是假货，专柜验过",
    "看评论说是假货，我买的没问题",
    "原以为是假货，收到是正品",
    "怕买到假货，结果是正品，就是慢",
    "假一赔十的店，发货慢",
    "担心假货，去专柜验了是真的",
    "正品，质量差",
    "质量差，开胶",
    "放假期间不发货",
    "虚假发货，没有物流",
    "虚假宣传，颜色不对",
    "假睫毛掉毛",
    "仿真花有异味",
    "假两件起球",
    "国庆假期收到，少发一件",
    "是正版，不是盗版",
    "不存在假货，就是太贵",
    "真假不知道，先用着",
    "不假，但是太小",
    "如果是假货我会投诉",
    "not fake, just late",
    "isn't a fake, but the box is broken",
    "people say it's fake, mine is fine",
    "is it fake?",
    "no sign of counterfeit, only slow",
    "fake fur sheds",
    "fake tracking number",
    "the quality is poor",
    "não é falso, só atrasou",
    "não é falsificado",
    "será que é falso?",
    "propaganda falsa, cor diferente",
    "não recebi o produto",
    "é original, mas atrasou",
]


def meanings(*complaints: tuple[str | None, str | None]) -> list[Row]:
    """complaint_meaning of (reason, text) pairs, in their order."""
    rows = [
        {
            "complaint_id": f"C{number:04}",
            "shop_id": "S1",
            "complained_at": datetime(2026, 5, 1),
            "reason": reason,
            "text": text,
        }
        for number, (reason, text) in enumerate(complaints)
    ]
    return read("complaint_meaning", complaints=rows)["complaint_meaning"]


@pytest.fixture(scope="module")
def read_at_once() -> dict[str, bool]:
    sentences = SAYS_COUNTERFEIT + SAYS_NO_SUCH_THING
    rows = meanings(*((None, sentence) for sentence in sentences))
    return {sentence: row["is_counterfeit"] for sentence, row in zip(sentences, rows, strict=True)}


@pytest.mark.parametrize("sentence", SAYS_COUNTERFEIT)
def test_a_complaint_that_calls_the_goods_counterfeit(sentence: str, read_at_once: dict[str, bool]) -> None:
    assert read_at_once[sentence] is True


@pytest.mark.parametrize("sentence", SAYS_NO_SUCH_THING)
def test_a_complaint_that_only_sounds_like_it(sentence: str, read_at_once: dict[str, bool]) -> None:
    assert read_at_once[sentence] is False


def test_a_reason_given_stands_and_its_text_is_not_read() -> None:
    rows = meanings(
        ("counterfeit", "不是假货"),
        ("quality", "这是假货"),
        ("delivery", None),
        ("other", "这是假货"),
        (None, None),
    )
    assert [(row["is_counterfeit"], row["basis"]) for row in rows] == [
        (True, "reason"),
        (False, "reason"),
        (False, "reason"),
        (True, "text"),
        (False, None),
    ]
