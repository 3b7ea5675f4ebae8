package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.Terminal;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A run at a terminal: changes scroll by as plain lines, and below them stands a block that is drawn anew as the run goes
 * on. While a question stands the block stays as it is, so that nothing moves under the hands of whoever types.
 */
final class Cockpit implements RunView {

    private static final int KEPT_LINES = 5;

    private final Terminal terminal;
    private final RunView changes;
    private final CockpitScreen screen;
    private final Map<String, Deque<String>> output = new ConcurrentHashMap<>();
    private int drawn;
    private boolean frozen;
    private String asked = "";

    Cockpit(Terminal terminal, RunView changes, CockpitScreen screen) {
        this.terminal = terminal;
        this.changes = changes;
        this.screen = screen;
    }

    @Override
    public void remember(Checklist checklist) {
        changes.remember(checklist);
    }

    @Override
    public void show(Checklist checklist) {
        String waiting = waiting(checklist);
        if (frozen && waiting.equals(asked) && !checklist.status().isEnd()) {
            return;
        }
        frozen = false;
        asked = waiting;
        erase();
        changes.show(checklist);
        if (!checklist.status().isEnd()) {
            draw(screen.lines(checklist, lastLines()));
        }
    }

    private static String waiting(Checklist checklist) {
        StringBuilder text = new StringBuilder();
        for (Asked one : checklist.waiting()) {
            text.append(one.step()).append(one.since()).append(';');
        }
        return text.toString();
    }

    private Map<String, List<String>> lastLines() {
        Map<String, List<String>> copy = new ConcurrentHashMap<>();
        output.forEach((step, lines) -> {
            synchronized (lines) {
                copy.put(step, new ArrayList<>(lines));
            }
        });
        return copy;
    }

    @Override
    public void printed(String step, String text) {
        Deque<String> lines = output.computeIfAbsent(step, key -> new ArrayDeque<>());
        synchronized (lines) {
            text.lines().filter(line -> !line.isBlank()).forEach(lines::add);
            while (lines.size() > KEPT_LINES) {
                lines.remove();
            }
        }
    }

    @Override
    public void say(String line) {
        erase();
        changes.say(line);
    }

    /** The block becomes part of what scrolls by; a question or the end follows below it. */
    @Override
    public void close() {
        drawn = 0;
        frozen = true;
    }

    private void draw(List<String> lines) {
        terminal.err().print(String.join("\n", lines) + "\n");
        terminal.err().flush();
        drawn = lines.size();
    }

    /** Goes back to the first line of the block, past what was typed below it, and clears from there. */
    private void erase() {
        if (drawn > 0) {
            terminal.err().print("\u001b[" + (drawn + terminal.dropTyped()) + "F\u001b[J");
            terminal.err().flush();
            drawn = 0;
        }
    }
}
