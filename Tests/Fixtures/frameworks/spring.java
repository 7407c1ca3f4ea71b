import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class Main {
    public static void main(String[] arguments) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        SETTINGS
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom("app@example.test");
        message.setTo(System.getenv("RECIPIENT"));
        message.setSubject(System.getenv("SUBJECT"));
        message.setText("Hello.");
        sender.send(message);
    }
}
