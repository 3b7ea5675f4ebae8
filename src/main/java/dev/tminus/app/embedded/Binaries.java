package dev.tminus.app.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs as they are packed with Tminus, unpacked once per version into a cache folder. */
record Binaries(Path cache) {
    private static final int OWNER_MAY_EXECUTE = 0100;
    private static final int BUFFER = 1 << 16;

    /** The folder with {@code bin}, {@code lib} and {@code share}; unpacks it on first use, whoever comes first. */
    Path folder() {
        URL packed = packed();
        try {
            Path folder = cache.resolve("postgresql-" + fingerprint(packed));
            Path ready = folder.resolve(".ready");
            if (Files.exists(ready)) {
                return folder;
            }
            Files.createDirectories(cache);
            try (FileChannel channel = FileChannel.open(
                            cache.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(ready)) {
                    unpack(packed, folder);
                    Files.createFile(ready);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + cache, e);
        }
    }

    private static URL packed() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch");
        String name = "postgres-%s-%s.txz"
                .formatted(system, machine.equals("amd64") ? "x86_64" : machine.replace("aarch64", "arm_64"));
        URL packed = Binaries.class.getResource("/" + name);
        if (packed == null) {
            throw new EmbeddedServerException(
                    "no PostgreSQL for this machine is packed with Tminus (looked for %s): name a journal of your own with --journal URL"
                            .formatted(name));
        }
        return packed;
    }

    /** Tells versions apart without reading 15 MB: the archive's own checksum of the entry. */
    private static String fingerprint(URL packed) throws IOException {
        URLConnection connection = packed.openConnection();
        return connection instanceof JarURLConnection jar
                ? "%08x".formatted(jar.getJarEntry().getCrc())
                : Long.toString(connection.getContentLengthLong());
    }

    private static void unpack(URL packed, Path folder) throws IOException {
        try (InputStream raw = packed.openStream();
                TarArchiveInputStream archive =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(raw, BUFFER)))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, folder);
            }
        }
    }

    private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path folder) throws IOException {
        Path path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("entry leaves the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.deleteIfExists(path);
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(archive, path, StandardCopyOption.REPLACE_EXISTING);
        boolean program =
                (entry.getMode() & OWNER_MAY_EXECUTE) != 0 || path.getParent().endsWith("bin");
        if (program && !path.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make executable: " + path);
        }
    }
}
