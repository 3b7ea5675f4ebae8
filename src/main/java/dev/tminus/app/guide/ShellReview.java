package dev.tminus.app.guide;

import dev.tminus.app.guide.ShellScript.Command;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges whether a shell block of a guide can run unattended as it stands. */
final class ShellReview {
    private static final Set<String> INTERACTIVE = Set.of(
            "less",
            "more",
            "vi",
            "vim",
            "nvim",
            "nano",
            "emacs",
            "pico",
            "top",
            "htop",
            "watch",
            "man",
            "tmux",
            "screen",
            "mysql",
            "mongosh",
            "mongo",
            "sqlplus",
            "redis-cli",
            "ssh",
            "su",
            "open",
            "code",
            "$EDITOR",
            "passwd");

    private static final Pattern ENDLESS = Pattern.compile(
            "^tail\\b.*\\s(?:-\\w*[fF]\\w*|--follow\\S*)(?:\\s|$)|^pm2\\s+(?:logs|monit)\\b"
                    + "|^(?:journalctl|kubectl\\s+logs|docker\\s+logs|docker\\s+compose\\s+logs|heroku\\s+logs)\\b.*\\s(?:-\\w*f\\w*|--follow|--tail)(?:\\s|$)");
    private static final Pattern ASKING = Pattern.compile(
            "\\bprisma\\s+(?:studio|migrate\\s+(?:dev|reset))\\b(?!.*--force)|\\b(?:docker|kubectl)\\s+exec\\s+-\\w*t");
    private static final Pattern PSQL_COMMAND =
            Pattern.compile("\\s(?:-\\w*[cfl](?:\\s|$|[\"'])|--command|--file|--list|--version|-V)|<");
    private static final Pattern ONLY_SETS = Pattern.compile(
            "(?:export\\s+|set\\s+|declare\\s+|source\\s+|\\.\\s+|cd\\s+).*|[A-Za-z_][A-Za-z0-9_]*=\\S*");

    private static final Pattern DESTRUCTIVE = Pattern.compile(
            "\\b(?:DROP\\s+(?:TABLE|DATABASE|SCHEMA|COLUMN|INDEX|TYPE|VIEW)|TRUNCATE|DELETE\\s+FROM)\\b"
                    + "|\\brm\\s+-\\w*[rf]|\\bdropdb\\b|\\bpg_restore\\b.*--clean|\\bmigrate\\s+reset\\b"
                    + "|\\bdelete-db-|\\brestore-db-|\\bterraform\\s+destroy\\b|\\bpg_terminate_backend\\b|\\bmigrate\\s+resolve\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern USES_DATABASE_URL = Pattern.compile("DATABASE_URL\\b|\\bprisma\\s");
    private static final Pattern PIPE_TO_HEAD = Pattern.compile("\\|\\s*head\\b");
    private static final Pattern CURL = Pattern.compile("\\bcurl\\s(?!.*(?:--fail|\\s-\\w*f))");

    private ShellReview() {}

    /** Why a person must do it, or empty where it can run. */
    static Optional<String> byHand(String script) {
        List<Command> commands = ShellScript.commands(script);
        return Placeholders.in(script)
                .or(() -> commands.stream()
                        .flatMap(command -> waits(command).stream())
                        .findFirst())
                .or(() -> commands.stream()
                                .allMatch(command ->
                                        ONLY_SETS.matcher(command.text()).matches())
                        ? Optional.of("it only sets up the shell of the person who types it")
                        : Optional.empty());
    }

    static boolean destructive(String script) {
        return DESTRUCTIVE.matcher(script).find();
    }

    static boolean usesDatabaseUrl(String script) {
        return USES_DATABASE_URL.matcher(script).find();
    }

    /** What a reviewer should know about a script that can run. */
    static List<String> remarks(String script) {
        Optional<String> head = PIPE_TO_HEAD.matcher(script).find()
                ? Optional.of("a pipe into head can end the command before it, which fails the step (pipefail)")
                : Optional.empty();
        Optional<String> curl = CURL.matcher(script).find()
                ? Optional.of("curl succeeds on an HTTP error; an http step with poll waits for the right status")
                : Optional.empty();
        Optional<String> example =
                Placeholders.exampleHost(script).map(host -> "%s is an example name".formatted(host));
        return java.util.stream.Stream.of(head, curl, example)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> waits(Command command) {
        String bare = command.bare();
        String word = command.firstWord();
        boolean pager = INTERACTIVE.contains(word);
        boolean session = word.equals("psql")
                && !command.fed()
                && !PSQL_COMMAND.matcher(bare).find();
        if (pager && !(word.equals("ssh") && bare.split("\\s+").length > 2)) {
            return Optional.of("%s needs a terminal".formatted(word));
        }
        if (session) {
            return Optional.of("it opens a psql session");
        }
        if (ENDLESS.matcher(bare).find()) {
            return Optional.of("%s does not end by itself".formatted(shown(bare)));
        }
        return ASKING.matcher(bare).find() ? Optional.of("%s asks questions".formatted(shown(bare))) : Optional.empty();
    }

    private static String shown(String command) {
        String line = command.replaceAll("\\s+", " ");
        return "\"" + (line.length() > 40 ? line.substring(0, 40) + "..." : line) + "\"";
    }
}
