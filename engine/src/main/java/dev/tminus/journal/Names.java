package dev.tminus.journal;

/** How a name of Java code is written in a line. */
final class Names {
    private Names() {}

    /** {@code planDigest} and {@code PlanDigest} become {@code plan_digest}. */
    static String snakeCase(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isUpperCase(c) && i > 0) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
