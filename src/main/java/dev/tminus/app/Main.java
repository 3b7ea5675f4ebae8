package dev.tminus.app;

import dev.tminus.app.cli.TminusCommand;

/** Where the process begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(TminusCommand.run(arguments));
    }
}
