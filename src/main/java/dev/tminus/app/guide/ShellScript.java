package dev.tminus.app.guide;

import java.util.ArrayList;
import java.util.List;

/** The commands of a shell script as far as reading it needs them: no comments, and quoted text blanked out. */
final class ShellScript {
    private final List<Command> commands = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private boolean fed;
    private char quote;

    /** One simple command; {@code fed} where its input comes from a pipe. */
    record Command(String text, boolean fed) {
        String firstWord() {
            return bare().split("\\s+", 2)[0];
        }

        /** The command without what merely stands before it: assignments, {@code sudo}, {@code time}. */
        String bare() {
            return text.replaceFirst(
                    "^(?:\\s|[A-Za-z_][A-Za-z0-9_]*=\\S*(?=\\s)|sudo(?:\\s+-\\S+)*\\s|time\\s|nohup\\s)+", "");
        }
    }

    private ShellScript() {}

    static List<Command> commands(String script) {
        ShellScript reader = new ShellScript();
        reader.read(script.replace("\\\n", " "));
        return reader.commands;
    }

    private void read(String script) {
        for (int i = 0; i < script.length(); i++) {
            char c = script.charAt(i);
            if (c == '\\' && quote != '\'') {
                current.append(quote == 0 ? "\\" : "");
                i++;
            } else if (quote != 0) {
                closeQuoteAt(c);
            } else if (c == '"' || c == '\'') {
                quote = c;
                current.append(c);
            } else if (c == '#'
                    && (current.isEmpty() || Character.isWhitespace(current.charAt(current.length() - 1)))) {
                i = endOfLine(script, i) - 1;
            } else if (c == '\n' || c == ';' || c == '|' || c == '&') {
                boolean pipe = c == '|'
                        && !(i + 1 < script.length() && script.charAt(i + 1) == '|')
                        && !(i > 0 && script.charAt(i - 1) == '|');
                end(pipe);
            } else {
                current.append(c);
            }
        }
        end(false);
    }

    private void closeQuoteAt(char c) {
        if (c == quote) {
            current.append(c);
            quote = 0;
        }
    }

    private void end(boolean pipe) {
        String text = current.toString().strip();
        if (!text.isEmpty()) {
            commands.add(new Command(text, fed));
        }
        fed = pipe;
        current.setLength(0);
    }

    private static int endOfLine(String script, int from) {
        int end = script.indexOf('\n', from);
        return end < 0 ? script.length() : end;
    }
}
