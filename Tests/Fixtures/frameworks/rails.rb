require "action_mailer"

# What `config.action_mailer.NAME =` does in an app.
config = Struct.new(:action_mailer).new(ActionMailer::Base)
eval(File.read(ENV["SETTINGS"]))

class Mailer < ActionMailer::Base
  def hello
    mail(from: "app@example.test", to: ENV["RECIPIENT"], subject: ENV["SUBJECT"], body: "Hello.", content_type: "text/plain")
  end
end
Mailer.hello.deliver_now
