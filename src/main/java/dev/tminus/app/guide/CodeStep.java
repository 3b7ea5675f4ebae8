package dev.tminus.app.guide;

import dev.tminus.app.guide.DraftStep.Doing;
import dev.tminus.app.guide.Guide.Part.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a block of code becomes: a {@code run} or {@code sql} step where it can run unattended, a person's otherwise. */
record CodeStep(Doing doing, List<String> help, String review) {
    private static final Set<String> SHELL = Set.of("bash", "sh", "shell", "zsh", "ksh");
    private static final Set<String> SESSION = Set.of("console", "shell-session", "terminal");
    private static final Pattern PROMPT = Pattern.compile("^\\$ ", Pattern.MULTILINE);
    private static final Set<String> SQL = Set.of("sql", "postgresql", "postgres", "pgsql", "psql", "plpgsql");

    /** Longer blocks are programs, not commands; they go to a person unread. */
    private static final int MAX_LENGTH = 64 << 10;

    /** {@code psql $DATABASE_URL -c "..."} alone: the same statement is an {@code sql} step, without a URL in argv. */
    private static final Pattern PSQL = Pattern.compile(
            "(?:\\s*#[^\\n]*\\n)*\\s*psql\\s+\"?\\$\\{?DATABASE_URL}?\"?\\s+-c\\s+(?:\"([^\"$`\\\\]*+)\"|'([^']*+)')\\s*(?:\\n\\s*#[^\\n]*)*\\s*");

    /**
     * Judges one block.
     *
     * @param name what the guide calls it
     * @param source the title of the section it stands in
     */
    static CodeStep of(Code written, String name, String source) {
        Code code = withoutPrompts(written);
        String from = "taken from \"%s\", line %d".formatted(source, code.line());
        Optional<String> byHand = byHand(code);
        if (byHand.isPresent()) {
            List<String> help = List.of(
                    "From \"%s\", line %d of the guide:".formatted(source, code.line()),
                    Placeholders.masked(code.text().stripTrailing()));
            return new CodeStep(new Doing.Manual(name), help, from + "; by hand because " + byHand.get());
        }
        Doing doing = doing(code);
        List<String> remarks = new ArrayList<>(List.of(from));
        if (!code.equals(written)) {
            remarks.add("without the prompts");
        }
        if (doing instanceof Doing.Run run) {
            remarks.addAll(ShellReview.remarks(run.script()));
        }
        String help = "Taken from \"%s\", line %d of the guide; review it before the first run."
                .formatted(source, code.line());
        return new CodeStep(doing, List.of(help), String.join("; ", remarks));
    }

    /** Whether a block is something to run at all, rather than settings or expected output. */
    static boolean isCommand(Code code) {
        return SHELL.contains(code.language())
                || SQL.contains(code.language())
                || Set.of(
                                "",
                                "console",
                                "shell-session",
                                "terminal",
                                "powershell",
                                "python",
                                "js",
                                "cmd",
                                "bat",
                                "fish")
                        .contains(code.language());
    }

    /** A terminal session of nothing but commands behind {@code $} is a script. */
    private static Code withoutPrompts(Code code) {
        boolean session = SHELL.contains(code.language()) || SESSION.contains(code.language());
        boolean commands =
                !code.text().isBlank() && code.text().lines().allMatch(line -> line.isBlank() || line.startsWith("$ "));
        return session && commands ? new Code("sh", PROMPT.matcher(code.text()).replaceAll(""), code.line()) : code;
    }

    private static Optional<String> byHand(Code code) {
        if (code.text().length() > MAX_LENGTH) {
            return Optional.of("it is longer than %d characters".formatted(MAX_LENGTH));
        }
        if (SQL.contains(code.language())) {
            return SqlReview.byHand(code.text());
        }
        if (SHELL.contains(code.language())) {
            return psql(code).isPresent() ? Optional.empty() : ShellReview.byHand(code.text());
        }
        if (SESSION.contains(code.language())) {
            return Optional.of("it shows a terminal session with its output");
        }
        return Optional.of(
                code.language().isEmpty() ? "the guide does not say its language" : "it is " + code.language());
    }

    private static Doing doing(Code code) {
        if (SQL.contains(code.language())) {
            return new Doing.Sql(code.text());
        }
        return psql(code).<Doing>map(Doing.Sql::new).orElseGet(() -> new Doing.Run(code.text()));
    }

    private static Optional<String> psql(Code code) {
        Matcher matcher = PSQL.matcher(code.text());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String sql = (matcher.group(1) == null ? matcher.group(2) : matcher.group(1)).strip();
        return SqlReview.byHand(sql).isEmpty() ? Optional.of(sql) : Optional.empty();
    }
}
