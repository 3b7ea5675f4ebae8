package dev.tminus.app.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether a request came from Slack, just now, and for the first time. Safe for threads.
 *
 * <p>The comparison takes the same time wherever two signatures differ; a time stamp may lie neither in the past nor in
 * the future; a signature that was seen counts no second time.
 */
final class Signature {

    static final Duration WINDOW = Duration.ofMinutes(5);

    /** More than come within twice the window; the oldest are forgotten first. */
    private static final int REMEMBERED = 50_000;

    private final SecretKeySpec key;
    private final InstantSource clock;
    private final Map<String, Instant> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    Signature(String secret, InstantSource clock) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.clock = clock;
    }

    boolean isGood(String timestamp, String signature, byte[] body) {
        if (!timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
        boolean recent = Duration.between(at, clock.instant()).abs().compareTo(WINDOW) <= 0;
        boolean right = MessageDigest.isEqual(
                of(timestamp, body).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
        return right && recent && isFirst(signature);
    }

    /** What Slack would sign with. */
    String of(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    private synchronized boolean isFirst(String signature) {
        Instant old = clock.instant().minus(WINDOW.multipliedBy(2));
        seen.values().removeIf(at -> at.isBefore(old));
        return seen.putIfAbsent(signature, clock.instant()) == null;
    }
}
