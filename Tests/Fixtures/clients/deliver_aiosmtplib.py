"""aiosmtplib: hands $MESSAGE to $HOST:$PORT, by $TRANSPORT (plain, starttls, tls), with AUTH when $AUTH is not empty."""
import asyncio
import os

import aiosmtplib


async def deliver():
    with open(os.environ["MESSAGE"], "rb") as message:
        await aiosmtplib.send(
            message.read(),
            sender="app@example.test",
            recipients=[os.environ["RECIPIENT"]],
            hostname=os.environ["HOST"],
            port=int(os.environ["PORT"]),
            use_tls=os.environ["TRANSPORT"] == "tls",
            start_tls=os.environ["TRANSPORT"] == "starttls",
            username="app" if os.environ["AUTH"] else None,
            password="secret" if os.environ["AUTH"] else None,
            mail_options=["BODY=8BITMIME"],
        )


asyncio.run(deliver())
