"""Words of what stands beside speeds on the panel of traffic: incidents, car parks, buses, holidays."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TrafficWords:
    """Headings, notes and the small texts of lists."""

    road_incidents: str = "돌발상황"
    road_incidents_none: str = "지금 이어지는 돌발상황이 없습니다."
    road_incidents_count: str = "{n}건 · {at}"
    road_incident_today: str = "오늘 {time}"
    road_incident_span: str = "{since} ~ {until}"
    road_incident_open: str = "{since} ~"
    road_incident_kind: str = "종류 미상"
    road_incidents_more: str = "모두 {all}건 가운데 {n}건을 보임"
    road_incidents_older: str = "{days}일보다 먼저 시작한 {n}건은 목록에 없음"
    road_incidents_definition: str = (
        "도시교통정보센터가 지금 알리는 돌발정보 가운데 주소의 법정동 코드가 우리 시인 것. "
        "자료원이 적은 시작과 끝 사이에 있는 것만 셈. 끝은 자료원의 예정 시각"
    )
    car_parks: str = "주차장 빈 자리"
    car_parks_sum: str = "{total}면 중 {free}면 · {n}곳"
    car_parks_left: str = "지금 값이 없거나 맞지 않는 {n}곳은 합계에서 뺌"
    car_parks_heads: str = "주차장,자치구,빈 자리,전체,기준"
    car_parks_definition: str = (
        "빈 자리를 실시간으로 세는 주차장만 보임. 합계는 지금 값이 있는 주차장의 빈 자리와 주차면을 더한 것"
    )
    bus_lines: str = "노선별 운행 중인 시내버스"
    bus_lines_sum: str = "{buses}대 · 전체 {all}개 노선 중 {n}개 노선"
    bus_lines_sum_unknown: str = "{buses}대 · {n}개 노선"
    bus_line: str = "{name}번"
    bus_lines_definition: str = (
        "설정에 적은 노선에서 한 시간 안에 위치를 보낸 버스의 수. 차량 번호로 한 번씩 셈. 시 전체의 수가 아님"
    )
    expressway_partner: str = "한국도로공사 영업소, 15분. 민자 제외"
    holiday_today: str = "오늘은 공휴일({name})입니다. 견주는 날은 공휴일이 아닌 같은 요일입니다."
    holiday_left_out: str = "공휴일이라 뺀 날: {list}"
    holiday_day: str = "{month}. {day}. {name}"
    holiday_weekday: str = "{weekday}, {name}"
    holiday_unknown: str = "공휴일 자료가 없어 같은 요일의 공휴일을 가리지 않음"
