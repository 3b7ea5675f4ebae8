package dev.tminus.app.aws.rds;

import dev.tminus.app.aws.AwsTrouble;
import java.util.Set;

/** What RDS's words for a status mean. A word not known here is waited for, as long as the step allows. */
enum Status {
    /** It can be used, and changed. */
    READY,
    /** Something goes on; it passes. */
    PASSING,
    /** It stays so until a person does something. */
    STUCK;

    private static final Set<String> ENDS = Set.of(
            "deleting",
            "deleted",
            "failed",
            "insufficient-capacity",
            "restore-error",
            "stopped",
            "storage-full",
            "inaccessible-encryption-credentials",
            "inaccessible-encryption-credentials-recoverable");

    static Status of(String word) {
        if (word.equals("available") || word.equals("storage-optimization") || word.equals("storage-initialization")) {
            return READY;
        }
        return ENDS.contains(word) || word.startsWith("incompatible-") ? STUCK : PASSING;
    }

    /** Refuses to wait for what will not pass. */
    static boolean ready(String what, String name, String word) {
        return switch (of(word)) {
            case READY -> true;
            case PASSING -> false;
            case STUCK ->
                throw AwsTrouble.refused(
                        "%s %s is %s, which does not pass by itself. Put that right, then retry this step."
                                .formatted(what, name, word));
        };
    }
}
