"""Tables of the demo city's own database: its names, its words, its grain; not those of our store."""

SCHEMA = """
CREATE TABLE 시정임기 (임기코드 TEXT PRIMARY KEY, 임기명 TEXT NOT NULL, 시작일 TEXT NOT NULL, 종료일 TEXT NOT NULL);
CREATE TABLE 프로그램 (
    프로그램코드 TEXT PRIMARY KEY, 임기코드 TEXT NOT NULL, 프로그램명 TEXT NOT NULL, 약칭 TEXT,
    정렬순서 INTEGER, 공표건수 INTEGER
);
CREATE TABLE 분야 (분야코드 TEXT PRIMARY KEY, 분야명 TEXT NOT NULL, 약칭 TEXT, 정렬순서 INTEGER);
CREATE TABLE 부서 (부서코드 TEXT PRIMARY KEY, 부서명 TEXT NOT NULL);
CREATE TABLE 공약사업 (
    관리번호 TEXT PRIMARY KEY, 사업번호 INTEGER NOT NULL, 사업명 TEXT NOT NULL, 약칭 TEXT, 분야코드 TEXT,
    사업내용 TEXT, 사업목적 TEXT, 위치 TEXT, 자치구 TEXT, 시작월 TEXT, 신규계속 TEXT, 예산여부 TEXT, 공유예산 TEXT
);
CREATE TABLE 프로그램소속 (
    관리번호 TEXT NOT NULL, 프로그램코드 TEXT NOT NULL, 소속번호 INTEGER, 출처 TEXT,
    PRIMARY KEY (관리번호, 프로그램코드)
);
CREATE TABLE 담당 (
    관리번호 TEXT NOT NULL, 부서코드 TEXT NOT NULL, 역할 TEXT NOT NULL, 담당팀 TEXT, 내선 TEXT,
    PRIMARY KEY (관리번호, 부서코드)
);
CREATE TABLE 계획변경 (
    관리번호 TEXT NOT NULL, 차수 INTEGER NOT NULL, 차수명 TEXT NOT NULL, 구분 TEXT NOT NULL, 등록일 TEXT NOT NULL,
    승인일 TEXT, 사유구분 TEXT, 변경사유 TEXT, 변경절차 TEXT, 총사업비 INTEGER, 종료월 TEXT, 임기구분 TEXT,
    PRIMARY KEY (관리번호, 차수)
);
CREATE TABLE 추진단계 (
    관리번호 TEXT NOT NULL, 단계번호 INTEGER NOT NULL, 단계명 TEXT NOT NULL, 종류 TEXT NOT NULL,
    가중치 INTEGER NOT NULL, 선행단계 INTEGER, 이정표 TEXT NOT NULL, 실제시작일 TEXT, 실제종료일 TEXT,
    PRIMARY KEY (관리번호, 단계번호)
);
CREATE TABLE 단계진도 (
    관리번호 TEXT NOT NULL, 단계번호 INTEGER NOT NULL, 기준일 TEXT NOT NULL, 진도율 INTEGER NOT NULL,
    PRIMARY KEY (관리번호, 단계번호, 기준일)
) WITHOUT ROWID;
CREATE TABLE 단계계획 (
    관리번호 TEXT NOT NULL, 차수 INTEGER NOT NULL, 단계번호 INTEGER NOT NULL, 등록일 TEXT NOT NULL,
    계획시작 TEXT, 계획종료 TEXT,
    PRIMARY KEY (관리번호, 차수, 단계번호, 등록일)
) WITHOUT ROWID;
CREATE TABLE 분기목표 (
    관리번호 TEXT NOT NULL, 차수 INTEGER NOT NULL, 분기 TEXT NOT NULL, 목표진도율 INTEGER NOT NULL,
    PRIMARY KEY (관리번호, 차수, 분기)
) WITHOUT ROWID;
CREATE TABLE 재원계획 (
    순번 INTEGER NOT NULL, 관리번호 TEXT NOT NULL, 차수 INTEGER NOT NULL, 재원 TEXT NOT NULL,
    연도 TEXT NOT NULL, 금액 INTEGER NOT NULL
);
CREATE TABLE 재원실적 (
    순번 INTEGER PRIMARY KEY, 관리번호 TEXT NOT NULL, 재원 TEXT NOT NULL, 연도 TEXT NOT NULL,
    단계 TEXT NOT NULL, 기준일 TEXT NOT NULL, 금액 INTEGER NOT NULL
);
CREATE TABLE 세부사업 (
    세부사업코드 TEXT PRIMARY KEY, 세부사업명 TEXT NOT NULL, 회계 TEXT NOT NULL, 부서명 TEXT NOT NULL
);
CREATE TABLE 세부사업집행 (
    세부사업코드 TEXT NOT NULL, 회계연도 INTEGER NOT NULL, 기준일 TEXT NOT NULL,
    예산현액 INTEGER NOT NULL, 지출액 INTEGER NOT NULL, 이월액 INTEGER NOT NULL,
    PRIMARY KEY (세부사업코드, 회계연도, 기준일)
) WITHOUT ROWID;
CREATE TABLE 세부사업배분 (
    세부사업코드 TEXT NOT NULL, 관리번호 TEXT NOT NULL, 배분율 TEXT NOT NULL, PRIMARY KEY (세부사업코드, 관리번호)
);
CREATE TABLE 추진실적 (
    관리번호 TEXT NOT NULL, 기준일 TEXT NOT NULL, 상태 TEXT NOT NULL, 진도율 INTEGER, 진도명 TEXT,
    실적 TEXT, 향후계획 TEXT, 문제점 TEXT, 대책 TEXT, 작성팀 TEXT,
    PRIMARY KEY (관리번호, 기준일)
);
CREATE TABLE 성과지표 (
    관리번호 TEXT NOT NULL, 지표번호 INTEGER NOT NULL, 지표명 TEXT NOT NULL, 단위 TEXT, 낮을수록좋음 TEXT,
    시정지표코드 TEXT, PRIMARY KEY (관리번호, 지표번호)
);
CREATE TABLE 성과목표 (
    관리번호 TEXT NOT NULL, 지표번호 INTEGER NOT NULL, 연도 INTEGER NOT NULL, 목표값 REAL,
    PRIMARY KEY (관리번호, 지표번호, 연도)
) WITHOUT ROWID;
CREATE TABLE 성과실적 (
    관리번호 TEXT NOT NULL, 지표번호 INTEGER NOT NULL, 연도 INTEGER NOT NULL, 기준일 TEXT NOT NULL,
    실적값 REAL NOT NULL, PRIMARY KEY (관리번호, 지표번호, 연도)
) WITHOUT ROWID;
CREATE TABLE 문서 (
    관리번호 TEXT NOT NULL, 문서번호 INTEGER NOT NULL, 제목 TEXT NOT NULL, 주소 TEXT, 구분 TEXT, 작성일 TEXT,
    PRIMARY KEY (관리번호, 문서번호)
);
CREATE TABLE 시정지표 (
    지표코드 TEXT PRIMARY KEY, 지표명 TEXT NOT NULL, 구분 TEXT NOT NULL, 단위 TEXT, 출처 TEXT, 낮을수록좋음 TEXT
);
CREATE TABLE 지표값 (
    지표코드 TEXT NOT NULL, 지역 TEXT NOT NULL, 관측일 TEXT NOT NULL, 공표일 TEXT NOT NULL, 값 REAL NOT NULL,
    비고 TEXT, PRIMARY KEY (지표코드, 지역, 관측일)
);
CREATE TABLE 일일항목 (
    항목 TEXT PRIMARY KEY, 구분 TEXT NOT NULL, 단위 TEXT NOT NULL, 출처 TEXT, 낮을수록좋음 TEXT
);
CREATE TABLE 일일상황 (
    일자 TEXT NOT NULL, 지역 TEXT NOT NULL, 항목 TEXT NOT NULL, 값 INTEGER NOT NULL,
    PRIMARY KEY (일자, 지역, 항목)
) WITHOUT ROWID;
CREATE TABLE 점검기준일 (기준일 TEXT PRIMARY KEY);
CREATE TABLE 시연시계 (번호 INTEGER PRIMARY KEY CHECK (번호 = 1), 오늘 TEXT NOT NULL);
"""
INDEXES = """
CREATE INDEX 재원실적_칸 ON 재원실적 (관리번호, 재원, 연도, 단계, 기준일);
CREATE INDEX 추진실적_기준일 ON 추진실적 (기준일);
"""
