require "mail"

eval(File.read(ENV["SETTINGS"]))
Mail.deliver do
  from "app@example.test"
  to ENV["RECIPIENT"]
  subject ENV["SUBJECT"]
  body "Hello."
end
