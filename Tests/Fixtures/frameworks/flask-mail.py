import os

import flask
import flask_mail

app = flask.Flask("app")
app.config["TESTING"] = True
app.config.from_pyfile(os.environ["SETTINGS"])
with app.app_context():
    flask_mail.Mail(app).send(
        flask_mail.Message(
            os.environ["SUBJECT"], sender="app@example.test", recipients=[os.environ["RECIPIENT"]], body="Hello."))
