package dev.tminus.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * All classes of the jars that some classes came from, loaded so that they are in the class archive: which of them a
 * command needs depends on what its runbook and its journal hold.
 */
final class JarClasses {
    private static final String SUFFIX = ".class";

    private JarClasses() {}

    /** Returns how many could be loaded. Classes outside jars are those of a build, which nobody archives. */
    static int load(List<Class<?>> members) {
        return members.stream().mapToInt(JarClasses::loadAround).sum();
    }

    private static int loadAround(Class<?> member) {
        CodeSource source = member.getProtectionDomain().getCodeSource();
        if (source == null) {
            return 0;
        }
        try {
            Path place = Path.of(source.getLocation().toURI());
            return Files.isRegularFile(place) ? loadAll(place, member.getClassLoader()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the jar of " + member.getName(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the jar of " + member.getName() + " has no place", e);
        }
    }

    private static int loadAll(Path jar, @Nullable ClassLoader loader) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return (int) file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("META-INF/"))
                    .map(name ->
                            name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'))
                    .filter(name -> isLoaded(name, loader))
                    .count();
        }
    }

    /** A class that needs a library nobody ships here is left out. */
    private static boolean isLoaded(String name, @Nullable ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
