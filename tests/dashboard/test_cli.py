"""A command line that cannot be understood: one sentence, and the exit code of every failure to start."""

import pytest

from dashboard.cli import main


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "city.toml", "--date", "nonsense"], "날짜 --date 'nonsense'을(를) 읽을 수 없습니다"),
        (["check", "city.toml", "--date", "2024-02-30"], "날짜 --date '2024-02-30'을(를) 읽을 수 없습니다"),
        (["check"], "명령을 이해할 수 없습니다"),
        (["nonsense"], "명령을 이해할 수 없습니다"),
        ([], "명령을 이해할 수 없습니다"),
    ],
)
def test_a_command_line_that_means_nothing_ends_with_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1

    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(said)
    assert output.err.count("\n") == 1
