package dev.tminus.reader;

import dev.tminus.reader.Node.Entry;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks calls of groups: the inputs they are given, and that no group ends up in itself. */
final class GroupCalls {
    private final Context context;

    GroupCalls(Context context) {
        this.context = context;
    }

    /** Every input without a default must be given, and nothing else. */
    void checkInputs(View step, String group) {
        Map<String, Entry> groups = context.root().entries("groups");
        if (!groups.containsKey(group)) {
            return;
        }
        Map<String, Entry> wanted = View.of(groups.get(group).value()).entries("inputs");
        Map<String, Entry> given = step.entries("with");
        given.values().stream()
                .filter(entry -> !wanted.containsKey(entry.name()))
                .forEach(entry -> context.problems()
                        .add(
                                entry.key().place(),
                                Code.TM213,
                                "the group %s has no input \"%s\"".formatted(group, Shorten.to(60, entry.name())),
                                DidYouMean.help(entry.name(), wanted.keySet())));
        wanted.values().stream()
                .filter(input -> !given.containsKey(input.name()) && needed(View.of(input.value())))
                .forEach(input -> context.problems()
                        .add(
                                step.node().entries().get("use").value().place(),
                                Code.TM213,
                                "the group %s needs the input \"%s\"".formatted(group, input.name()),
                                "add with: { %s: ... }".formatted(input.name())));
    }

    private static boolean needed(View input) {
        return !input.has("default") && !input.flag("optional");
    }

    /** Reports groups whose steps lead back to them. */
    void checkCycles() {
        Map<String, Entry> groups = context.root().entries("groups");
        Set<String> done = new HashSet<>();
        groups.keySet().forEach(name -> follow(name, groups, new ArrayList<>(), done));
    }

    private void follow(String name, Map<String, Entry> groups, List<String> path, Set<String> done) {
        if (!groups.containsKey(name) || done.contains(name)) {
            return;
        }
        path.add(name);
        for (Scalar use : uses(groups.get(name).value())) {
            if (path.contains(use.text())) {
                context.problems()
                        .add(
                                use.place(),
                                Code.TM409,
                                "the group %s calls itself: %s".formatted(use.text(), String.join(" > ", path)),
                                "take the steps they share into a third group");
            } else {
                follow(use.text(), groups, path, done);
            }
        }
        path.remove(path.size() - 1);
        done.add(name);
    }

    private static List<Scalar> uses(Node holder) {
        List<Scalar> uses = new ArrayList<>();
        for (Mapping step : View.of(holder).mappings("steps")) {
            View.of(step).scalar("use").ifPresent(uses::add);
            uses.addAll(uses(step));
        }
        return uses;
    }
}
