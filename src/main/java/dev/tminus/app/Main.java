package dev.tminus.app;

import dev.tminus.app.cli.TminusCommand;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Terminal;
import dev.tminus.app.postgres.migrate.PrismaStatus;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        System.setProperty("java.util.logging.config.class", NoHandlers.class.getName());
        Results results = new Results(new FileOutputStream(FileDescriptor.out));
        PrintStream out = new PrintStream(results, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(
                System.in, out, err, new Terminal.Attached(attached("stdin"), attached("stdout"), attached("stderr")));
        Wiring wiring = new Wiring(System.getenv(), Path.of(""), warning -> err.println("warning: " + warning));
        int code = TminusCommand.run(wiring, terminal, arguments);
        out.flush();
        results.trouble()
                .ifPresent(why -> err.println(
                        "tminus: standard output could not be written to its end: %s; what is there is not whole"
                                .formatted(why)));
        err.flush();
        return code == 0 && results.trouble().isPresent() ? ExitCode.FAILED.code() : code;
    }

    /** Asked by the launcher, because Java's own answer changed with JDK 22. */
    private static boolean attached(String stream) {
        return Boolean.getBoolean("tminus." + stream + ".tty");
    }

    /**
     * What libraries log through Java's own logging would stand among our messages. Named rather than told to the log
     * manager, because most commands end without that one, and starting it takes longer than they do.
     */
    public static final class NoHandlers {}

    /** Hidden: the demo's stand-in for Prisma asks it, on machines without Node.js. */
    private static int prismaStatus(List<String> arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return new PrismaStatus(System.getenv(), out, err).run(arguments);
    }
}
