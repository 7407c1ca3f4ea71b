import email.message
import os
import smtplib  # noqa: F401

with open(os.environ["SETTINGS"]) as file:
    exec(file.read())
message = email.message.EmailMessage()
message["From"], message["To"] = "app@example.test", os.environ["RECIPIENT"]
message["Subject"] = os.environ["SUBJECT"]
message.set_content("Hello.")
client.send_message(message)  # noqa: F821
client.quit()  # noqa: F821
