package dev.tminus.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskerTest {

    private static final String SECRET = "p\u00e4ss \"w\"/'$x'&<y>+~*\\z";

    private final Masker masker = new Masker(List.of(SECRET, "hunter2hunter2"));

    @Test
    void a_secret_is_replaced_wherever_it_stands() {
        assertThat(masker.mask("a hunter2hunter2 b" + SECRET)).isEqualTo("a *** b***");
    }

    @Test
    void text_without_secrets_stays_the_same_object() {
        String text = "nothing to hide, hunter2 is not enough";

        assertThat(masker.mask(text)).isSameAs(text);
        assertThat(Masker.NONE.mask(text)).isSameAs(text);
    }

    @Test
    void neighbouring_and_overlapping_secrets_become_one_mask() {
        assertThat(new Masker(List.of("abcdef", "defghi")).mask("xabcdefghiabcdefx"))
                .isEqualTo("x***x");
    }

    @Test
    void a_secret_inside_a_longer_one_is_found_where_the_longer_breaks_off() {
        assertThat(new Masker(List.of("abcdefgh", "cdef")).mask("abcdefgX")).isEqualTo("ab***gX");
    }

    @Test
    void a_value_too_short_to_recognise_is_left_alone() {
        assertThat(new Masker(List.of("1", "", "  ", "abc")).mask("1 abc")).isEqualTo("1 abc");
    }

    @Test
    void the_password_inside_a_url_is_a_secret_of_its_own() {
        Masker url = new Masker(List.of("postgresql://app:s3cr%40t%2Fpw@db1/donations?schema=public"));

        assertThat(url.mask("user=app password=s3cr@t/pw host=db1")).isEqualTo("user=app password=*** host=db1");
        assertThat(new Masker(List.of("postgresql://postgres:postgres@127.0.0.1/x")).mask("postgres is up"))
                .isEqualTo("postgres is up");
    }

    @Test
    void each_line_of_a_secret_is_one_too() {
        String key = "-----BEGIN KEY-----\nMIIEvQIBADAN\nBgkqhkiG9w0B\n-----END KEY-----\n";

        assertThat(new Masker(List.of(key)).mask("  BgkqhkiG9w0B\n")).isEqualTo("  ***\n");
        assertThat(new Masker(List.of("hunter2hunter2\n")).mask("[hunter2hunter2]"))
                .isEqualTo("[***]");
    }

    @Test
    void base64_is_recognised_at_every_alignment() {
        for (String before : List.of("", "u", "us", "use", "user:")) {
            byte[] plain = (before + "hunter2hunter2" + ":rest").getBytes(StandardCharsets.UTF_8);
            String encoded = Base64.getEncoder().encodeToString(plain);

            assertThat(masker.mask(encoded)).contains("***").hasSizeLessThan(before.length() * 2 + 20);
        }
    }

    @Test
    void base64_is_recognised_wherever_it_is_broken_into_lines() {
        for (int length : List.of(14, 40, 60, 90, 250, 2_000)) {
            String secret = new java.util.Random(length)
                    .ints(length, 'A', 'z')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            Masker own = new Masker(List.of(secret));
            for (int before = 0; before < (length > 300 ? 1 : 80); before++) {
                byte[] plain = ("u".repeat(before) + secret).getBytes(StandardCharsets.UTF_8);
                String encoded = Base64.getMimeEncoder(76, new byte[] {'\n'})
                        .withoutPadding()
                        .encodeToString(plain);

                String masked = own.mask(encoded);

                String left = masked.replaceAll("dXV1|\\*|\\n", "");
                assertThat(left).as("length %d after %d", length, before).hasSizeLessThanOrEqualTo(8);
            }
        }
    }

    @Test
    void base64_for_urls_is_recognised() {
        String encoded = Base64.getUrlEncoder().encodeToString((">>>" + SECRET).getBytes(StandardCharsets.UTF_8));

        assertThat(masker.mask(encoded)).startsWith("Pj4-***");
    }

    @Test
    void hexadecimal_is_recognised() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);

        assertThat(masker.mask(HexFormat.of().formatHex(bytes))).isEqualTo("***");
        assertThat(masker.mask(HexFormat.of().withUpperCase().formatHex(bytes))).isEqualTo("***");
    }

    @Test
    void percent_encoding_is_recognised_in_its_usual_forms() {
        String form = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);

        assertThat(masker.mask("?q=" + form)).isEqualTo("?q=***");
        assertThat(masker.mask("?q=" + form.replace("+", "%20"))).isEqualTo("?q=***");
        assertThat(masker.mask("?q="
                        + form.replace("%C3%A4", "%c3%a4")
                                .replace("%2F", "%2f")
                                .replace("%3C", "%3c")
                                .replace("%3E", "%3e")
                                .replace("%2B", "%2b")
                                .replace("%7E", "%7e")
                                .replace("%5C", "%5c")))
                .isEqualTo("?q=***");
    }

    @Test
    void quoting_for_json_shell_sql_and_html_is_recognised() {
        assertThat(masker.mask(SECRET.replace("\\", "\\\\").replace("\"", "\\\"")))
                .isEqualTo("***");
        assertThat(masker.mask(SECRET.replace("'", "'\\''"))).isEqualTo("***");
        assertThat(masker.mask(SECRET.replace("'", "''"))).isEqualTo("***");
        assertThat(masker.mask(SECRET.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;")))
                .isEqualTo("***");
    }

    @Test
    void the_pieces_a_stream_comes_in_make_no_difference() {
        Random random = new Random(7);
        String text = ("hunter2hunter" + SECRET + "hunterhunter2hunter2hunt\n").repeat(20);
        String whole = masker.mask(text);
        for (int round = 0; round < 50; round++) {
            assertThat(streamed(text.getBytes(StandardCharsets.UTF_8), random)).isEqualTo(whole);
        }
        assertThat(whole).contains("***").doesNotContain("2hunter2");
    }

    @Test
    void a_stream_holds_back_only_what_may_become_a_secret() {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        MaskingStream stream = masker.stream(seen::write);

        stream.write("progress 42% hunt".getBytes(StandardCharsets.UTF_8), 0, 17);
        assertThat(seen).hasToString("progress 42% ");
        stream.close();
        assertThat(seen).hasToString("progress 42% hunt");
    }

    @Test
    void it_finds_what_a_simple_search_finds() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            String first = letters(random, 4 + random.nextInt(4));
            String second = letters(random, 4 + random.nextInt(6));
            String text = letters(random, 200);

            assertThat(new Masker(List.of(first, second)).mask(text)).isEqualTo(searched(text, first, second));
        }
    }

    private static String searched(String text, String... secrets) {
        boolean[] hidden = new boolean[text.length()];
        for (String secret : secrets) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                java.util.Arrays.fill(hidden, at, at + secret.length(), true);
            }
        }
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i < hidden.length; i++) {
            if (!hidden[i]) {
                masked.append(text.charAt(i));
            } else if (i == 0 || !hidden[i - 1]) {
                masked.append("***");
            }
        }
        return masked.toString();
    }

    private static String letters(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('x' + random.nextInt(2)));
        }
        return text.toString();
    }

    private String streamed(byte[] bytes, Random random) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try (MaskingStream stream = masker.stream(seen::write)) {
            for (int at = 0; at < bytes.length; ) {
                int part = Math.min(bytes.length - at, 1 + random.nextInt(9));
                stream.write(bytes, at, part);
                at += part;
            }
        }
        return seen.toString(StandardCharsets.UTF_8);
    }
}
