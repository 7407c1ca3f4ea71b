# net/smtp: hands $MESSAGE to $HOST:$PORT, by $TRANSPORT (plain, starttls, tls), with AUTH when $AUTH is not empty.
require "net/smtp"

client = Net::SMTP.new(ENV["HOST"], ENV["PORT"].to_i)
case ENV["TRANSPORT"]
when "tls" then client.enable_tls
when "starttls" then client.enable_starttls
else client.disable_starttls
end
login = ENV["AUTH"].empty? ? [] : ["app", "secret", :plain]
client.start("client.test", *login) do |session|
  session.send_message(File.binread(ENV["MESSAGE"]), "app@example.test", ENV["RECIPIENT"])
end
