"""Words of reading the public sources of city statistics: who they are, what ails them, what was lost."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class FeedWords:
    """Names and sentences of the feeds; a sentence says what happened and what to do."""

    # a reply that is none, or a failure
    feed_empty: str = "자료원이 빈 응답을 보냈습니다. 잠시 뒤 다시 요청합니다."
    feed_html: str = "자료원이 자료 대신 웹 페이지를 보냈습니다. 주소와 점검 공지를 확인하십시오."
    feed_not_json: str = "자료원의 응답이 JSON이 아니거나 끊겼습니다. 잠시 뒤 다시 요청합니다."
    feed_not_xml: str = "자료원의 응답이 XML이 아니거나 끊겼습니다. 잠시 뒤 다시 요청합니다."
    feed_not_csv: str = (
        "인구 통계 파일로 읽을 수 없습니다. 행정안전부 통계 화면에서 받은 CSV인지 확인하십시오."
    )
    feed_which_population: str = (
        "거주자와 등록인구 가운데 어느 인구의 파일인지 항목 이름({columns} 등)으로 가릴 수 없습니다. "
        "행정안전부 통계 화면에서 받은 그대로인지 확인하십시오."
    )
    feed_population_columns: str = (
        "인구 통계 파일에서 쓸 수 없는 항목입니다({columns} 등). "
        "행정안전부 통계 화면에서 거주자를 고르고 연령은 10세 단위로 나누어 받으십시오."
    )
    feed_other_shape: str = (
        "응답에 {fields} 항목이 없습니다. 다른 자료의 응답이거나 항목 이름이 바뀌었는지 확인하십시오."
    )
    feed_refused: str = "자료원이 요청을 거절했습니다(코드 {code}). {advice}"
    feed_advice_default: str = "자료원의 공지를 확인하십시오."
    feed_advice: Mapping[str, str] = texts(
        {
            "01": "자료원의 응용 오류이므로 잠시 뒤 다시 요청합니다.",
            "02": "자료원의 데이터베이스 오류이므로 잠시 뒤 다시 요청합니다.",
            "04": "자료원의 HTTP 오류이므로 잠시 뒤 다시 요청합니다.",
            "05": "자료원의 응답 시간이 지났으므로 잠시 뒤 다시 요청합니다.",
            "10": "요청 변수가 잘못되었으므로 설정을 확인하십시오.",
            "11": "필수 요청 변수가 빠졌으므로 설정을 확인하십시오.",
            "12": "없어진 서비스이므로 주소(base)를 확인하십시오.",
            "20": "활용 신청이 승인되었는지 확인하십시오.",
            "21": "일시적으로 쓸 수 없는 인증키이므로 자료원에 문의하십시오.",
            "22": "하루 요청 한도를 넘었으므로 내일 다시 요청합니다.",
            "23": "초당 요청 한도를 넘었으므로 잠시 뒤 다시 요청합니다.",
            "30": "등록되지 않은 인증키이므로 키와 활용 신청을 확인하십시오.",
            "31": "인증키의 기한이 끝났으므로 연장하십시오.",
            "32": "등록되지 않은 IP이므로 자료원에 등록하십시오.",
            "33": "서명되지 않은 호출이므로 자료원에 문의하십시오.",
        }
    )
    feed_kosis_advice: Mapping[str, str] = texts(
        {
            "10": "인증키가 빠졌으므로 키를 확인하십시오.",
            "11": "기한이 끝난 인증키이므로 연장하십시오.",
            "13": "등록되지 않은 IP이므로 자료원에 등록하십시오.",
            "20": "필수 요청 변수가 빠졌으므로 표의 objL을 확인하십시오.",
            "21": "요청 변수가 잘못되었으므로 표의 objL과 itmId를 확인하십시오.",
            "31": "한 번에 40,000칸까지만 받을 수 있으므로 표의 범위를 줄이십시오.",
            "40": "분당 요청 한도를 넘었으므로 잠시 뒤 다시 요청합니다.",
        }
    )
    feed_timeout: str = "{host}이(가) {seconds}초 안에 응답을 마치지 않았습니다. 다음 주기에 다시 요청합니다."
    feed_unreachable: str = "{host}에 연결하지 못했습니다. 방화벽과 주소를 확인하십시오."
    feed_tls: str = "{host}의 인증서를 확인할 수 없습니다. 인증 기관 파일(ca_file) 설정을 확인하십시오."
    feed_status: str = "{host}이(가) HTTP {status}(으)로 답했습니다. 다음 주기에 다시 요청합니다."
    feed_denied: str = "{host}이(가) HTTP {status}(으)로 거절했습니다. 인증키와 활용 신청을 확인하십시오."
    feed_redirected: str = "{host}이(가) 다른 곳으로 돌려보냈습니다. 주소(base)가 바뀌었는지 확인하십시오."
    feed_too_large: str = "{host}의 응답이 {megabytes} MB를 넘어 받지 않았습니다. 요청 범위를 확인하십시오."
    feed_host_not_allowed: str = "{host}은(는) 설정에 없는 곳이어서 요청하지 않았습니다."
    feed_not_counted: str = "요청 횟수를 적을 수 없어 요청하지 않았습니다. 디스크와 권한을 확인하십시오."
    feed_used_up: str = "오늘 요청 한도 {quota}회를 모두 썼습니다. 내일 다시 요청합니다."

    # a row, or a field of one, that could not be used
    lost_not_a_row: str = "줄의 형식이 아님"
    lost_column: str = "모르는 항목"
    lost_cells: str = "칸 수가 머리글과 다름"
    lost_field_missing: str = "필요한 항목이 없음"
    lost_number: str = "숫자가 아님"
    lost_time: str = "시각이 아님"
    lost_repeated: str = "같은 자료가 되풀이됨"
    lost_contradicting: str = "같은 자리의 다른 값이 먼저 옴"
    lost_place: str = "우리 시의 지역이 아님"
    lost_code: str = "모르는 코드"
    lost_route: str = "물어본 노선이 아님"
    lost_part: str = "합계가 아닌 부분의 값"
    lost_coordinates: str = "대전의 위도·경도가 아님"
    lost_speed: str = "속도나 길이가 있을 수 없는 값"
    lost_total: str = "자료원이 말한 건수와 받은 건수가 다름"
    lost_page: str = "같은 쪽이 되풀이됨"
    lost_pages: str = "쪽이 너무 많아 끝까지 받지 않음"

    # a file of feed settings that cannot be used
    feeds_unknown: str = "모르는 이름.{near} 쓸 수 있는 이름: {allowed}"
    feeds_near: str = " 혹시 {name}?"
    feeds_not_base: str = "http 또는 https 주소여야 함"
    feeds_not_quota: str = "1 이상의 정수여야 함"
    feeds_not_key: str = "빈칸이 없는 영문·숫자·기호여야 함(값은 보이지 않음)"
    feeds_not_options: str = "이 자료원의 options 값을 읽을 수 없음"
    feeds_no_ca_file: str = "인증 기관 파일이 없음"
    feeds_one_city_speed: str = (
        "daejeon_traffic과 its가 모두 도시의 속도를 내므로 its의 options.city를 off로 적어야 함"
    )

    feed_labels: Mapping[str, str] = texts(
        airkorea="에어코리아 대기오염",
        kma_now="기상청 초단기실황",
        kma_forecast="기상청 단기예보",
        kma_warnings="기상청 기상특보",
        disaster_messages="긴급재난문자",
        kosis="통계청 KOSIS",
        mois_population="행정안전부 주민등록 인구",
        population_files="주민등록 인구 통계 파일",
        daejeon_traffic="대전 도로소통",
        its="국가교통정보센터 도로소통",
        tashu="대전 공영자전거 타슈",
        utic="도시교통정보센터 돌발정보",
        expressway="한국도로공사 15분 교통량",
        holidays="한국천문연구원 공휴일",
        daejeon_bus="대전 시내버스",
        daejeon_parking="대전 실시간 주차장",
    )
    feed_credits: Mapping[str, str] = texts(
        airkorea="환경부·한국환경공단",
        kma_now="기상청",
        kma_forecast="기상청",
        kma_warnings="기상청",
        disaster_messages="행정안전부",
        kosis="통계청 국가통계포털",
        mois_population="행정안전부",
        population_files="행정안전부",
        daejeon_traffic="대전광역시",
        its="국토교통부 국가교통정보센터",
        tashu="대전광역시 타슈",
        utic="경찰청 도시교통정보센터(UTIC)",
        expressway="한국도로공사",
        holidays="한국천문연구원",
        daejeon_bus="대전광역시",
        daejeon_parking="대전광역시",
    )
