"""How passwords are kept and which are refused."""

import threading
import time

import pytest
from argon2 import PasswordHasher, extract_parameters

from portfolio.adapters import passwords
from portfolio.adapters.passwords import hash_password, needs_rehash, verify, weakness

GOOD = "teapot gravel umbrella"


def test_a_password_is_known_again_and_no_other_is():
    kept = hash_password(GOOD)
    assert verify(kept, GOOD)
    assert not verify(kept, GOOD + "s")
    assert GOOD not in kept
    assert hash_password(GOOD) != kept


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$broken"])
def test_nobody_signs_in_without_a_hash(kept):
    assert not verify(kept, GOOD)


def test_guessing_the_stand_in_for_nobody_signs_nobody_in(monkeypatch):
    monkeypatch.setattr(passwords, "_NOBODY", hash_password(GOOD))
    assert not verify(None, GOOD)
    assert not verify("", GOOD)


def test_an_unknown_person_takes_as_long_as_a_known_one():
    kept = hash_password(GOOD)

    def seconds(of: str | None) -> float:
        began = time.perf_counter()
        verify(of, "wrong")
        return time.perf_counter() - began

    known = min(seconds(kept) for _ in range(5))
    unknown = min(seconds(None) for _ in range(5))
    assert 0.4 < unknown / known < 2.5


def test_hashes_are_argon2id_of_the_agreed_cost():
    cost = extract_parameters(hash_password(GOOD))
    assert (cost.type.name, cost.memory_cost, cost.time_cost, cost.parallelism) == (
        *("ID", 19 * 1024),
        *(2, 1),
    )


def test_a_hash_of_another_cost_is_to_be_made_again():
    assert not needs_rehash(hash_password(GOOD))
    assert needs_rehash(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD))


def test_at_most_two_passwords_are_hashed_at_once(monkeypatch):
    running, most, lock = 0, 0, threading.Lock()

    class Slow:
        def hash(self, password: str) -> str:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.02)
            with lock:
                running -= 1
            return password

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    threads = [threading.Thread(target=hash_password, args=(GOOD,)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


@pytest.mark.parametrize(
    "password",
    [GOOD, "correct horse battery", "Zq8#vLm2@pXr", "كلمة-سر-طويلة-جدا", "x" * 3 + GOOD * 6],
)
def test_a_long_unusual_password_is_good(password):
    assert weakness(password) is None


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "at least 10 characters"),
        ("", "at least 10 characters"),
        ("password12", "harder to guess"),
        ("Password123!", "harder to guess"),
        ("qwertyuiop", "harder to guess"),
        ("1234567890", "harder to guess"),
        ("a" * 60, "harder to guess"),
        ("x" * 201, "at most 200 characters"),
    ],
)
def test_a_password_somebody_would_guess_is_refused(password, words):
    assert words in (weakness(password) or "")


def test_the_persons_own_words_are_the_first_guess():
    words = ["candidate-1@demo-centre.test", "Demo Training Centre"]
    assert weakness("demo training centre") is None
    assert weakness("candidate-1@demo-centre.test", words)
    assert weakness("Demo Training Centre", words)
