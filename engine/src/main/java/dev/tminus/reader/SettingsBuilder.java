package dev.tminus.reader;

import dev.tminus.book.ActionType;
import dev.tminus.book.Connection;
import dev.tminus.book.Environment;
import dev.tminus.book.Lock;
import dev.tminus.book.Role;
import dev.tminus.book.Secret;
import dev.tminus.book.Template;
import dev.tminus.reader.Form.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Builds what stands before the phases: roles, secrets, connections, environments, the lock. */
final class SettingsBuilder {
    private final Context context;

    SettingsBuilder(Context context) {
        this.context = context;
    }

    Map<String, Role> roles() {
        Map<String, Role> roles = new LinkedHashMap<>();
        context.root()
                .entries("roles")
                .forEach((name, entry) ->
                        roles.put(name, new Role(name, View.of(entry.value()).texts("not"))));
        return roles;
    }

    Map<String, Secret> secrets(View holder) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        holder.entries("secrets").forEach((name, entry) -> {
            View secret = View.of(entry.value());
            String from = secret.text("from").orElse("");
            check(secret, from);
            secrets.put(name, new Secret(name, from, settings(secret, "secret", List.of("from"))));
        });
        return secrets;
    }

    private void check(View secret, String from) {
        String needed = switch (from) {
            case "file" -> "path";
            case "command" -> "command";
            case "env", "aws_secretsmanager", "aws_ssm" -> "name";
            default -> "";
        };
        if (!needed.isEmpty() && !secret.has(needed)) {
            context.problems()
                    .add(
                            secret.node().place(),
                            Code.TM105,
                            "a secret from `%s` needs `%s`".formatted(from, needed),
                            "add `%s:`".formatted(needed));
        }
    }

    Map<String, Connection> connections(View holder) {
        Map<String, Connection> connections = new LinkedHashMap<>();
        holder.entries("connections")
                .forEach((name, entry) -> connections.put(
                        name, new Connection(name, settings(View.of(entry.value()), "connection", List.of()))));
        return connections;
    }

    /** The keys of a context as templates, each in its own form. */
    private Map<String, Template> settings(View view, String title, List<String> without) {
        Map<String, Key> known = context.keys().byName(new Form.Fields(title));
        Map<String, Template> settings = new LinkedHashMap<>();
        Spot spot = context.settings();
        view.node().entries().forEach((name, entry) -> {
            Key key = known.get(name);
            if (key != null && !without.contains(name)) {
                settings.put(
                        name,
                        context.expressions()
                                .template(entry.value(), key.form(), spot.names(), spot.reader(key.secrets())));
            }
        });
        return settings;
    }

    Map<String, Template> vars(View holder) {
        Map<String, Template> vars = new LinkedHashMap<>();
        Spot spot = context.settings();
        holder.entries("vars")
                .forEach((name, entry) -> vars.put(
                        name,
                        context.expressions()
                                .template(entry.value(), Forms.ANYTHING, spot.names(), spot.reader(false))));
        return vars;
    }

    Map<String, Environment> environments() {
        Map<String, Environment> environments = new LinkedHashMap<>();
        context.root()
                .entries("environments")
                .forEach((name, entry) -> environments.put(name, environment(name, View.of(entry.value()))));
        return environments;
    }

    private Environment environment(String name, View view) {
        boolean rehearsal = view.flag("rehearsal");
        Map<String, List<String>> people = new LinkedHashMap<>();
        view.entries("roles").forEach((role, entry) -> {
            people.put(role, view.view("roles").orElseThrow().texts(role));
            context.checkName(entry.key(), Target.ROLE);
        });
        return new Environment(
                name,
                rehearsal,
                vars(view),
                secrets(view),
                connections(view),
                people,
                policy(view.view("policy")),
                view.view("pace").map(pace -> pace.has("phases")).orElse(rehearsal),
                stubs(view, rehearsal),
                view.view("aws")
                        .map(aws -> settings(aws, "aws settings", List.of()))
                        .orElse(Map.of()),
                provesRollback(view, rehearsal));
    }

    private Environment.ProvesRollback provesRollback(View environment, boolean rehearsal) {
        boolean proves = environment.flag("prove_rollback");
        if (proves && !rehearsal) {
            context.problems()
                    .add(
                            environment
                                    .node()
                                    .entries()
                                    .get("prove_rollback")
                                    .key()
                                    .place(),
                            Code.TM119,
                            "the way back is tried on copies of databases in rehearsals only",
                            "add rehearsal: true, or delete it");
        }
        if (!environment.has("prove_rollback")) {
            return Environment.ProvesRollback.WHERE_CHEAP;
        }
        return proves ? Environment.ProvesRollback.ALWAYS : Environment.ProvesRollback.NEVER;
    }

    private Map<String, String> stubs(View environment, boolean rehearsal) {
        Map<String, String> stubs = new LinkedHashMap<>();
        environment.entries("stubs").forEach((action, entry) -> {
            View.of(environment.node().entries().get("stubs").value())
                    .text(action)
                    .ifPresent(executable -> stubs.put(action, executable));
            checkStub(entry.key(), action);
        });
        if (!stubs.isEmpty() && !rehearsal) {
            context.problems()
                    .add(
                            environment.node().entries().get("stubs").key().place(),
                            Code.TM119,
                            "stubs stand in for actions in rehearsals only",
                            "add rehearsal: true, or delete them");
        }
        return stubs;
    }

    private void checkStub(Node.Scalar key, String action) {
        if (context.keys().type(action).isEmpty()) {
            List<String> known =
                    context.keys().types().stream().map(ActionType::name).toList();
            context.problems()
                    .add(
                            key.place(),
                            Code.TM103,
                            "nothing can stand in for \"%s\": it is no action that works outside the run"
                                    .formatted(Shorten.to(60, action)),
                            DidYouMean.help(action, known)
                                    .or(() -> Optional.of("it may be one of: " + String.join(", ", known))));
        }
    }

    private Environment.Policy policy(Optional<View> view) {
        if (view.isEmpty()) {
            return Environment.Policy.DEFAULT;
        }
        View policy = view.get();
        Environment.Answers answers = policy.text("answers")
                .filter(word -> List.of("none", "questions", "all").contains(word))
                .map(word -> Environment.Answers.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Environment.Answers.NONE);
        return new Environment.Policy(
                policy.flag("self_approval"),
                policy.has("confirm"),
                answers,
                policy.has("plan"),
                policy.view("rehearsed")
                        .map(rule -> new Environment.Rehearsed(
                                rule.duration("within").orElse(Duration.ZERO),
                                rule.text("in"),
                                rule.texts("rollbacks"))),
                context.effects().settle(policy.scalars("required"), context.settings()),
                policy.has("lint"),
                policy.has("risky_approvals"));
    }

    Optional<Lock> lock() {
        Spot spot = context.settings();
        View root = context.root();
        Optional<View> parts = root.view("lock");
        if (parts.isPresent()) {
            return context.template(parts.get(), "name", Forms.TEXT, spot)
                    .map(name ->
                            new Lock(name, parts.get().text("from"), parts.get().text("to")));
        }
        return context.template(root, "lock", Forms.TEXT, spot)
                .map(name -> new Lock(name, Optional.empty(), Optional.empty()));
    }

    Map<String, Template> notices() {
        Map<String, Template> notices = new LinkedHashMap<>();
        Map<String, String> media =
                Map.of("slack", NoticeKeys.SLACK, "email", NoticeKeys.EMAIL, "webhook", NoticeKeys.WEBHOOK);
        root("notify")
                .ifPresent(block -> block.node().entries().forEach((name, entry) -> {
                    if (media.containsKey(name) && entry.value() instanceof Node.Mapping medium) {
                        View view = new View(medium);
                        view.entries("groups").values().forEach(group -> context.checkName(group.key(), Target.ROLE));
                        notices.put(name, new Template.Fields(settings(view, media.get(name), List.of())));
                    } else if (name.equals("audiences")) {
                        notices.put(name, audiences(entry.value()));
                    }
                }));
        return notices;
    }

    private Template audiences(Node node) {
        Spot spot = context.settings();
        return context.expressions().template(node, Forms.ANYTHING, spot.names(), spot.reader(false));
    }

    private Optional<View> root(String key) {
        return context.root().view(key);
    }
}
