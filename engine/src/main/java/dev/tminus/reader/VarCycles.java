package dev.tminus.reader;

import dev.tminus.book.Environment;
import dev.tminus.book.Template;
import dev.tminus.reader.Node.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds vars that need themselves, in the runbook alone and with the vars of each environment in place. */
final class VarCycles {
    private final Map<String, Template> vars;
    private final Function<String, Entry> written;
    private final Problems problems;
    private final Set<String> done = new HashSet<>();

    private VarCycles(Map<String, Template> vars, Function<String, Entry> written, Problems problems) {
        this.vars = vars;
        this.written = written;
        this.problems = problems;
    }

    static void check(View root, Map<String, Template> vars, Map<String, Environment> environments, Problems problems) {
        Map<String, Entry> common = root.entries("vars");
        new VarCycles(vars, common::get, problems).check();
        environments.forEach((name, environment) -> {
            Map<String, Entry> own =
                    View.of(root.entries("environments").get(name).value()).entries("vars");
            if (!own.isEmpty()) {
                Map<String, Template> merged = new LinkedHashMap<>(vars);
                merged.putAll(environment.vars());
                new VarCycles(merged, var -> own.getOrDefault(var, common.get(var)), problems).check();
            }
        });
    }

    private void check() {
        vars.keySet().forEach(this::follow);
    }

    /** Depth first, without recursion: a chain may be as long as the file. */
    private void follow(String start) {
        Set<String> path = new HashSet<>();
        Deque<Visit> open = new ArrayDeque<>();
        enter(start, path, open);
        while (!open.isEmpty()) {
            Visit visit = open.peek();
            if (visit.needs.isEmpty()) {
                open.pop();
                path.remove(visit.name);
                done.add(visit.name);
                continue;
            }
            String next = visit.needs.pop();
            if (path.contains(next)) {
                report(next);
                done.addAll(path);
                return;
            }
            enter(next, path, open);
        }
    }

    private void enter(String name, Set<String> path, Deque<Visit> open) {
        if (vars.containsKey(name) && !done.contains(name)) {
            path.add(name);
            open.push(new Visit(name, new ArrayDeque<>(needs(vars.get(name)))));
        }
    }

    private void report(String name) {
        problems.add(
                written.apply(name).key().place(),
                Code.TM412,
                "the var %s needs itself".formatted(name),
                "give one of the vars it leads to a value of its own");
    }

    private static List<String> needs(Template template) {
        return template.expressions()
                .flatMap(expression -> expression.reads().stream())
                .filter(path -> path.startsWith("vars."))
                .map(path -> path.split("\\.", -1)[1])
                .distinct()
                .collect(Collectors.toList());
    }

    private record Visit(String name, Deque<String> needs) {}
}
