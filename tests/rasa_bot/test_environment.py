"""How Rasa's own environment is found, and when it is made anew."""

from pathlib import Path

import pytest

from contracts.settings import Settings
from rasa_bot import environment


def test_nothing_is_ready_in_an_empty_state(tmp_path: Path) -> None:
    assert not environment.ready(Settings(state=str(tmp_path)))


def test_a_python_that_is_another_or_does_not_run_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, script in (
        ("python3.10", "#!/bin/sh\nexit 127\n"),
        ("python3", "#!/bin/sh\necho 3 12\n"),
        ("python", "#!/bin/sh\necho 3 10\n"),
    ):
        (tmp_path / name).write_text(script)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert environment.find_python(lambda _line: None) == tmp_path / "python"


def test_without_a_python_3_10_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setattr(environment, "find_uv", lambda: None)
    with pytest.raises(environment.BotSetupError, match=r"the bot needs Python 3\.10 .*: install python3\.10"):
        environment.find_python(lambda _line: None)


def test_a_step_that_fails_is_told_with_its_last_lines(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho no space left on device\nexit 1\n")
    python.chmod(0o755)
    settings = Settings(state=str(tmp_path / "state"))
    environment.interpreter(settings).parent.mkdir(parents=True)
    environment.interpreter(settings).symlink_to(python)
    with pytest.raises(environment.BotSetupError, match="no space left on device"):
        environment.train(settings, lambda _line: None)


def test_the_model_is_named_after_all_it_depends_on() -> None:
    names = {file.name for file in environment.training_files()}
    assert {"config.yml", "requirements.lock", "bot.yml", "chat.yml", "nlu.generated.yml", "rules.yml"} <= names


def test_commands_stay_on_loopback_and_carry_the_token(tmp_path: Path) -> None:
    settings = Settings(state=str(tmp_path), action_token="secret", rasa_port=1234, actions_port=1235)
    command = environment.rasa_command(settings)
    assert command.argv[3:8] == ["run", "-i", "127.0.0.1", "-p", "1234"]
    assert command.env["ACTION_ENDPOINT_URL"] == "http://127.0.0.1:1235/webhook"
    assert command.env["ACTION_TOKEN"] == "secret"
    assert command.env["RASA_TELEMETRY_ENABLED"] == "false"


def test_the_lock_is_hashed_and_names_no_index() -> None:
    lines = environment.LOCK.read_text("utf-8").splitlines()
    pinned = [line for line in lines if "==" in line]
    assert len(pinned) > 100
    assert all(line.endswith("\\") for line in pinned)
    assert not [line for line in lines if line.startswith(("--index", "-i ", "--extra")) or "://" in line]
