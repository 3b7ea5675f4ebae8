package dev.tminus.app.guide;

import java.util.regex.Pattern;

/** A first guess at who owns a step, from its words; a person corrects it. */
final class OwnerRole {
    private static final Pattern MANAGER = Pattern.compile(
            "\\b(?:notify|notified|announce|stakeholders?|schedule|assign|roles|communication|tracker|ticket|retrospective"
                    + "|lessons|approv\\w+|sign[- ]?off|go/no-go|team notified)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DATABASE = Pattern.compile(
            "\\b(?:databases?|dba|backups?|restor\\w+|snapshot|sql|schema|migrations?|index(?:es)?|quer(?:y|ies)|analy[sz]e|tables?"
                    + "|vacuum|replication|recovery|pooling|foreign keys?|rollback)\\b",
            Pattern.CASE_INSENSITIVE);

    private OwnerRole() {}

    static String of(DraftStep step) {
        if (step.doing() instanceof DraftStep.Doing.Sql) {
            return "dba";
        }
        if (MANAGER.matcher(step.name()).find()) {
            return "release_manager";
        }
        return DATABASE.matcher(step.name()).find() ? "dba" : "engineer";
    }
}
