"""Words of the wall's scene ② 분야별 사업."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.vocabulary import Status
from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class WallAreaWords:
    """`wall_area_settled` stand in narrow places for official statuses of which progress says nothing more."""

    wall_area_title: str = "{area} 분야"
    wall_area_progress: str = "% {names}"
    wall_area_settled: Mapping[str, str] = texts(
        {Status.DONE: "완료", Status.CONTINUED: "계속", Status.ON_HOLD: "보류", Status.DROPPED: "폐기"}
    )
