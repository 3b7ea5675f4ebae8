package dev.tminus.app.aws;

/**
 * An IAM action that an action of a runbook needs.
 *
 * @param action as IAM writes it, {@code rds:CreateDBSnapshot}
 * @param resource the kind of ARN it can be limited to, {@code rds:snapshot}; {@code *} where AWS knows none
 */
public record Permission(String action, String resource) {
    public Permission {
        if (!action.matches("[a-z]+:\\w+")) {
            throw new IllegalArgumentException("action must be SERVICE:NAME, was '%s'".formatted(action));
        }
    }
}
