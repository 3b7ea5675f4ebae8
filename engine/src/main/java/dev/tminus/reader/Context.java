package dev.tminus.reader;

import dev.tminus.book.Expression;
import dev.tminus.book.Template;
import dev.tminus.book.Type;
import dev.tminus.reader.Form.Target;
import dev.tminus.reader.Guard.When;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Outline.Home;
import dev.tminus.reader.Outline.Item;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What all builders of one runbook share. */
final class Context {
    private final View root;
    private final Keys keys;
    private final Problems problems;
    private final Declared declared;
    private final Outline outline;
    private final StepTypes types;
    private final Vocabularies vocabularies;
    private final Expressions expressions;
    private final Guard guard;
    private final Jumps jumps;
    private final InputBuilder inputs;
    private final Effects effects;
    private final GroupCalls groups;
    private final FileNotes files = new FileNotes();

    Context(Mapping root, Keys keys, ExpressionCompiler compiler, Problems problems) {
        this.root = new View(root);
        this.keys = keys;
        this.problems = problems;
        this.declared = new Declared(root);
        this.outline = new Outline(root, keys, problems);
        this.types = new StepTypes(keys, outline);
        this.vocabularies = new Vocabularies(root, outline, types, new ValueTypes(compiler));
        this.expressions = new Expressions(compiler, problems);
        this.guard = new Guard(outline, problems);
        this.jumps = new Jumps(outline, declared, problems);
        this.inputs = new InputBuilder(expressions, problems);
        this.effects = new Effects(this);
        this.groups = new GroupCalls(this);
    }

    View root() {
        return root;
    }

    Keys keys() {
        return keys;
    }

    Problems problems() {
        return problems;
    }

    Outline outline() {
        return outline;
    }

    StepTypes types() {
        return types;
    }

    Vocabularies vocabularies() {
        return vocabularies;
    }

    Expressions expressions() {
        return expressions;
    }

    Jumps jumps() {
        return jumps;
    }

    InputBuilder inputs() {
        return inputs;
    }

    Effects effects() {
        return effects;
    }

    GroupCalls groups() {
        return groups;
    }

    FileNotes files() {
        return files;
    }

    /** Outside phases: vars, connections, locks. */
    Spot settings() {
        return new Spot(Outline.NOWHERE, Optional.empty(), vocabularies.settings(), guard, When.BEFORE);
    }

    /** In the keys of a phase, a scenario or a group. */
    Spot spot(Home home) {
        return new Spot(home, Optional.empty(), vocabularies.at(home), guard, When.BEFORE);
    }

    /** In a step, before it runs; with its loop's own name or without. */
    Spot spot(Item item, boolean ownLoop) {
        return new Spot(item.home(), Optional.of(item), vocabularies.at(item, ownLoop), guard, When.BEFORE);
    }

    Optional<Template> template(View view, String key, Form form, Spot spot) {
        return view.get(key)
                .filter(node -> !(node instanceof Scalar scalar && scalar.absent()))
                .map(node -> expressions.template(node, form, spot.names(), spot.reader(false)));
    }

    /** A computed value: text is an expression, unless it holds `${{ }}`; everything else stands for itself. */
    Optional<Template> value(Node node, Spot spot) {
        if (node instanceof Scalar scalar && scalar.value() instanceof String && !Fit.hasExpression(scalar)) {
            Optional<Expression> expression =
                    expressions.expression(scalar, spot.names(), spot.reader(false), Type.Simple.DYNAMIC);
            return expression.map(Template.Computed::new);
        }
        return Optional.of(expressions.template(node, Forms.ANYTHING, spot.names(), spot.reader(false)));
    }

    boolean declares(Target target, String name) {
        return declared.of(target).contains(name);
    }

    /** Reports a name that nothing declares. */
    void checkName(Scalar scalar, Target target) {
        if (!declares(target, scalar.text())) {
            problems.add(
                    scalar.place(),
                    Declared.unknown(target),
                    "there is no %s \"%s\"".formatted(Structure.title(target), Shorten.to(60, scalar.text())),
                    DidYouMean.help(scalar.text(), declared.of(target)));
        }
    }

    /** A word that names neither an audience nor a role is a misspelt one; channels and addresses are not words. */
    void checkAudience(Scalar scalar) {
        Set<String> known = new LinkedHashSet<>(root.view("notify")
                .map(block -> block.entries("audiences").keySet())
                .orElse(Set.of()));
        known.addAll(declared.of(Target.ROLE));
        if (scalar.text().matches("[a-z][a-z0-9_]*") && !known.contains(scalar.text())) {
            problems.add(
                    scalar.place(),
                    Code.TM212,
                    "there is no audience or role \"%s\"".formatted(Shorten.to(60, scalar.text())),
                    DidYouMean.help(scalar.text(), known)
                            .or(() ->
                                    Optional.of("declare it under notify: audiences:, or name a #channel or address")));
        }
    }
}
