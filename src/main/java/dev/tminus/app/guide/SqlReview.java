package dev.tminus.app.guide;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges whether an SQL block of a guide can run as an {@code sql} step. */
final class SqlReview {
    private static final Pattern HIDDEN = Pattern.compile(
            "--[^\\n]*+|/\\*(?:.*?\\*/|.*)|'[^']*+(?:'|$)|\"[^\"]*+(?:\"|$)|\\$(\\w*+)\\$(?:.*?\\$\\1\\$|.*)",
            Pattern.DOTALL);
    private static final Pattern META = Pattern.compile("^\\s*\\\\\\w", Pattern.MULTILINE);
    private static final Pattern VARIABLE = Pattern.compile("(?<!:):['\"]");
    private static final Pattern OWN_TRANSACTION = Pattern.compile(
            "(?:^|;)\\s*(?:BEGIN|COMMIT|ROLLBACK|START\\s+TRANSACTION|SAVEPOINT)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern STREAM =
            Pattern.compile("\\bCOPY\\b.*\\b(?:STDIN|STDOUT)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_TRANSACTION = Pattern.compile(
            "\\bCONCURRENTLY\\b|^\\s*(?:VACUUM|ALTER\\s+SYSTEM|CREATE\\s+DATABASE|DROP\\s+DATABASE|REINDEX\\s+DATABASE)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern READS = Pattern.compile(
            "\\s*(?:SELECT|SHOW|TABLE|VALUES|EXPLAIN(?!\\s+\\(?ANALY))\\b(?!.*\\b(?:INTO|FOR\\s+(?:UPDATE|SHARE))\\b).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CALLS_EFFECT = Pattern.compile(
            "\\b(?:pg_terminate_backend|pg_cancel_backend|pg_reload_conf|setval|nextval|lo_\\w+|pg_switch_wal|set_config|dblink\\w*)\\s*\\(",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DESTRUCTIVE =
            Pattern.compile("\\b(?:DROP|TRUNCATE|DELETE|pg_terminate_backend)\\b", Pattern.CASE_INSENSITIVE);

    private SqlReview() {}

    /** Why a person must do it, or empty where it can run. */
    static Optional<String> byHand(String sql) {
        String bare = bare(sql);
        return Placeholders.in(sql)
                .or(() -> because(META.matcher(bare), "it holds commands of psql"))
                .or(() -> because(VARIABLE.matcher(sql), "it holds variables of psql"))
                .or(() -> because(OWN_TRANSACTION.matcher(bare), "it begins or ends transactions itself"))
                .or(() -> because(STREAM.matcher(bare), "it copies from or to the terminal"))
                .or(() -> bare.contains("...") ? Optional.of("it is not complete (...)") : Optional.empty())
                .or(() -> NO_TRANSACTION.matcher(bare).find() && statements(bare) > 1
                        ? Optional.of("one of its statements must run outside a transaction: make one step of each")
                        : Optional.empty())
                .or(() -> statements(bare) == 0 ? Optional.of("it holds no statement") : Optional.empty());
    }

    static boolean readOnly(String sql) {
        String bare = bare(sql);
        return !CALLS_EFFECT.matcher(bare).find()
                && java.util.Arrays.stream(bare.split(";"))
                        .filter(statement -> !statement.isBlank())
                        .allMatch(statement -> READS.matcher(statement).matches());
    }

    static boolean outsideTransaction(String sql) {
        return NO_TRANSACTION.matcher(bare(sql)).find();
    }

    static boolean destructive(String sql) {
        return DESTRUCTIVE.matcher(bare(sql)).find();
    }

    private static long statements(String bare) {
        return java.util.Arrays.stream(bare.split(";"))
                .filter(statement -> !statement.isBlank())
                .count();
    }

    /** The statements without comments and without what stands in quotes. */
    private static String bare(String sql) {
        return HIDDEN.matcher(sql)
                .replaceAll(
                        found -> found.group().startsWith("-") || found.group().startsWith("/") ? " " : "''");
    }

    private static Optional<String> because(Matcher found, String reason) {
        return found.find() ? Optional.of(reason) : Optional.empty();
    }
}
