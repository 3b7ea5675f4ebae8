package dev.tminus.book;

import java.util.Optional;

/**
 * A runbook bound to an environment and its inputs: what one run will do.
 *
 * @param text the canonical JSON that a run stores and is rebuilt from
 * @param digest SHA-256 of {@code text} without what people may reword: what approvals bind to
 */
public record Plan(Runbook runbook, Environment environment, Values inputs, String text, String digest) {

    public Optional<Phase> phase(String id) {
        return runbook.phases().stream().filter(phase -> phase.id().equals(id)).findFirst();
    }

    /** The connection of that name; an environment's own wins. */
    public Optional<Connection> connection(String name) {
        return Optional.ofNullable(environment
                .connections()
                .getOrDefault(name, runbook.connections().get(name)));
    }

    /** The secret of that name; an environment's own wins. */
    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(
                environment.secrets().getOrDefault(name, runbook.secrets().get(name)));
    }

    public Optional<Scenario> scenario(String id) {
        return Optional.ofNullable(runbook.rollbacks().get(id));
    }
}
