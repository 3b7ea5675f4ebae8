package dev.tminus.reader;

import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.util.List;

/**
 * Refuses values behind the host of a plain {@code ssh} command: ssh joins its arguments to one line of shell text, in
 * which a value would be read as program.
 */
final class RemoteText {
    /** Options of ssh that take the next argument. */
    private static final String WITH_ARGUMENT = "-[BbcDEeFIiJLlmOoPpQRSWw]";

    private RemoteText() {}

    static void check(Node command, Problems problems) {
        if (!(command instanceof Sequence list) || !startsWithSsh(list.items())) {
            return;
        }
        boolean hostSeen = false;
        for (int at = 1; at < list.items().size(); at++) {
            if (!(list.items().get(at) instanceof Scalar argument)) {
                continue;
            }
            if (hostSeen && Fit.hasExpression(argument)) {
                int from = argument.text().indexOf("${{");
                problems.add(
                        argument.place(from, argument.text().length()),
                        Code.TM507,
                        "behind the host of ssh this value would become shell text",
                        "write host: HOST beside `run: [...]`, which quotes every element");
            } else if (!hostSeen && argument.text().matches(WITH_ARGUMENT)) {
                at++;
            } else if (!argument.text().startsWith("-")) {
                hostSeen = true;
            }
        }
    }

    private static boolean startsWithSsh(List<Node> items) {
        return !items.isEmpty()
                && items.get(0) instanceof Scalar program
                && (program.text().equals("ssh") || program.text().endsWith("/ssh"));
    }
}
