package dev.tminus.app.shell;

import java.util.List;
import java.util.Map;

/** A command as one line of POSIX shell. Pure. */
final class Program {

    private Program() {}

    /** Sets variables, goes to the folder and becomes the command. The starter is what the command is handed to. */
    static String line(Map<String, String> variables, String folder, String starter, List<String> words) {
        StringBuilder line = new StringBuilder();
        if (!variables.isEmpty()) {
            line.append("export");
            variables.forEach(
                    (name, value) -> line.append(' ').append(name).append('=').append(Quoting.wordOnOneLine(value)));
            line.append("; ");
        }
        if (!folder.isEmpty()) {
            line.append("cd ").append(Quoting.wordOnOneLine(folder)).append(" || exit 126; unset OLDPWD; ");
        }
        line.append("exec").append(starter.isEmpty() ? "" : " " + starter);
        words.forEach(word -> line.append(' ').append(Quoting.wordOnOneLine(word)));
        return line.toString();
    }
}
