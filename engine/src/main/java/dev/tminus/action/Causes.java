package dev.tminus.action;

/** What lies beneath an exception. */
public final class Causes {

    private Causes() {}

    /** True when it, or a cause of it, is of that kind. */
    public static boolean has(Throwable failed, Class<? extends Throwable> kind) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The words of the first cause of all. */
    public static String root(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
