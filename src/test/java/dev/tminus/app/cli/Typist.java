package dev.tminus.app.cli;

import dev.tminus.app.Wiring;
import dev.tminus.app.cli.desk.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Somebody who types commands, with folders and a journal of their own. */
final class Typist {

    private final Path home;
    private final Map<String, String> variables = new HashMap<>(System.getenv());

    Typist(Path home) {
        this.home = home;
        variables.put("HOME", home.toString());
        variables.put("XDG_DATA_HOME", home.resolve("data").toString());
        variables.put("XDG_STATE_HOME", home.resolve("state").toString());
        variables.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        variables.remove("TMINUS_JOURNAL");
    }

    /** What a command left behind. */
    record Said(int exit, String out, String err) {
        String all() {
            return out + err;
        }

        /** The id of the run, from the line that ends every command that drives one. */
        String run() {
            return out.lines()
                    .filter(line -> line.startsWith("run "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no run in: " + all()))
                    .replaceFirst("^run (\\S+).*", "$1");
        }
    }

    Typist with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Path home() {
        return home;
    }

    /** Without a terminal. */
    Said types(String... arguments) {
        return command(InputStream.nullInputStream(), new Screen(), false, arguments);
    }

    /** At a terminal, with these lines typed, each when something is asked; then the terminal goes away. */
    Said answers(String lines, String... arguments) {
        Screen screen = new Screen();
        return command(new Keyboard(screen, lines), screen, true, arguments);
    }

    /** At a terminal, with these lines typed before anything is asked; then the terminal goes away. */
    Said answersTooEarly(String lines, String... arguments) {
        byte[] typed = lines.getBytes(StandardCharsets.UTF_8);
        return command(new ByteArrayInputStream(typed), new Screen(), true, arguments);
    }

    private Said command(InputStream input, Screen err, boolean terminal, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal stage = new Terminal(
                input,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                messages,
                new Terminal.Attached(terminal, terminal, terminal));
        Wiring wiring = new Wiring(variables, home, warning -> messages.println("warning: " + warning));
        int exit = TminusCommand.run(wiring, stage, arguments);
        return new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
