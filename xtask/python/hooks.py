"""What a schema cannot say of a request that a letter accepts.

A letter asks for consent to its own words, each signature has a key of its own, and a code is
read in a mail, which here lies in the server's outbox.
"""

import itertools
import re
import time

import requests
import schemathesis

SIGN = "POST /v1/letters/{id}/signatures"
CORRECT = "PATCH /v1/letters/{id}/own"
CONFIRM = "POST /v1/letters/{id}/confirm"
CONSENT = {"version": "1", "accepted": True}
LETTER = "/v1/letters/asks-for-confirmation"

numbers = itertools.count(1)


@schemathesis.hook
def filter_body(context, body):
    """Leaves out what only the limits in bytes refuse: a schema counts characters."""
    if not isinstance(body, dict):
        return True
    texts = {name: text for name, text in body.items() if isinstance(text, str)}
    email = texts.get("email", "")
    local, _, domain = email.strip().partition("@")
    parts = [(local, 64), *((label, 63) for label in domain.split("."))]
    return len(email) > 254 or all(len(part.encode()) <= most for part, most in parts)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Makes a request that is right by its schema right by its letter too."""
    right = case.meta is None or case.meta.generation.mode.is_positive
    if case.operation.label == SIGN:
        if isinstance(case.body, dict) and is_consent(case.body.get("consent", {})):
            case.body["consent"] = CONSENT
        # Keys are drawn again, and the same one with another body is rightly refused.
        if right:
            case.headers["Idempotency-Key"] = f"drawn-{next(numbers)}"
    if case.operation.label in (SIGN, CORRECT) and right and isinstance(case.body, dict):
        ask_as_the_letter(case.body)
    if case.operation.label == CONFIRM and right:
        signer = Signer(case.operation.base_url)
        case.body["code"] = signer.code
        if "receipt" in case.body:
            case.body["receipt"] = signer.receipt
        else:
            case.body["email"] = signer.email


def ask_as_the_letter(body):
    """Answers go to the question that the letter asks, and claims to the badge that it has."""
    if isinstance(body.get("answers"), dict) and body["answers"]:
        body["answers"] = {"note": next(iter(body["answers"].values()))}
    if isinstance(body.get("badges"), list) and body["badges"]:
        body["badges"] = [{**body["badges"][0], "id": "public-code"}]


@schemathesis.auth(refresh_interval=None).apply_to(path_regex="/own$")
class Manage:
    """A signature of one's own for each request, since a withdrawal ends its token."""

    def get(self, case, context):
        signer = Signer(case.operation.base_url)
        proof = {"receipt": signer.receipt, "code": signer.code}
        answer = requests.post(f"{signer.letter}/confirm", json=proof, timeout=10)
        answer.raise_for_status()
        return answer.json()["manage"]

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


class Signer:
    """Somebody invented who has signed, and has the mail with the code."""

    def __init__(self, origin):
        number = next(numbers)
        self.letter = origin.rstrip("/") + LETTER
        self.email = f"signer-{number}@example.org"
        signature = {"name": "Ada Inkwell", "email": self.email, "consent": CONSENT}
        key = {"Idempotency-Key": f"signer-{number}"}
        answer = requests.post(f"{self.letter}/signatures", json=signature, headers=key, timeout=10)
        answer.raise_for_status()
        self.receipt = answer.json()["receipt"]
        self.code = code_to(origin, self.email)


def code_to(origin, email):
    """The code in the newest mail to an address. Mails come to the outbox a moment later."""
    for _ in range(200):
        page = requests.get(f"{origin.rstrip('/')}/outbox", timeout=10).text
        mail = page.partition(f">{email}<")[2].partition("</article>")[0]
        code = re.search(r"<code>(\d{6})</code>", mail)
        if code:
            return code[1]
        time.sleep(0.05)
    raise TimeoutError("no mail with a code came to the outbox")


def is_consent(consent):
    """Whether this is a consent by its schema, to whatever words."""
    if not isinstance(consent, dict) or not consent.keys() <= {"version", "accepted", "updates"}:
        return False
    version = consent.get("version")
    return (version is None or isinstance(version, str)) and all(
        # Not by equality, in which 1 would pass for true.
        consent.get(name) is None or isinstance(consent.get(name), bool)
        for name in ("accepted", "updates")
    )
