package dev.tminus.app.mail;

import dev.tminus.book.Values;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mail server.
 *
 * @param host empty text where none is set
 * @param isTls whether the connection begins encrypted ({@code smtps})
 */
record MailSettings(
        String host,
        int port,
        boolean isTls,
        String from,
        @Nullable String user,
        @Nullable String password) {

    private static final int SUBMISSION = 587;
    private static final int SMTPS = 465;

    static MailSettings of(Map<String, Object> block, Map<String, String> variables) {
        URI server = URI.create(text(block, "server").orElse(variables.getOrDefault("TMINUS_SMTP_URL", "")));
        boolean tls = "smtps".equals(server.getScheme());
        String host = Optional.ofNullable(server.getHost()).orElse("");
        if (host.isEmpty() && !server.toString().isEmpty()) {
            throw new IllegalArgumentException("the mail server must be smtp://HOST:PORT or smtps://HOST:PORT");
        }
        return new MailSettings(
                host,
                server.getPort() > 0 ? server.getPort() : tls ? SMTPS : SUBMISSION,
                tls,
                text(block, "from").orElse(variables.getOrDefault("TMINUS_SMTP_FROM", "tminus@localhost")),
                text(block, "user").orElse(variables.get("TMINUS_SMTP_USER")),
                text(block, "password").orElse(variables.get("TMINUS_SMTP_PASSWORD")));
    }

    private static Optional<String> text(Map<String, Object> block, String key) {
        return Optional.ofNullable(block.get(key)).map(Values::text).filter(text -> !text.isBlank());
    }

    /** Without its password. */
    @Override
    public String toString() {
        return "%s:%d".formatted(host, port);
    }
}
