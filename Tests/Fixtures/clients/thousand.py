"""Sends 1,000 messages over 10 connections; prints for each the id of the answer and the content in base64."""
import base64
import re
import smtplib
import sys
from concurrent.futures import ThreadPoolExecutor

CONTENTS = [
    b"",
    b"Subject: hi\r\n\r\nhello\r\n",
    b"no header section\r\n",
    b"Subject: dots\r\n\r\n.\r\n..\r\n.leading\r\n...\r\n",
    b"Subject: 8-bit \xe9\r\n\r\n\xff\x80\x00\r\n",
    b"Subject: long\r\n\r\n" + b"x" * 70_000 + b"\r\n",
]


def connection(port):
    sent = []
    with smtplib.SMTP("127.0.0.1", port, local_hostname="client.test", timeout=60) as client:
        client.ehlo()
        for number in range(100):
            content = CONTENTS[number % len(CONTENTS)]
            client.mail("app@example.test", ["BODY=8BITMIME"])
            client.rcpt("ann@example.test")
            code, text = client.data(content)
            assert code == 250, (code, text)
            # smtplib ends an empty content with a line break of its own.
            sent.append((int(re.search(rb"stored as (\d+)", text)[1]), content or b"\r\n"))
    return sent


port = int(sys.argv[1])
with ThreadPoolExecutor(10) as pool:
    for sent in pool.map(connection, [port] * 10):
        for identifier, content in sent:
            print(identifier, base64.b64encode(content).decode())
