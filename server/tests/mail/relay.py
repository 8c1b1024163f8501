"""A relay that takes mails, refuses some, and tells in a line of JSON what it has taken.

Its first line says where it listens. It ends with its standard input.
"""

import argparse
import asyncio
import base64
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

# What a recipient's name does to a mail.
REFUSED_RECIPIENTS = {
    "gone": "550 5.1.1 gone@example.org is not known here",
    "full": "452 4.2.2 full@example.org has no room",
    "denied": "554 5.7.1 denied@example.org: relay access denied",
    "unknown-to-us": "530 Log in first, denied@example.org",
}
REFUSED_MAILS = {
    "spam": "554 5.6.0 spam@example.org does not like this",
    "later": "451 4.3.0 later@example.org will like it later",
    "unsigned": "550 5.7.26 unsigned@example.org wants DKIM",
}
REFUSED_SENDERS = {"nobody": "553 5.1.8 nobody@example.org is not yours"}

connections = 0


def say(**what):
    print(json.dumps(what), flush=True)


def name(address):
    return address.split("@")[0]


class Handler:
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        global connections
        if not hasattr(session, "number"):
            connections += 1
            session.number = connections
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if name(address) in REFUSED_SENDERS:
            return REFUSED_SENDERS[name(address)]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if name(address) in REFUSED_RECIPIENTS:
            return REFUSED_RECIPIENTS[name(address)]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        [to] = envelope.rcpt_tos
        if name(to) in REFUSED_MAILS:
            return REFUSED_MAILS[name(to)]
        say(
            sender=envelope.mail_from,
            to=to,
            options=envelope.mail_options,
            message=base64.b64encode(envelope.original_content).decode(),
            connection=session.number,
            encrypted=session.ssl is not None or arguments.tls == "always",
            user=(session.auth_data or b"").decode(),
        )
        return "250 OK"


def authenticate(server, session, envelope, mechanism, auth_data):
    given = (auth_data.login.decode(), auth_data.password.decode())
    success = ":".join(given) == arguments.password
    return AuthResult(success=success, handled=False, auth_data=auth_data.login)


def smtp():
    options = {"enable_SMTPUTF8": arguments.smtputf8}
    if arguments.password:
        options |= {
            "authenticator": authenticate,
            "auth_required": True,
            "auth_require_tls": False,
        }
    if arguments.tls == "starttls":
        options |= {"tls_context": context(), "require_starttls": True}
    return SMTP(Handler(), **options)


def context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(arguments.certificate, arguments.key)
    return context


async def main():
    loop = asyncio.get_running_loop()
    encryption = context() if arguments.tls == "always" else None
    server = await loop.create_server(smtp, "127.0.0.1", 0, ssl=encryption)
    say(port=server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)


parser = argparse.ArgumentParser()
parser.add_argument("--smtputf8", action="store_true")
parser.add_argument("--password", help="user:password")
parser.add_argument("--tls", choices=["always", "starttls"])
parser.add_argument("--certificate")
parser.add_argument("--key")
arguments = parser.parse_args()
logging.disable()
asyncio.run(main())
