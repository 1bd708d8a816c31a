"""Words of the city's statistics: four panels, the map of districts, and what stands under each."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.domain.wording.tables import texts


@dataclass(frozen=True)
class CityWords:
    """Tables are by the ids of dashboard/domain/city: panels, measures, spans, comparisons, grades."""

    nav_city: str = "도시 현황"
    city_title: str = "도시 현황"
    city_whole: str = "대전광역시"
    city_panels: Mapping[str, str] = texts(
        {"population": "인구", "disaster": "재난", "environment": "환경", "traffic": "교통"}
    )
    city_panels_label: str = "다른 패널"
    city_places_label: str = "자치구"
    city_places_all: str = "전체"
    city_ways: str = "도시 현황에서 보고 있는 곳"
    city_color: str = "지도 색"
    city_measure: str = "항목"
    city_span: str = "기간"
    city_spans: Mapping[str, str] = texts(
        {
            "environment day": "24시간",
            "environment month": "30일",
            "traffic day": "오늘과 같은 요일",
            "traffic month": "30일",
            "disaster month": "30일",
            "disaster year": "12개월",
        }
    )
    city_filter_unused: str = (
        "고른 사업 조건은 도시 현황에 쓰이지 않습니다. 다른 화면으로 가면 그대로 있습니다."
    )
    city_past_title: str = "도시 현황은 지난 시점으로 볼 수 없습니다"
    city_past_text: str = (
        "도시 통계는 지금 자료만 보입니다. 지난 값은 각 패널의 추이에 있습니다. "
        "지금 자료를 지난 시점의 것처럼 보이지 않도록 비워 둡니다."
    )
    city_away_text: str = (
        "저장소를 읽을 수 없어 도시 현황을 보이지 못합니다. 저장소에 다시 이어지면 이 화면이 저절로 바뀝니다."
    )
    city_none_title: str = "연결된 도시 통계가 없습니다"
    city_none_text: str = (
        "인구·재난·환경·교통 자료원이 연결되면 이 화면이 저절로 바뀝니다. "
        "인터넷에 닿는 곳에서는 수집(python -m dashboard collect)을 "
        "켜고, 닿지 않는 행정망에서는 수집한 묶음을 반입 폴더에 넣으십시오."
    )
    city_no_source: str = "자료 없음: 연결된 자료원 없음"
    city_at: str = "{time} 기준"
    city_at_old: str = "{time} 기준({age})"
    city_age_minutes: str = "{n}분 전"
    city_age_hours: str = "{n}시간 전"
    city_age_days: str = "{n}일 전"
    city_month: str = "{year}. {month}."
    city_hour: str = "{month}. {day}. {hour}시"
    city_day: str = "{month}. {day}."
    city_day_dated: str = "'{year}. {month}. {day}."
    city_hour_dated: str = "{year}. {month}. {day}. {hour}시"
    city_hour_only: str = "{hour}시"
    city_credit: str = "출처: {credit}"
    city_source: str = "{label} · {credit}"
    city_source_good: str = "마지막 수신 {time}"
    city_source_age: str = "마지막 수신 {time}({age})"
    city_source_never: str = "아직 받은 값 없음"
    city_sources_title: str = "자료원"
    city_sources_well: str = "자료원 {n}곳"
    city_sources_oldest: str = "가장 이른 수신 {time}"
    city_quota: str = "오늘 요청 {used} / {quota}회"
    city_lost: str = "읽지 못한 값 {n}개"
    city_target: str = "목표 {value}"
    city_target_none: str = "목표 자료 없음"
    city_since: Mapping[str, str] = texts(
        {"yesterday": "하루 전", "last-month": "한 달 전", "last-year": "한 해 전"}
    )
    city_changes_missing: str = "{names} 값 없음"
    city_same: str = "같음"
    city_change_title: str = "{before_time} {before} → {time} {value}"
    city_change_note: str = (
        "변화 = 지금 값 - 그 시각이 든 1시간(하루·한 달 자료는 그 하루·한 달)의 값. 한쪽이 없으면 자료 없음"
    )
    city_absurd: str = "범위 밖이라 평균에서 뺌"
    city_definitions: Mapping[str, str] = texts(
        {
            "population.residents": (
                "거주자: 행정안전부 주민등록 통계에서 거주불명자와 재외국민을 뺀 거주자 수. 매월 말. "
                "‘등록인구’와 섞거나 빼지 않음"
            ),
            "population.registered": (
                "등록인구: 행정안전부 주민등록 통계의 등록된 사람 모두(거주불명자·재외국민 포함). 매월 말. "
                "‘거주자’와 섞거나 빼지 않음"
            ),
            "population.households": "주민등록 세대 수. 매월 말",
            "population.births": "그 달에 등록된 출생",
            "population.deaths": "그 달에 등록된 사망",
            "population.moved_in": "그 달의 전입. 시 전체는 자료원이 준 값으로, 구의 값을 더하지 않음",
            "population.moved_out": "그 달의 전출. 시 전체는 자료원이 준 값으로, 구의 값을 더하지 않음",
            "population.pyramid": "거주자를 남녀, 열 살 단위로 나눈 수. 비율은 나이를 아는 거주자 전체에 대한 것",
            "air": (
                "시·구의 값 = 값이 유효한 측정소의 평균. 결측·범위 밖·두 시간 넘게 늦은 값은 빼고, "
                "등급은 평균하지 않고 평균값으로 판정"
            ),
            "air.grade": (
                "등급: 에어코리아 기준. {name} 좋음 {good} 이하, 보통 {moderate} 이하, 나쁨 {bad} 이하, "
                "그 위는 매우나쁨"
            ),
            "weather": "기상청 초단기실황의 관측값",
            "forecast": "기상청 단기예보. 관측값이 아님",
            "traffic.speed": (
                "시·구의 속도 = 도로 길이의 합 / (도로마다 길이 ÷ 속도)의 합. "
                "길이로 가중하며 속도 정보가 없는 구간은 뺌"
            ),
            "traffic.congested": "시·구의 정체 비율 = (도로마다 정체 비율 × 길이)의 합 / 길이의 합",
            "traffic.expressway": (
                "한국도로공사가 관리하는 전국 영업소를 15분 동안 지난 차. 수납 방식과 차종마다 한 번씩 더한 것. "
                "민자 고속도로는 보고 시각이 달라 더하지 않음. 대전만의 수가 아님"
            ),
            "traffic.accidents": "자료원이 그날의 것으로 준 교통사고 건수",
            "disaster.warnings": (
                "지금 발효 중인 기상특보 수. "
                "발표·변경·연장·정정·해제 기록을 시각과 순번 순으로 이어 다시 계산"
            ),
            "disaster.messages": "긴급재난문자 발송 건수. 여러 구를 적은 문자는 구마다 세고 시 전체는 한 번만 셈",
            "given": "자료원이 준 값 그대로",
        }
    )
    city_sentence_warnings: str = "발효 특보 {n}건"
    city_sentence_no_warnings: str = "발효 특보 없음"
    city_sentence_speed: str = "평균 속도 {value}"
    city_sentence_population: str = "{name} {value}"
    city_sentence_change: str = "{since}보다 {delta}"
    city_sentence_messages: str = "재난문자 최근 24시간 {n}건"
    city_sentence_named: str = "발효 특보 {n}건({names})"
    city_sentence_grade: str = "{name} {grade}"
    city_sentence_jam: str = "정체 구간 {value}"
    city_sentence_bad: str = "받지 못하는 자료원 {n}곳"
    city_sentence_none: str = "받은 값이 없습니다"

    # map
    city_map: str = "자치구 약도. 같은 값이 표와 패널에 있음"
    city_map_missing: str = "자료 없음"
    city_map_station: str = "점: 측정소(자리는 약도에 맞춘 것)"
    city_map_stands: str = "점: 대여소·주차장(자리는 약도에 맞춘 것), 빈 점: 남은 것 없음"
    city_map_stale: str = "빈 점: 지금 값이 없는 측정소"
    city_map_step: str = "{low} ~ {high}"
    city_map_caption: str = "지도: {name}"
    city_map_unit: str = "단위 {unit}"
    city_map_note: str = "손으로 그린 약도: 넓이와 이웃은 맞고 경계선은 실제와 다름"
    city_map_messages: str = "재난문자 30일"
    city_map_messages_whole: str = "시 전체로 보낸 문자 {n}건은 구에 나누지 않음"
    city_unknown_district: str = "자치구 미상"

    # shared heads
    city_head_place: str = "자치구"
    city_head_station: str = "측정소"
    city_head_road: str = "도로"
    city_head_value: str = "값"
    city_head_grade: str = "등급"
    city_head_at: str = "기준"
    city_head_length: str = "길이"
    city_head_change: str = "변화"
    city_empty_curve: str = "이 기간의 값이 없습니다."
    city_one_point: str = "값이 하나뿐이라 추이를 그리지 않습니다."
    city_spark: str = "{span}, {low} ~ {high}"
    city_spark_spans: Mapping[str, str] = texts(
        {
            "population": "매월, 2년",
            "disaster": "하루 건수, 30일",
            "environment": "24시간",
            "traffic": "오늘과 같은 요일",
        }
    )
    city_points: str = "{n}개 값"
    city_mean_line: str = "{name} 평균"

    # population
    city_pop_figures: str = "인구"
    city_pop_two: str = "거주자와 등록인구는 서로 다른 두 통계입니다. 나란히 두되 섞거나 빼지 않습니다."
    city_pop_curve: str = "{name} 추이"
    city_pop_years: str = "매월, 5년"
    city_pop_table: str = "자치구별"
    city_pop_table_note: str = "작은 수는 한 달 전과의 차이, 비중은 시 전체 거주자 가운데"
    city_pop_share: str = "비중"
    city_pop_births: str = "출생과 사망"
    city_pop_moves: str = "전입과 전출"
    city_pop_natural: str = "자연증감"
    city_pop_net: str = "순이동"
    city_pop_natural_definition: str = "자연증감 = 출생 - 사망"
    city_pop_net_definition: str = "순이동 = 전입 - 전출"
    city_pyramid: str = "나이와 성별"
    city_pyramid_male: str = "남자 {value}"
    city_pyramid_female: str = "여자 {value}"
    city_pyramid_age: str = "{age}대"
    city_pyramid_child: str = "0~9세"
    city_pyramid_old: str = "100세 이상"
    city_pyramid_share: str = "{share}%"
    city_pyramid_note: str = "막대 끝의 수: 나이를 아는 거주자 전체 가운데의 비율"
    city_pyramid_none: str = "나이별 인구 자료가 없습니다."
    city_play: str = "이어 보기"
    city_pause: str = "멈춤"
    city_month_before: str = "이전 달"
    city_month_after: str = "다음 달"
    city_month_newest: str = "가장 새 달"
    city_partial: str = "빠진 나이 구간이 있어 합계를 내지 않음"

    # disaster
    city_warnings: str = "발효 중인 기상특보"
    city_warnings_none: str = "발효 중인 특보가 없습니다."
    city_warning_name: str = "{subject}{severity}"
    city_warning_since: str = "{time}부터"
    city_warning_changed: str = "{since}, {time} 바뀜"
    city_warning_before: str = "기록 이전부터"
    city_warning_until: str = "{time}까지"
    city_warnings_unread: str = "읽지 못한 특보 기록 {n}건은 넣지 않음"
    city_warnings_ahead: str = "앞으로의 시각이 적힌 특보 기록 {n}건은 아직 넣지 않음"
    city_messages: str = "재난문자"
    city_messages_count: str = "{n}건"
    city_messages_more: str = "그 앞의 {n}건은 아래 표에서 셉니다."
    city_messages_none: str = "이 기간에 온 재난문자가 없습니다."
    city_messages_today: str = "재난문자 최근 24시간 {n}건"
    city_messages_days: str = "재난문자 하루 건수, 30일"
    city_messages_aside: str = "{span} · {n}건"
    city_month_so_far: str = "{month}월은 {day}일까지 센 수입니다."
    city_messages_curve: str = "달마다 온 재난문자"
    city_messages_table: str = "종류와 달"
    city_messages_sum: str = "합계"
    city_messages_kind: str = "종류"
    city_messages_rest: str = "나머지 {n}종"
    city_messages_unnamed: str = "종류 미상"
    city_severity_unknown: str = "단계 미상"
    city_rescue: str = "화재·구조·구급"

    # environment
    city_grades: Mapping[str, str] = texts(
        {"0": "자료 없음", "1": "좋음", "2": "보통", "3": "나쁨", "4": "매우나쁨"}
    )
    city_valid: str = "측정소 {total}곳 중 {valid}곳 유효"
    city_valid_none: str = "측정소 {total}곳 모두 지금 값 없음"
    city_gone: str = "오래 값이 없는 측정소 {n}곳은 세지 않음: {names}"
    city_names_more: str = "{names} 외 {n}곳"
    city_stations: str = "측정소"
    city_air_day: str = "{name}, 24시간"
    city_air_month: str = "{name}, 30일"
    city_limit: str = "{grade} {value} 초과"
    city_air_forecast: str = "대기 예보"
    city_air_forecast_none: str = "받은 대기 예보가 없습니다."
    city_weather: str = "날씨"
    city_weather_now: str = "지금"
    city_weather_next: str = "앞으로 24시간"
    city_weather_none: str = "받은 날씨 자료가 없습니다."
    city_weather_heads: Mapping[str, str] = texts(
        {
            "hour": "시각",
            "forecast.sky": "하늘",
            "forecast.temperature": "기온",
            "forecast.rain_chance": "강수 확률",
            "forecast.rain": "강수량",
        }
    )
    city_sky: Mapping[str, str] = texts({"1": "맑음", "3": "구름많음", "4": "흐림"})
    city_wet: Mapping[str, str] = texts(
        {
            "0": "강수 없음",
            "1": "비",
            "2": "비/눈",
            "3": "눈",
            "4": "소나기",
            "5": "빗방울",
            "6": "빗방울눈날림",
            "7": "눈날림",
        }
    )

    # traffic
    city_roads: str = "도로"
    city_roads_valid: str = "도로 {total}개 중 {valid}개 · {length}"
    city_measured_length: str = "측정한 도로 {length}"
    city_congested_length: str = "측정한 도로 {length} 중 {part}"
    city_roads_more: str = "값이 나쁜 순으로 {n}개를 보임, 모두 {all}개"
    city_roads_curve_part: str = "추이는 가장 긴 도로 {n}개로 계산"
    city_profile: str = "{name}, 오늘과 같은 요일"
    city_profile_today: str = "오늘({weekday})"
    city_profile_usual: str = "지난 {n}주 같은 요일 평균"
    city_profile_none: str = "지난 4주 같은 요일 자료 없음"
    city_weekdays: str = "월화수목금토일"
    city_traffic_month: str = "{name}, 30일"
    city_traffic_other: str = "사고·버스·타슈·고속도로"
    city_accidents: str = "교통사고, 달마다"
    city_stands: str = "{total}곳 중 {valid}곳 합계"
