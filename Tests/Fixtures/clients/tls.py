"""Speaks TLS to a listener: tls.py CA SUBMISSION SMTPS. Prints a line for each thing that went as it should."""
import smtplib, socket, ssl, sys

authority, submission, smtps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
MESSAGE = b"Subject: over TLS\r\n\r\nhello\r\n"


def context(version):
    context = ssl.create_default_context(cafile=authority)
    context.minimum_version = context.maximum_version = version
    return context


for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
    with smtplib.SMTP("localhost", submission, timeout=20) as client:
        client.starttls(context=context(version))
        client.login("ann", "secret")
        client.sendmail("a@example.test", ["b@example.test"], MESSAGE)
        print("STARTTLS", client.sock.version())
    with smtplib.SMTP_SSL("127.0.0.1", smtps, timeout=20, context=context(version)) as client:
        client.sendmail("a@example.test", ["b@example.test"], MESSAGE)
        print("TLS", client.sock.version())

# Commands sent in the clear together with STARTTLS must not count as sent within TLS.
with socket.create_connection(("localhost", submission), timeout=20) as plain:
    plain.recv(1000)
    plain.sendall(b"EHLO client.test\r\n")
    plain.recv(1000)
    plain.sendall(b"STARTTLS\r\nMAIL FROM:<injected@example.test>\r\nRCPT TO:<injected@example.test>\r\n")
    assert plain.recv(1000).startswith(b"220")
    with context(ssl.TLSVersion.TLSv1_3).wrap_socket(plain, server_hostname="localhost") as secure:
        secure.sendall(b"EHLO client.test\r\nDATA\r\n")
        answer = b""
        while b"503" not in answer:
            answer += secure.recv(1000)
        print("injected commands are gone")

# A client that trusts nobody we know, and one that is too old.
for name in ("untrusting", "old"):
    unknown = ssl.create_default_context()
    if name == "old":
        unknown.check_hostname, unknown.verify_mode = False, ssl.CERT_NONE
        unknown.minimum_version = ssl.TLSVersion.TLSv1
        unknown.maximum_version = ssl.TLSVersion.TLSv1_1
        unknown.set_ciphers("ALL:@SECLEVEL=0")
    try:
        smtplib.SMTP_SSL("localhost", smtps, timeout=20, context=unknown)
    except ssl.SSLError:
        print(name, "refuses" if name == "untrusting" else "is refused")
