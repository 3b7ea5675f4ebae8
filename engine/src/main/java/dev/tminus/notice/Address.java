package dev.tminus.notice;

import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import dev.tminus.run.RunState;
import dev.tminus.run.Scopes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where notices go: a medium ({@code slack}, {@code email}, {@code webhook}) and a target in it.
 *
 * <p>The {@code notify} block names those of the run; a {@code notify} step names audiences or addresses. A text with an
 * {@code @} inside is an e-mail address, one that begins with {@code http} a webhook, one with a leading {@code #} or a
 * channel's id is in Slack.
 */
public record Address(String medium, String target) {

    public static final String SLACK = "slack";
    public static final String EMAIL = "email";
    public static final String WEBHOOK = "webhook";

    public Address {
        if (medium.isBlank() || target.isBlank()) {
            throw new IllegalArgumentException(
                    "an address needs medium and target, was '%s:%s'".formatted(medium, target));
        }
    }

    /** The lane of the outbox in which a run's notices for this address wait, in order. */
    public String lane(String run) {
        return run + " " + medium + ":" + target;
    }

    /** The address a lane is for. */
    public static Address ofLane(String lane) {
        String address = lane.substring(lane.indexOf(' ') + 1);
        int colon = address.indexOf(':');
        return new Address(address.substring(0, colon), address.substring(colon + 1));
    }

    /** Where everything about a run goes. */
    static List<Address> ofRun(Plan plan, RunState run, Instant now) {
        List<Address> all = new ArrayList<>();
        for (Map.Entry<String, String> key :
                Map.of(SLACK, "channel", EMAIL, "to", WEBHOOK, "url").entrySet()) {
            Object settings = resolved(plan, run, now, key.getKey());
            Object targets = settings instanceof Map<?, ?> map ? map.get(key.getValue()) : null;
            for (Object target :
                    targets instanceof List<?> list ? list : targets == null ? List.of() : List.of(targets)) {
                if (!Values.text(target).isBlank()) {
                    all.add(new Address(key.getKey(), Values.text(target)));
                }
            }
        }
        all.sort(java.util.Comparator.comparing(Address::toString));
        return all;
    }

    /** Where a message to these audiences, roles and addresses goes; a role is reached where the run's notices go. */
    static List<Address> of(List<String> to, Plan plan, RunState run, Instant now) {
        Set<Address> all = new LinkedHashSet<>();
        Object audiences = resolved(plan, run, now, "audiences");
        for (String word : to) {
            Object members = audiences instanceof Map<?, ?> map ? map.get(word) : null;
            if (members instanceof List<?> list) {
                list.forEach(member -> all.addAll(direct(Values.text(member))));
            } else if (members != null) {
                all.addAll(direct(Values.text(members)));
            } else if (plan.runbook().roles().containsKey(word)) {
                all.addAll(ofRun(plan, run, now));
            } else {
                all.addAll(direct(word));
            }
        }
        return List.copyOf(all);
    }

    private static List<Address> direct(String text) {
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return List.of(new Address(WEBHOOK, text));
        }
        if (text.startsWith("#") || text.matches("[CG][A-Z0-9]{6,}")) {
            return List.of(new Address(SLACK, text));
        }
        return text.indexOf('@') > 0 ? List.of(new Address(EMAIL, text)) : List.of();
    }

    /** A part of the notify block; nothing where it is left out or cannot be worked out. */
    static Object resolved(Plan plan, RunState run, Instant now, String key) {
        Template template = plan.runbook().notices().get(key);
        try {
            return template == null ? Map.of() : template.resolve(Scopes.of(plan, run, now));
        } catch (ExpressionException unclear) {
            return Map.of();
        }
    }
}
