"""Words of the feeds and the bundles on the data page."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class TransferWords:
    """`feeds_heads` and `transfers_heads` are the columns of their tables, in order."""

    feeds_title: str = "시정 통계 자료원"
    feeds_lead: str = "공공 API에서 받는 시정 통계. 한 자료원이 멈춰도 나머지는 계속 받습니다."
    feeds_heads: Mapping[str, str] = texts(
        name="자료원",
        state="상태",
        good="마지막 성공",
        newest="값의 시각",
        period="주기",
        used="오늘 요청",
        lost="읽지 못한 항목",
    )
    feeds_failed: str = "문제가 있는 자료원 {n}개"
    feeds_used: str = "{n} / {quota}회"
    feeds_used_unlimited: str = "{n}회"
    transfers_title: str = "최근에 들어온 묶음"
    transfers_heads: Mapping[str, str] = texts(
        name="묶음", received="받은 시각", state="처리", sentence="내용"
    )
    transfers_none: str = "아직 들어온 묶음이 없습니다."
    transfers_states: Mapping[str, str] = texts(accepted="반영", repeated="중복", rejected="격리")
