package dev.tminus.app;

import dev.tminus.action.SafeText;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Notifier;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells the person at the terminal what the run's own picture there does not show. Belongs to one thread. */
final class TerminalNotifier implements Notifier {

    private final Consumer<String> terminal;
    private final Set<String> told = new HashSet<>();

    TerminalNotifier(Consumer<String> terminal) {
        this.terminal = terminal;
    }

    @Override
    public String medium() {
        return "terminal";
    }

    @Override
    public boolean showsStanding() {
        return false;
    }

    @Override
    public Reply send(Letter letter) {
        Notice notice = letter.notice();
        boolean news = switch (notice.kind()) {
            case MESSAGE, ALARM -> true;
            case WANTED -> notice.title().startsWith("Reminder");
            case STATUS, NEWS, SETTLED -> false;
        };
        if (news && told.add(letter.key())) {
            String whom = notice.to().isEmpty() ? "" : " to " + String.join(", ", notice.to());
            String title = notice.title().isEmpty() ? "message" + whom : notice.title();
            terminal.accept(SafeText.line(
                    title + ": " + notice.text().lines().findFirst().orElse("")));
        }
        return new Reply.Delivered("");
    }
}
