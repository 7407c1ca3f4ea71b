import java.io.FileInputStream;
import java.util.Properties;
import javax.mail.Session;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;

/** JavaMail: hands $MESSAGE to $HOST:$PORT, by $TRANSPORT (plain, starttls, tls), with AUTH when $AUTH is not empty. */
public class Deliver {
    public static void main(String[] arguments) throws Exception {
        String transport = System.getenv("TRANSPORT");
        String protocol = transport.equals("tls") ? "smtps" : "smtp";
        Properties settings = new Properties();
        settings.put("mail." + protocol + ".allow8bitmime", "true");
        settings.put("mail." + protocol + ".from", "app@example.test");
        settings.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        settings.put("mail.smtp.starttls.required", String.valueOf(transport.equals("starttls")));
        settings.put("mail.smtp.starttls.enable", String.valueOf(transport.equals("starttls")));
        boolean authenticates = !System.getenv("AUTH").isEmpty();
        settings.put("mail." + protocol + ".auth", String.valueOf(authenticates));
        Session session = Session.getInstance(settings);
        try (var content = new FileInputStream(System.getenv("MESSAGE")); var client = session.getTransport(protocol)) {
            client.connect(
                System.getenv("HOST"), Integer.parseInt(System.getenv("PORT")), authenticates ? "app" : null,
                authenticates ? "secret" : null);
            client.sendMessage(
                new MimeMessage(session, content),
                new InternetAddress[] {new InternetAddress(System.getenv("RECIPIENT"))});
        }
    }
}
