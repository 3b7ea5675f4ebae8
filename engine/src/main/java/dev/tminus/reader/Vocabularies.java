package dev.tminus.reader;

import dev.tminus.book.Type;
import dev.tminus.reader.Node.Entry;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Outline.Home;
import dev.tminus.reader.Outline.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names expressions may use at each place of a runbook, with their types.
 *
 * <p>Places that see the same share one {@link Names}, so that an expression written a thousand times is checked once.
 */
final class Vocabularies {
    private final Mapping root;
    private final Outline outline;
    private final StepTypes steps;
    private final ValueTypes values;
    private final Map<Home, Names> homes = new HashMap<>();
    private final Map<Item, Names> loops = new HashMap<>();
    private final Map<List<Object>, Names> owns = new HashMap<>();
    private Names settings = Names.none();

    Vocabularies(Mapping root, Outline outline, StepTypes steps, ValueTypes values) {
        this.root = root;
        this.outline = outline;
        this.steps = steps;
        this.values = values;
        settle();
    }

    /** What may be read outside phases: in vars, connections, locks. */
    Names settings() {
        return settings;
    }

    /** What a phase, a scenario or a group may read in its own keys and in every step. */
    Names at(Home home) {
        Home view = new Home(Optional.empty(), home.scenario(), home.group());
        return homes.computeIfAbsent(view, this::make);
    }

    /** What a step may read before it runs, its own loop's name left out or included. */
    Names at(Item item, boolean ownLoop) {
        if (ownLoop && item.loops()) {
            Names known = loops.get(item);
            if (known == null) {
                known = at(item, false).with(as(item), itemType(item));
                loops.put(item, known);
            }
            return known;
        }
        return item.outer().map(outer -> at(outer, true)).orElseGet(() -> at(item.home()));
    }

    /** These names and those of a step's own result. */
    Names withResult(Names names, Type.Struct result) {
        List<Object> key = List.of(new Same(names), new Same(result));
        return owns.computeIfAbsent(key, none -> {
            Map<String, Type> own = new LinkedHashMap<>(result.fields());
            own.put("result", result);
            own.put("previous", new Type.Maybe(result));
            return names.with(own);
        });
    }

    private Type itemType(Item item) {
        return item.node()
                .get("for_each")
                .map(items -> values.item(items, at(item, false)))
                .orElse(Type.Simple.DYNAMIC);
    }

    static String as(Item item) {
        return item.node().get("as").orElse(null) instanceof Scalar as ? as.text() : "item";
    }

    private void settle() {
        Names early = fixed().with("vars", vars(Names.none()));
        Type.Struct vars = vars(early);
        settings = fixed().with("vars", vars);
        groupsFirst();
        captureTypes();
        homes.clear();
        loops.clear();
        owns.clear();
        steps.settle();
    }

    private Names fixed() {
        Map<String, Type> names = new LinkedHashMap<>();
        names.put("inputs", new Type.Struct("inputs", ValueTypes.inputs(root.get("inputs"))));
        names.put("secrets", struct("secrets", keys(root, "secrets"), Type.Simple.STRING));
        names.put("environment", StandardTypes.ENVIRONMENT);
        names.put("roles", struct("roles", keys(root, "roles"), new Type.ListOf(Type.Simple.STRING)));
        names.put("run", StandardTypes.RUN);
        names.put("now", Type.Simple.TIMESTAMP);
        return Names.none().with(names);
    }

    /** The vars of the runbook and of its environments; of one type only where all agree. */
    private Type.Struct vars(Names names) {
        Map<String, List<Type>> types = new LinkedHashMap<>();
        collect(root, names, types);
        environments().forEach(environment -> collect(environment, names, types));
        Map<String, Type> fields = new LinkedHashMap<>();
        types.forEach((name, found) -> fields.put(name, ValueTypes.common(found)));
        return new Type.Struct("vars", fields);
    }

    private void collect(Mapping holder, Names names, Map<String, List<Type>> types) {
        if (holder.get("vars").orElse(null) instanceof Mapping vars) {
            vars.entries()
                    .forEach((name, entry) -> types.computeIfAbsent(name, none -> new ArrayList<>())
                            .add(values.template(entry.value(), names)));
        }
    }

    private List<Mapping> environments() {
        return root.get("environments").orElse(null) instanceof Mapping all
                ? all.entries().values().stream()
                        .map(Entry::value)
                        .filter(Mapping.class::isInstance)
                        .map(Mapping.class::cast)
                        .toList()
                : List.of();
    }

    private void groupsFirst() {
        if (root.get("groups").orElse(null) instanceof Mapping groups) {
            groups.entries().forEach((name, entry) -> {
                Map<String, Type> outputs = new LinkedHashMap<>();
                keys(entry.value(), "outputs").forEach(output -> outputs.put(output, Type.Simple.DYNAMIC));
                steps.group(name, outputs);
            });
        }
    }

    private void captureTypes() {
        List<Item> all = new ArrayList<>(outline.space("").values());
        if (root.get("groups").orElse(null) instanceof Mapping groups) {
            groups.entries()
                    .keySet()
                    .forEach(name -> all.addAll(outline.space(name).values()));
        }
        for (Item item : all) {
            Map<String, Type> types = new LinkedHashMap<>();
            Names own = withResult(at(item, true), steps.result(item.node(), Optional.of(item)));
            StepTypes.names(item, "capture").forEach((name, entry) -> types.put(name, type(entry.value(), own)));
            Names before = at(item, true);
            StepTypes.names(item, "set").forEach((name, entry) -> types.put(name, type(entry.value(), before)));
            if (!types.isEmpty()) {
                steps.captures(item, types);
            }
        }
    }

    private Type type(Node node, Names names) {
        return node instanceof Scalar scalar && scalar.value() instanceof String && !Fit.hasExpression(scalar)
                ? values.expression(scalar.text(), names)
                : values.template(node, names);
    }

    private Names make(Home home) {
        Map<String, Type> names = new LinkedHashMap<>();
        Map<String, Type> ids = new LinkedHashMap<>();
        outline.space(home.space()).forEach((id, item) -> ids.put(id, steps.view(item, maybe(home, item))));
        names.put("steps", new Type.Struct("steps", ids));
        names.put("phases", struct("phases", ids(root, "phases"), StandardTypes.PHASE));
        names.put("rehearsal", StandardTypes.rehearsal(outline.space("").keySet()));
        home.group().ifPresent(group -> names.put("inputs", groupInputs(group)));
        return settings.with(names);
    }

    /** As {@link dev.tminus.book.Presence} says it of the finished runbook. */
    private static boolean maybe(Home reader, Item item) {
        boolean elsewhere = !item.home().scenario().equals(reader.scenario());
        return item.conditional() || (reader.group().isEmpty() && elsewhere);
    }

    private Type groupInputs(String group) {
        Optional<Node> inputs = root.get("groups")
                .flatMap(groups -> ((Mapping) groups).get(group))
                .filter(Mapping.class::isInstance)
                .flatMap(node -> ((Mapping) node).get("inputs"));
        return new Type.Struct("inputs", ValueTypes.inputs(inputs));
    }

    private static Type.Struct struct(String name, List<String> fields, Type type) {
        Map<String, Type> types = new LinkedHashMap<>();
        fields.forEach(field -> types.put(field, type));
        return new Type.Struct(name, types);
    }

    private static List<String> keys(Node holder, String key) {
        return holder instanceof Mapping mapping && mapping.get(key).orElse(null) instanceof Mapping inner
                ? List.copyOf(inner.entries().keySet())
                : List.of();
    }

    private static List<String> ids(Mapping root, String key) {
        return List.copyOf(new Declared(root).of(key.equals("phases") ? Form.Target.PHASE : Form.Target.SCENARIO));
    }

    /** Compared as the one object it is; comparing what is in it would cost its size. */
    private record Same(Object object) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Same same && same.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }
}
