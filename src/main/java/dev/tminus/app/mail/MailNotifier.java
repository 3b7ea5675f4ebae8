package dev.tminus.app.mail;

import dev.tminus.action.SafeText;
import dev.tminus.engine.SecretException;
import dev.tminus.notice.Address;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Notifier;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;

/**
 * Sends each notice as one plain-text message; a run's messages make one conversation, because each refers to the run.
 * What a run's standing is would be a flood of messages and is not sent.
 */
public final class MailNotifier implements Notifier {

    private static final String MILLIS = "10000";

    private final Function<String, Map<String, Object>> settings;
    private final Map<String, String> variables;

    /** @param settings gives a run's {@code notify: email:} block, with secrets in place */
    public MailNotifier(Function<String, Map<String, Object>> settings, Map<String, String> variables) {
        this.settings = settings;
        this.variables = Map.copyOf(variables);
    }

    @Override
    public String medium() {
        return Address.EMAIL;
    }

    @Override
    public boolean showsStanding() {
        return false;
    }

    @Override
    public Reply send(Letter letter) {
        if (letter.notice().kind() == Notice.Kind.SETTLED) {
            return new Reply.Delivered(letter.memory());
        }
        try {
            MailSettings to = MailSettings.of(settings.apply(letter.notice().run()), variables);
            if (to.host().isEmpty()) {
                return Notifier.notNow("there is no mail server; set TMINUS_SMTP_URL, or notify: email: server:");
            }
            sent(letter, to);
            return new Reply.Delivered(letter.memory());
        } catch (SecretException | IllegalArgumentException unusable) {
            return Notifier.notNow(unusable.getMessage());
        } catch (AuthenticationFailedException refused) {
            return Notifier.notNow("the mail server refuses the user or the password");
        } catch (SendFailedException refused) {
            return Notifier.notNow(
                    "the mail server refuses the message to " + letter.address().target());
        } catch (MessagingException trouble) {
            return new Reply.Later(Optional.empty(), "the mail server cannot be reached or gave no good answer", true);
        }
    }

    private static void sent(Letter letter, MailSettings to) throws MessagingException {
        Session session = Session.getInstance(properties(to));
        Notice notice = letter.notice();
        MimeMessage message = new Named(session, letter.key());
        message.setFrom(new InternetAddress(to.from(), true));
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(letter.address().target(), true));
        message.setSubject(subject(notice), StandardCharsets.UTF_8.name());
        message.setText(SafeText.lines(notice.title() + "\n\n" + notice.text()).strip(), StandardCharsets.UTF_8.name());
        message.setHeader("References", "<%s@tminus>".formatted(notice.run()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setSentDate(Date.from(notice.at()));
        message.saveChanges();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(to.host(), to.port(), to.user(), to.password());
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    /** The same notice has the same id however often it is sent, so that mail programs can drop the second. */
    private static final class Named extends MimeMessage {
        private final String key;

        Named(Session session, String key) {
            super(session);
            this.key = key;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            UUID id = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
            setHeader("Message-ID", "<%s@tminus>".formatted(id));
        }
    }

    private static String subject(Notice notice) {
        String first =
                notice.title().isEmpty() ? notice.text().lines().findFirst().orElse("") : notice.title();
        String subject = SafeText.line("[%s] %s".formatted(notice.run(), first));
        return subject.length() <= 150 ? subject : subject.substring(0, 150);
    }

    private static Properties properties(MailSettings to) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", MILLIS);
        properties.setProperty("mail.smtp.timeout", MILLIS);
        properties.setProperty("mail.smtp.writetimeout", MILLIS);
        properties.setProperty("mail.smtp.auth", String.valueOf(to.user() != null));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(to.isTls()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        // A password never goes out in the clear.
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(!to.isTls()));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(to.user() != null && !to.isTls()));
        return properties;
    }
}
