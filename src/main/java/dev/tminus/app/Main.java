package dev.tminus.app;

import dev.tminus.app.cli.TminusCommand;
import dev.tminus.app.postgres.PrismaStatus;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the process begins. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("prisma-status")) {
            return prismaStatus(List.of(arguments).subList(1, arguments.length));
        }
        return TminusCommand.run(arguments);
    }

    /** Hidden: the demo's stand-in for Prisma asks it, on machines without Node.js. */
    private static int prismaStatus(List<String> arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new PrismaStatus(System.getenv(), out, err).run(arguments);
    }
}
