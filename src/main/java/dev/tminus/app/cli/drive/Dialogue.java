package dev.tminus.app.cli.drive;

import dev.tminus.book.Answers;
import dev.tminus.book.Evidence;
import dev.tminus.book.Input;
import dev.tminus.book.Values;
import dev.tminus.run.Asked;
import dev.tminus.run.Request;
import dev.tminus.run.WaitKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The talk about one question: which words answer it, and which fields are still to be filled in. */
final class Dialogue {

    private final Asked asked;
    private final Deque<Input> fields = new ArrayDeque<>();
    private final Deque<Evidence> evidence = new ArrayDeque<>();
    private final Map<String, Object> given = new LinkedHashMap<>();
    private Optional<String> complaint = Optional.empty();
    private boolean collecting;

    Dialogue(Asked asked) {
        this.asked = asked;
        this.fields.addAll(asked.fields());
    }

    Optional<String> complaint() {
        return complaint;
    }

    String prompt() {
        if (!evidence.isEmpty()) {
            return "  %s (%s%s): "
                    .formatted(
                            evidence.peek().name(),
                            evidence.peek().kind().name().toLowerCase(Locale.ROOT),
                            evidence.peek().required() ? "" : "; Enter leaves it out");
        }
        if (asked.kind() == WaitKind.ASK && !fields.isEmpty()) {
            Input field = fields.peek();
            String help = field.help().map(text -> " (" + text + ")").orElse("");
            String values = field.values().isEmpty() ? "" : " [" + String.join(", ", field.values()) + "]";
            boolean mayBeEmpty = field.optional() || field.fallback().isPresent();
            return "  %s%s%s%s: "
                    .formatted(field.name(), help, values, mayBeEmpty ? " (\"-\" leaves it as it is)" : "");
        }
        return switch (asked.kind()) {
            case APPROVE -> "  approve, or reject REASON? ";
            case DECIDE -> "  one of %s? ".formatted(String.join(", ", asked.options()));
            case MANUAL -> "  done, or fail REASON? ";
            case CONFIRM -> "  yes, or no REASON? ";
            case PAUSED -> "  resume? ";
            case ASK, UNKNOWN, FAILURE, TIME, LOCK ->
                "  retry REASON, skip REASON, fixed REASON, rollback [SCENARIO], or abort REASON? ";
        };
    }

    /** What was typed, as a request; empty where more is needed. */
    Optional<Request> heard(String line) {
        complaint = Optional.empty();
        if (line.isEmpty() && !mayBeLeftOut()) {
            return Optional.empty();
        }
        String word = line.split("\\s+", 2)[0];
        String rest =
                line.length() > word.length() ? line.substring(word.length()).strip() : "";
        return switch (asked.kind()) {
            case APPROVE -> approve(word, rest);
            case DECIDE ->
                asked.options().contains(line)
                        ? Optional.of(new Request.Decide(asked.step(), line))
                        : complain("there is no option \"%s\"".formatted(line));
            case ASK -> field(line);
            case MANUAL -> manual(line, word, rest);
            case CONFIRM -> confirm(word, rest);
            case PAUSED -> word.equals("resume") ? Optional.of(new Request.Resume()) : complain("type resume");
            case UNKNOWN, FAILURE, TIME, LOCK -> afterFailure(word, rest);
        };
    }

    /** Enter alone never answers a question; it only passes by what nobody needs. */
    private boolean mayBeLeftOut() {
        return collecting && !evidence.isEmpty() && !evidence.peek().required();
    }

    private Optional<Request> approve(String word, String rest) {
        if (word.equals("approve") || word.equals("yes")) {
            return Optional.of(new Request.Approve(asked.step(), Optional.of(asked.shownDigest()), rest));
        }
        return word.equals("reject") && !rest.isEmpty()
                ? Optional.of(new Request.Reject(asked.step(), rest))
                : complain("type approve, or reject and a reason");
    }

    private Optional<Request> confirm(String word, String rest) {
        return switch (word) {
            case "yes" -> Optional.of(new Request.Confirm(asked.step(), true, rest));
            case "no" -> Optional.of(new Request.Confirm(asked.step(), false, rest));
            default -> complain("type yes, or no and a reason");
        };
    }

    private Optional<Request> manual(String line, String word, String rest) {
        if (collecting) {
            String name = evidence.remove().name();
            if (!line.isEmpty()) {
                given.put(name, line);
            }
        } else if (word.equals("fail")) {
            return Optional.of(new Request.Fail(asked.step(), rest));
        } else if (word.equals("done")) {
            collecting = true;
            evidence.addAll(asked.evidence());
        } else {
            return complain("type done, or fail and a reason");
        }
        return evidence.isEmpty() ? Optional.of(new Request.Done(asked.step(), new Values(given))) : Optional.empty();
    }

    private Optional<Request> field(String line) {
        if (!fields.isEmpty()) {
            Input field = fields.peek();
            try {
                if (!line.equals("-")) {
                    Answers.read(field, line);
                    given.put(field.name(), line);
                }
            } catch (IllegalArgumentException unfit) {
                return complain(unfit.getMessage());
            }
            fields.remove();
        }
        return fields.isEmpty() ? Optional.of(new Request.Answer(asked.step(), given)) : Optional.empty();
    }

    private Optional<Request> afterFailure(String word, String rest) {
        String step = asked.step();
        return switch (word) {
            case "retry" -> reasoned(rest, new Request.Retry(step, rest));
            case "skip" -> reasoned(rest, new Request.Skip(step, rest, Values.NONE));
            case "fixed" -> reasoned(rest, new Request.Fixed(step, rest, Values.NONE));
            case "abort" -> reasoned(rest, new Request.Abort(rest, false));
            case "rollback" ->
                Optional.of(new Request.RollBack(
                        rest.isEmpty() ? Optional.empty() : Optional.of(rest), "asked at the terminal", false));
            default -> complain("\"%s\" is none of these".formatted(word));
        };
    }

    private Optional<Request> reasoned(String reason, Request request) {
        return reason.isEmpty() ? complain("say why, in the same line") : Optional.of(request);
    }

    private Optional<Request> complain(String sentence) {
        complaint = Optional.of("  " + sentence);
        return Optional.empty();
    }
}
