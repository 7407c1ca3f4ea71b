import java.util.Properties;
import javax.mail.Message;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;

class Main {
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        SETTINGS
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("app@example.test"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(System.getenv("RECIPIENT")));
        message.setSubject(System.getenv("SUBJECT"));
        message.setText("Hello.");
        Transport.send(message);
    }
}
