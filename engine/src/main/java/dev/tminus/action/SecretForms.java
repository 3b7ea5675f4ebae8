package dev.tminus.action;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts a secret may turn up as: itself, its lines, and what common encodings make of it. */
final class SecretForms {

    /** Shorter pieces of an encoded secret would hit innocent text too often. */
    private static final int SHORTEST_ENCODED = 6;

    /** What is left of an encoded secret on a line of its own is told from innocent text by so many characters. */
    private static final int PIECE = 16;

    /** The shortest line that tools break base64 into (PEM); a secret whose form is no longer is broken once at most. */
    private static final int WRAPPED_LINE = 64;

    /** Of longer ones only the pieces of their own encoding are known, so that the forms stay few. */
    private static final int LONG = 400;

    private static final HexFormat LOWER_HEX = HexFormat.of();
    private static final HexFormat UPPER_HEX = HexFormat.of().withUpperCase();

    private static final Pattern URL =
            Pattern.compile("(?<kind>[a-z][a-z0-9+.:-]*)://(?<user>[^/:@]*):(?<password>[^/@]+)@");

    private SecretForms() {}

    static Set<String> of(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        if (secret.isBlank() || bytes(secret).length < Masker.SHORTEST) {
            return forms;
        }
        addPlainAndEncoded(secret, forms);
        String trimmed = secret.strip();
        if (!trimmed.equals(secret)) {
            addPlainAndEncoded(trimmed, forms);
        }
        password(trimmed).ifPresent(password -> addPlainAndEncoded(password, forms));
        // A command that prints a key file indents or prefixes its lines.
        trimmed.lines().map(String::strip).forEach(line -> addLine(line, forms));
        return forms;
    }

    /**
     * The password inside a URL: tools print URLs in a form of their own. One that is also the user's name or the
     * server's kind ({@code postgres:postgres}) protects nothing, and hiding that word would spoil all output.
     */
    private static Optional<String> password(String secret) {
        Matcher url = URL.matcher(secret);
        if (!url.lookingAt()) {
            return Optional.empty();
        }
        String password = decoded(url.group("password"));
        boolean idle = password.equals(url.group("user")) || url.group("kind").startsWith(password);
        return idle || bytes(password).length < SHORTEST_ENCODED ? Optional.empty() : Optional.of(password);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static void addLine(String line, Set<String> forms) {
        if (bytes(line).length >= SHORTEST_ENCODED && !line.startsWith("-----")) {
            addPlainAndEncoded(line, forms);
        }
    }

    private static void addPlainAndEncoded(String secret, Set<String> forms) {
        if (bytes(secret).length < Masker.SHORTEST) {
            return;
        }
        forms.add(secret);
        Set<String> encoded = new LinkedHashSet<>();
        base64(secret, encoded);
        encoded.add(LOWER_HEX.formatHex(bytes(secret)));
        encoded.add(UPPER_HEX.formatHex(bytes(secret)));
        percent(secret, encoded);
        quoted(secret, encoded);
        encoded.stream().filter(form -> form.length() >= SHORTEST_ENCODED).forEach(forms::add);
    }

    /** Base64 of a text that holds the secret: three ways it can lie on the groups of three bytes. */
    private static void base64(String secret, Set<String> forms) {
        byte[] plain = bytes(secret);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + plain.length];
            System.arraycopy(plain, 0, shifted, before, plain.length);
            // Only characters made of the secret's own bits are the same whatever surrounds it.
            int first = (8 * before + 5) / 6;
            int end = 8 * shifted.length / 6;
            String standard = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            String url = Base64.getUrlEncoder().withoutPadding().encodeToString(shifted);
            forms.add(standard.substring(first, end));
            forms.add(url.substring(first, end));
            if (before == 0 || end - first <= LONG) {
                wrapped(standard.substring(first, end), forms);
            }
        }
    }

    /** Tools break base64 into lines, at a column that depends on what stands before the secret. */
    private static void wrapped(String form, Set<String> forms) {
        int length = form.length();
        boolean brokenOnce = length <= WRAPPED_LINE;
        int edge = brokenOnce ? length : PIECE;
        for (int at = 1; at < edge; at++) {
            forms.add(broken(form, 0, at, brokenOnce ? length : at + PIECE));
            if (!brokenOnce) {
                forms.add(broken(form, length - at - PIECE, length - at, length));
            }
        }
        for (int from = 0; !brokenOnce && from + PIECE <= length; from++) {
            forms.add(form.substring(from, from + PIECE));
        }
    }

    private static String broken(String form, int from, int at, int to) {
        return form.substring(from, at) + "\n" + form.substring(at, to);
    }

    private static void percent(String secret, Set<String> forms) {
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String strict = form.replace("+", "%20").replace("*", "%2A");
        for (String upper : List.of(form, strict, strict.replace("%7E", "~"), strict.replace("%2A", "*"))) {
            forms.add(upper);
            forms.add(lowerEscapes(upper));
        }
        StringBuilder all = new StringBuilder();
        for (byte value : bytes(secret)) {
            all.append('%').append(UPPER_HEX.toHexDigits(value));
        }
        forms.add(all.toString());
        forms.add(all.toString().toLowerCase(Locale.ROOT));
    }

    private static String lowerEscapes(String form) {
        StringBuilder lower = new StringBuilder(form);
        for (int at = form.indexOf('%'); at >= 0 && at + 2 < form.length(); at = form.indexOf('%', at + 3)) {
            lower.setCharAt(at + 1, Character.toLowerCase(form.charAt(at + 1)));
            lower.setCharAt(at + 2, Character.toLowerCase(form.charAt(at + 2)));
        }
        return lower.toString();
    }

    private static void quoted(String secret, Set<String> forms) {
        String json = json(secret, false);
        forms.add(json);
        forms.add(json(secret, true));
        forms.add(json.replace("/", "\\/"));
        forms.add(json(json, false));
        forms.add(secret.replace("'", "'\\''"));
        forms.add(secret.replace("'", "''"));
        forms.add(secret.replaceAll("([^A-Za-z0-9_./:=@%+,-])", "\\\\$1"));
        forms.add(secret.replaceAll("([\\\\\"$`])", "\\\\$1"));
        String html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        forms.add(html);
        forms.add(html.replace("\"", "&quot;").replace("'", "&#39;"));
        forms.add(html.replace("\"", "&quot;").replace("'", "&#x27;"));
        forms.add(html.replace("\"", "&#34;").replace("'", "&#39;"));
    }

    private static String json(String text, boolean asciiOnly) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> form.append("\\\"");
                case '\\' -> form.append("\\\\");
                case '\n' -> form.append("\\n");
                case '\r' -> form.append("\\r");
                case '\t' -> form.append("\\t");
                case '\b' -> form.append("\\b");
                case '\f' -> form.append("\\f");
                default -> {
                    if (c < ' ' || (asciiOnly && c > '~')) {
                        form.append("\\u").append(LOWER_HEX.toHexDigits(c));
                    } else {
                        form.append(c);
                    }
                }
            }
        }
        return form.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
