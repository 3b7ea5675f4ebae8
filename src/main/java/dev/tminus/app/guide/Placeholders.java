package dev.tminus.app.guide;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what stands in a block for something else, and what must never be written down in a runbook. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "<[A-Za-z][A-Za-z0-9 _-]{0,40}>|\\{\\{[^{}\\n]{1,60}\\}\\}|\\bYOUR[_-]\\w+|\\byour-[a-z-]+|\\bCHANGE[_-]?ME\\b"
                    + "|\\b[xX]{3,}\\b|(?:^|\\s)(?:\\.\\.\\.|\u2026)(?=\\s|$)|/?path/to/\\S*|\\bTODO\\b",
            Pattern.MULTILINE);

    /** The password of a URL, or a literal behind the name of a secret; {@code $VARIABLES} are no secrets. */
    private static final Pattern SECRET =
            Pattern.compile("(?<=://)([^\\s:/@\"']{0,80}):((?!\\$)[^\\s@\"'/]{1,200})(?=@)"
                    + "|(?i)\\b([A-Z_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY))(?:=|\\s+)(?=[\"']?[^\\s\"'$<{-])([\"']?[^\\s\"'&|;]{3,})"
                    + "|\\b(AKIA|ASIA)([A-Z0-9]{16})\\b");

    private static final Pattern EXAMPLE_HOST = Pattern.compile("\\b(?:[a-z0-9-]+\\.)*example\\.(?:com|org|net)\\b");

    private Placeholders() {}

    static Optional<String> in(String block) {
        if (block.contains("${{")) {
            return Optional.of("it holds ${{, which a runbook reads as an expression");
        }
        if (SECRET.matcher(block).find()) {
            return Optional.of("it holds a password or another secret, masked here");
        }
        Matcher placeholder = PLACEHOLDER.matcher(block);
        return placeholder.find()
                ? Optional.of("\"%s\" stands for something else"
                        .formatted(placeholder.group().strip()))
                : Optional.empty();
    }

    /** The text with every secret masked, for showing to a person. */
    static String masked(String text) {
        return SECRET.matcher(text).replaceAll(found -> Matcher.quoteReplacement(mask(found)));
    }

    static Optional<String> exampleHost(String block) {
        Matcher host = EXAMPLE_HOST.matcher(block);
        return host.find() ? Optional.of(host.group()) : Optional.empty();
    }

    private static String mask(java.util.regex.MatchResult found) {
        if (found.group(2) != null) {
            return found.group(1) + ":********";
        }
        if (found.group(3) != null) {
            String all = found.group();
            return all.substring(0, all.length() - found.group(4).length()) + "********";
        }
        return found.group(5) + "********";
    }
}
