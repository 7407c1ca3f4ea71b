"""smtplib: hands $MESSAGE to $HOST:$PORT, by $TRANSPORT (plain, starttls, tls), with AUTH when $AUTH is not empty."""
import os
import smtplib
import ssl

place = os.environ["HOST"], int(os.environ["PORT"])
if os.environ["TRANSPORT"] == "tls":
    client = smtplib.SMTP_SSL(*place, context=ssl.create_default_context())
else:
    client = smtplib.SMTP(*place)
with client, open(os.environ["MESSAGE"], "rb") as message:
    if os.environ["TRANSPORT"] == "starttls":
        client.starttls(context=ssl.create_default_context())
    if os.environ["AUTH"]:
        client.login("app", "secret")
    client.sendmail("app@example.test", [os.environ["RECIPIENT"]], message.read(), ["BODY=8BITMIME"])
