package dev.tminus.app.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.notice.Address;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Notifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailNotifierTest {

    private static Notifier.Letter letter(Notice.Kind kind, String title, String text) {
        Notice notice = new Notice(
                new Notice.About("r-1", kind, Instant.parse("2026-12-01T00:00:00Z"), "step"),
                title,
                text,
                new Notice.Whom(List.of(), List.of(), List.of()),
                Optional.empty());
        return new Notifier.Letter(new Address(Address.EMAIL, "ops@example.org"), "key-1", notice, "", false);
    }

    private static MailNotifier mail(String server) {
        return new MailNotifier(run -> Map.of("from", "tminus@example.org"), Map.of("TMINUS_SMTP_URL", server));
    }

    @Test
    void a_notice_is_one_message_in_the_conversation_of_its_run() throws Exception {
        try (FakeMailServer server = new FakeMailServer("")) {
            Notifier.Reply reply = mail(server.url()).send(letter(Notice.Kind.WANTED, "Approval wanted", "Go on?"));

            assertThat(reply).isInstanceOf(Notifier.Reply.Delivered.class);
            assertThat(server.messages())
                    .singleElement()
                    .asString()
                    .contains("To: ops@example.org", "Subject: [r-1] Approval wanted", "References: <r-1@tminus>")
                    .contains("From: tminus@example.org", "Go on?");
        }
    }

    @Test
    void the_same_notice_has_the_same_id_and_no_text_adds_a_header() throws Exception {
        try (FakeMailServer server = new FakeMailServer("")) {
            MailNotifier mail = mail(server.url());
            mail.send(letter(Notice.Kind.ALARM, "Failed\r\nBcc: all@example.org", "x"));
            mail.send(letter(Notice.Kind.ALARM, "Failed\r\nBcc: all@example.org", "x"));

            assertThat(server.messages())
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(message.substring(0, message.indexOf("\n\n")))
                            .doesNotContain("\nBcc:")
                            .contains("Message-ID:"));
            assertThat(server.messages().stream()
                            .flatMap(String::lines)
                            .filter(line -> line.startsWith("Message-ID:"))
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void a_server_that_is_away_or_refuses_keeps_the_notice_waiting_with_a_sentence() throws Exception {
        try (FakeMailServer strict = new FakeMailServer("550 no such user")) {
            FakeMailServer gone = new FakeMailServer("");
            gone.close();
            assertThat(why(mail(gone.url()))).startsWith("the mail server cannot be reached");
            assertThat(why(mail(strict.url()))).isEqualTo("the mail server refuses the message to ops@example.org");
            assertThat(why(mail(""))).startsWith("there is no mail server; set TMINUS_SMTP_URL");
        }
    }

    private static String why(MailNotifier mail) {
        return ((Notifier.Reply.Later) mail.send(letter(Notice.Kind.NEWS, "", "x"))).why();
    }
}
