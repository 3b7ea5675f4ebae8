package dev.tminus.app.shell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A program to run: its words, what its environment has beyond the ordinary, the folder it begins in, and what it
 * reads (nothing when empty). Never shown as a whole: environment and input may hold secrets.
 */
record ShellCommand(List<String> words, Map<String, String> environment, Path folder, Optional<String> input) {

    /** The longest word or entry Linux gives to a program, its end mark included (MAX_ARG_STRLEN). */
    private static final int LONGEST_WORD = 128 * 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    ShellCommand {
        words = List.copyOf(words);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new CannotRunException("run: there is no program to run; the list is empty or begins with nothing");
        }
        for (int i = 0; i < words.size(); i++) {
            check("word " + (i + 1) + " of the command", words.get(i));
        }
        environment.forEach(ShellCommand::checkVariable);
    }

    private static void checkVariable(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new CannotRunException(
                    "env: '%s' cannot name a variable; use letters, digits and underscores".formatted(name));
        }
        if (name.startsWith("TMINUS_")) {
            throw new CannotRunException("env: '%s' is set by Tminus itself; choose another name".formatted(name));
        }
        check("env '" + name + "'", value);
    }

    private static void check(String what, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new CannotRunException("%s holds a NUL character, which no program can be given".formatted(what));
        }
        int size = value.getBytes(StandardCharsets.UTF_8).length;
        if (size >= LONGEST_WORD) {
            throw new CannotRunException(
                    "%s has %d bytes; Linux gives a program at most %d in one piece, so pass it by "
                                    .formatted(what, size, LONGEST_WORD - 1)
                            + "stdin or in a file");
        }
    }

    /** The same command beginning in another folder. */
    ShellCommand in(String path) {
        return new ShellCommand(words, environment, resolve(path), input);
    }

    /** Where a path of this command leads. */
    Path resolve(String path) {
        return folder.resolve(path).normalize();
    }

    @Override
    public String toString() {
        return "ShellCommand[%s in %s]".formatted(words.get(0), folder);
    }
}
