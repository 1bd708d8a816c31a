"""What a department writes in its report: done, next, and issue with countermeasure where a date has passed."""

from dataclasses import dataclass
from datetime import date

from db.demo.catalogue import Entry
from db.demo.timeline import Line, share_done
from db.demo.world import PARTIAL, Course

Texts = dict[str, tuple[str, ...]]

_START: dict[str, str] = {
    "구상": "{name} 착수",
    "심사": "투자심사 의뢰서 제출",
    "인허가": "{name} 입안, 관계기관 협의 시작",
    "설계": "설계 용역 계약, 착수보고회 개최",
    "보상": "보상계획 공고, 감정평가 의뢰",
    "계약": "{name} 방침 결정, 공고안 작성",
    "착공": "착공 준비 회의, 현장 여건 조사",
    "공사": "현장사무실 설치, 가설공사 시작",
    "준공": "준공 준비, 부문별 점검 시작",
    "개관": "운영 준비반 구성, 집기 구매 시작",
    "예산": "예산 요구서 작성, 담당부서 협의",
    "조례": "{name} 초안 작성, 법제 검토 의뢰",
    "협의": "협의 안건 정리, 실무협의 시작",
    "시행": "{name} 시작, 참여 대상 안내",
    "평가": "평가 기준 확정, 자료 수집 시작",
    "기본계획": "{name} 착수, 자문단 구성",
}
_MIDDLE: Texts = {
    "구상": (
        "현장 조사와 사례 검토 진행",
        "수요 조사 결과 정리, 관계부서 의견 수렴",
        "중간보고회 개최, 보완 의견 반영",
    ),
    "심사": (
        "사업비 산출 근거 보완 자료 제출",
        "검토기관 현장 실사 대응",
        "심사 질의 사항 답변, 운영계획 보완",
    ),
    "인허가": (
        "관계기관 협의 의견 조치계획 제출",
        "주민 공람 의견 검토, 위원회 상정 자료 작성",
        "위원회 자문 의견 반영, 도서 보완",
    ),
    "설계": (
        "설계 진행({share}%), 지반조사 완료",
        "설계 진행({share}%), 구조·설비 분야 협의",
        "설계 진행({share}%), 경제성 검토 의견 반영",
    ),
    "보상": (
        "감정평가 진행, 소유자 설명회 개최",
        "보상 협의 진행(면적 기준 {share}%)",
        "보상 협의 {share}%, 미협의 소유자 면담",
    ),
    "계약": ("계약 심사 의뢰, 공고문 확정", "입찰 공고, 제안서 접수", "제안서 평가, 계약 조건 협의"),
    "착공": ("착공 신고 서류 제출, 진입로 협의", "가설 울타리 설치, 주민 안내"),
    "공사": (
        "토공·기초 공사 진행(공정 {share}%)",
        "주요 구조물 공사 진행(공정 {share}%)",
        "마감·설비 공사 진행(공정 {share}%)",
    ),
    "준공": ("부문별 시험과 보완 공사 진행", "준공 검사 서류 작성, 지적사항 보완"),
    "개관": ("운영 인력 교육, 시범 운영 준비", "시범 운영 결과 보완, 개관 일정 협의"),
    "예산": ("담당 부처 방문, 사업 필요성 설명", "예산 심의 자료 보완 제출", "의회 설명, 편성 규모 협의"),
    "조례": ("입법예고 의견 검토", "관계부서 협의, 비용추계 작성", "의회 상임위원회 설명 자료 작성"),
    "협의": ("실무협의 {turn}차 개최", "요구 자료 제출, 추가 의견 확인", "협의 의견 반영, 조정안 마련"),
    "시행": (
        "{name} 추진({share}%), 참여 현황 점검",
        "{name} 추진({share}%), 현장 의견 수렴",
        "{name} 추진({share}%), 미흡 사항 보완",
    ),
    "평가": ("성과 자료 수집, 만족도 조사 진행", "평가 초안 작성, 개선 과제 정리"),
    "기본계획": (
        "현황 분석과 과제 발굴 진행",
        "계획안 작성, 관계부서 의견 수렴",
        "주민설명회 의견 반영, 계획안 보완",
    ),
}
_TROUBLE: dict[str, tuple[tuple[str, str], ...]] = {
    "구상": (
        ("경제성 보완 요구로 용역 기간이 늘어남", "분석 항목을 보완하여 {month}월까지 결과 제출"),
        ("대안 비교 추가 의견으로 결과 제출이 미뤄짐", "비교안을 두 개로 줄여 {month}월까지 마무리"),
    ),
    "심사": (
        ("재검토 의견을 받아 다음 회차 심사를 기다림", "운영계획을 보완하여 {month}월 심사에 재의뢰"),
        ("사업규모 조정 요구로 심사 상정이 미뤄짐", "규모를 조정하여 {month}월 심사에 재의뢰"),
    ),
    "인허가": (
        ("관계기관 협의 조건을 보완하라는 요구를 받음", "조치계획을 보완하여 {month}월 위원회에 다시 상정"),
        ("환경영향 협의에서 보완 의견이 두 차례 나옴", "보완 조사를 마치고 {month}월까지 협의 완료"),
        ("주민 공람에서 진입도로 변경 요구가 나옴", "대안 노선을 검토하여 {month}월 주민설명회 개최"),
        ("위원회 심의가 두 차례 보류됨", "쟁점별 사전 자문을 거쳐 {month}월 재심의 요청"),
        ("상위 계획 변경 고시가 늦어 결정이 미뤄짐", "동시 입안을 협의하여 {month}월 결정 고시"),
    ),
    "설계": (
        ("총사업비 조정 협의로 설계가 일부 멈춤", "분야별 선행 설계로 {month}월 조정 심의 요청"),
        ("지반 조건이 달라 기초 설계를 다시 검토함", "추가 지반조사를 마치고 {month}월까지 설계 확정"),
        ("시설 배치에 대한 주민 의견이 갈림", "비교 설계안을 만들어 {month}월 설명회에서 확정"),
        ("공사비가 늘어 설계 범위를 다시 정함", "경제성 검토로 공사비를 줄여 {month}월 납품"),
    ),
    "보상": (
        ("보상가 이견으로 협의가 늦어짐", "현장 상담반을 두고 {month}월까지 협의 마무리"),
        ("일부 소유자 미협의로 수용재결을 신청함", "{month}월 재결에 맞춰 공사 구간을 나누어 착수"),
    ),
    "계약": (
        ("공모가 유찰되어 조건을 다시 정함", "참여 조건을 완화하여 {month}월 재공고"),
        ("공사비 상승으로 응찰자가 없음", "예정가격을 다시 산정하여 {month}월 재공고"),
        ("우선협상자와 비용 분담 협의가 길어짐", "쟁점별 협의를 거쳐 {month}월 협약 체결"),
    ),
    "착공": (("지장물 이전 협의가 끝나지 않음", "관계기관 합동 회의로 {month}월까지 이전 완료"),),
    "공사": (
        ("지장물 이전이 늦어 구조물 공사가 밀림", "작업 구간을 나누어 {month}월까지 만회"),
        ("자재 수급 지연으로 공정이 늦어짐", "대체 자재를 승인하여 {month}월까지 만회"),
    ),
    "준공": (("보완 공사가 늘어 준공 검사가 미뤄짐", "보완 인력을 늘려 {month}월 준공 검사"),),
    "개관": (("운영 인력 확보가 늦어짐", "위탁기관 협의로 {month}월까지 인력 확보"),),
    "예산": (
        ("신청액의 일부만 반영되어 추가 확보가 필요함", "부처 추가 협의와 추경 반영을 {month}월까지 추진"),
        ("국비 반영이 다음 해로 미뤄짐", "사업 필요성을 보강하여 {month}월 재신청"),
    ),
    "조례": (("이해관계자 의견 차이로 안건 상정이 미뤄짐", "간담회를 거쳐 {month}월 임시회 상정"),),
    "협의": (
        ("관계기관 사이의 비용 분담 협의가 길어짐", "실무협의체를 꾸려 {month}월까지 합의안 마련"),
        ("상위 계획 반영 여부가 정해지지 않음", "중앙부처 방문 협의로 {month}월 계획 고시에 반영"),
    ),
    "시행": (
        ("참여 대상 모집이 계획보다 늦음", "현장 접수와 찾아가는 안내로 {month}월까지 만회"),
        ("출자·위탁 승인 심사가 길어짐", "보완 자료를 내고 {month}월까지 승인 완료"),
    ),
    "평가": (("평가 자료 확보가 늦어짐", "자료 제출을 독려하여 {month}월까지 평가 완료"),),
    "기본계획": (
        ("기관 사이의 역할 분담 협의가 길어짐", "부서 합동 검토를 거쳐 {month}월 계획안 확정"),
        ("주민 의견 조정에 시간이 더 걸림", "권역별 설명회를 열어 {month}월까지 확정"),
    ),
}
_EVENTS = ("착공", "준공", "개관", "개방", "개통", "입주", "개최", "고시", "승인", "인가", "협약")
_WORKS = frozenset({"공사", "착공", "준공"})
_CONSTRUCTION = frozenset({"시설", "조성", "교통", "기반", "산단", "정비"})


@dataclass(frozen=True, slots=True)
class Report:
    """One dated report of a project, as its department writes it."""

    entry: Entry
    day: date
    status: str
    progress: int
    done: str
    ahead: str
    issue: str | None
    measure: str | None

    def row(self) -> tuple[str, str, str, int, str, str, str, str | None, str | None, str]:
        """The row of 추진실적."""
        name = progress_name(self.entry)
        head = (self.entry.key, self.day.isoformat(), self.status, self.progress, name)
        return (*head, self.done, self.ahead, self.issue, self.measure, self.entry.team)


def progress_name(entry: Entry) -> str:
    """공정률 where something is built, 추진율 otherwise."""
    return "공정률" if entry.kind in _CONSTRUCTION else "추진율"


def report(course: Course, day: date, since: date) -> Report:
    """The report of a day; `since` is the day of the one before."""
    issue, measure = _trouble(course, day)
    return Report(
        course.entry,
        day,
        course.status(day),
        course.progress(day),
        _done(course, day, since),
        _ahead(course, day),
        issue,
        measure,
    )


def _done(course: Course, day: date, since: date) -> str:
    if course.entry.halted and course.entry.halted <= day:
        return "추진을 멈추고 관련 절차를 정리함"
    ended = [line for line in course.lines if line.end and since < line.end <= day]
    line = course.running(day)
    if ended:
        last = ended[-1]
        text = f"{_ending(last)}({_day(last.end)})"
        return f"{text}, {line.step.name} 준비" if line else text
    if line is None:
        return (
            "운영 현황 점검, 성과 관리" if course.entry.kind in _CONSTRUCTION else "사업 운영, 이용 현황 점검"
        )
    if line.start is None or line.start > day:
        return f"{line.step.name} 준비"
    if since < line.start:
        return _START[line.step.kind].format(name=line.step.name)
    return _middle(line, day, course.entry.number)


def _middle(line: Line, day: date, salt: int) -> str:
    texts, share = _MIDDLE[line.step.kind], share_done(line, day)
    turn = day.year * 12 + day.month + salt
    index = min(int(share * len(texts)), len(texts) - 1) if line.step.kind in _WORKS else turn % len(texts)
    return texts[index].format(name=line.step.name, share=max(round(100 * share), 1), turn=1 + turn % 4)


def _ahead(course: Course, day: date) -> str:
    line = course.running(day)
    if line is None:
        return "이용 실적과 만족도 정기 점검"
    if course.entry.halted and course.entry.halted <= day:
        return "재개 여부 검토" if course.entry.status == "보류" else "후속 정산과 대체 방안 안내"
    end = course.plan(day).windows[line.seq - 1].last_day
    if end is None or end < day:
        return f"{line.step.name} 조속 마무리"
    return f"{_ending(line)}({end.year}. {end.month}. 예정)"


def _ending(line: Line) -> str:
    """The end of a stage in words; a stage that is one event needs no 완료."""
    name = line.step.name
    return name if name.endswith(_EVENTS) else f"{name} 완료"


def _trouble(course: Course, day: date) -> tuple[str | None, str | None]:
    line = course.running(day)
    stopped = course.entry.halted is not None and course.entry.halted <= day
    if line is None or stopped or not (course.overdue_days(day) or course.status(day) == PARTIAL):
        return None, None
    known = _TROUBLE[line.step.kind]
    issue, measure = known[course.entry.number // 7 % len(known)]
    return issue, measure.format(month=((day.month + 2) // 3 * 3 + 2) % 12 + 1)


def _day(day: date | None) -> str:
    return f"{day.month}. {day.day}." if day else ""
