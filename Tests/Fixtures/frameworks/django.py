import os

import django.conf
import django.core.mail

settings = {}
with open(os.environ["SETTINGS"]) as file:
    exec(file.read(), settings)
django.conf.settings.configure(**{key: settings[key] for key in settings if key.isupper()})
django.core.mail.send_mail(os.environ["SUBJECT"], "Hello.", "app@example.test", [os.environ["RECIPIENT"]])
