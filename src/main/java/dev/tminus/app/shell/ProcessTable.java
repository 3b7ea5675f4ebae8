package dev.tminus.app.shell;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The processes of this machine, as {@code /proc} shows them. */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");

    private ProcessTable() {}

    /** One process for ever: a pid is given out again, together with the start time it is not. */
    record Id(long pid, long start) {}

    /** A process at one moment. */
    record Entry(Id id, long parent, long group, long session, boolean zombie) {}

    /** Changes when the machine starts. */
    static String bootId() {
        return read(PROC.resolve("sys/kernel/random/boot_id"))
                .map(String::strip)
                .orElseThrow(() -> new CannotRunException("shell steps need Linux with /proc mounted"));
    }

    static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        String[] names = PROC.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            if (Character.isDigit(name.charAt(0))) {
                pids.add(Long.valueOf(name));
            }
        }
        return pids;
    }

    /** The process with that pid; empty once it is gone. */
    static Optional<Entry> find(long pid) {
        return read(pid, "stat").map(stat -> {
            // The name stands in parentheses and may hold anything, blanks and parentheses included.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return new Entry(
                    new Id(pid, Long.parseLong(fields[19])),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    Long.parseLong(fields[3]),
                    fields[0].equals("Z") || fields[0].equals("X"));
        });
    }

    static boolean isAlive(Id id) {
        return find(id.pid())
                .filter(entry -> entry.id().equals(id) && !entry.zombie())
                .isPresent();
    }

    /** Whether the process was given this entry in its environment; false where that may not be read. */
    static boolean hasInEnvironment(long pid, String entry) {
        return read(pid, "environ")
                .map(environment -> ("\0" + environment).contains("\0" + entry + "\0"))
                .orElse(false);
    }

    /** Whether the process has one of these pipes open for writing; false where that may not be read. */
    static boolean writesTo(long pid, Collection<Path> pipes) {
        Path process = PROC.resolve(Long.toString(pid));
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : open) {
                if (pipes.contains(Files.readSymbolicLink(file)) && isForWriting(process, file.getFileName())) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException gone) {
            return false;
        }
        return false;
    }

    /** The last octal digit of the flags is the access mode: 0 reads, 1 writes, 2 does both. */
    private static boolean isForWriting(Path process, Path number) {
        return read(process.resolve("fdinfo").resolve(number)).stream()
                .flatMap(String::lines)
                .anyMatch(line -> line.startsWith("flags:") && !line.endsWith("0"));
    }

    /** The program's file name, never its arguments. */
    static String name(long pid) {
        return read(pid, "comm").map(String::strip).orElse("?");
    }

    private static Optional<String> read(long pid, String file) {
        return read(PROC.resolve(Long.toString(pid)).resolve(file));
    }

    /** A small file; empty when it is not there. Not through a channel: those break when the thread is interrupted. */
    static Optional<String> read(Path file) {
        try (InputStream bytes = new FileInputStream(file.toFile())) {
            String text = new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
