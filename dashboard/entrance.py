"""The way into a room: accounts and sessions, or the open door of a demo that stands on its visitor's machine."""

from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address

from callbacks.doors import DemoDoor, Doors, Entrance, ProxyDoor, SessionDoor, WallDoor
from callbacks.origin import LOCAL_NAMES
from dashboard.account_keeping import AccountKeeping
from dashboard.central import CentralSignIn, provider_of
from dashboard.domain.words import Words
from dashboard.pairing import PairedWalls, WallTimes
from dashboard.recording import Recording
from dashboard.settings import Settings, SettingsError
from dashboard.signing_in import Limits, Sessions
from dashboard.subjects import Subjects
from db.accounts import Accounts
from db.passwords import Digest
from db.store import Store
from db.walls import Walls


def check_entrance(settings: Settings) -> None:
    """SettingsError with one sentence for a room that would stand open, before anything is started."""
    if settings.demo:
        if settings.host not in LOCAL_NAMES:
            raise SettingsError(
                f"시연(DEMO=1)은 로그인 없이 열리므로 이 컴퓨터에서만 기다립니다. 설정 HOST={settings.host!r}을(를) "
                "127.0.0.1로 바꾸거나 DEMO를 끄세요."
            )
        return
    if not settings.secret_key:
        raise SettingsError(
            "설정 SECRET_KEY가 없습니다. 무작위로 만든 32자 이상의 비밀값을 적으세요"
            "(예: python -c 'import secrets; print(secrets.token_hex(32))'). 시연은 DEMO=1로 켭니다."
        )
    provider_of(settings)
    if settings.sso_header and not _is_address(settings.trusted_proxy):
        raise SettingsError(
            f"설정 SSO_HEADER={settings.sso_header!r}은(는) 한 프록시의 말만 믿을 때 쓸 수 있습니다. "
            f"TRUSTED_PROXY={settings.trusted_proxy!r}에 그 프록시의 IP 주소를 적으세요."
        )


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def open_entrance(
    settings: Settings, store: Store, clock: Callable[[], datetime], record: Recording, words: Words
) -> Entrance:
    """The entrance of a room with these settings; who comes and goes is put on `record`."""
    if settings.demo:
        return Entrance(DemoDoor())
    accounts = Accounts(store, settings.secret_key, Digest(settings.password_hash))
    limits = Limits(settings.session_idle, settings.session_longest)
    sessions = Sessions(accounts, limits, clock, record, words)
    times = WallTimes(settings.wall_rotation, settings.wall_longest)
    walls = PairedWalls(Walls(store, settings.secret_key), times, clock, record)
    networks = settings.admin_networks
    by_proxy = [ProxyDoor(Subjects(accounts, record), networks)] if settings.sso_header else []
    door = Doors(SessionDoor(sessions, networks), *by_proxy, WallDoor(walls))
    provider = provider_of(settings)
    central = (
        CentralSignIn(provider, settings.secret_key, accounts, sessions.begin, record) if provider else None
    )
    return Entrance(door, sessions, walls, AccountKeeping(accounts, clock, record, words), central)
