package dev.tomo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tomo.model.CacheDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// What a build ends with: all that a start needs in one directory of the cache, and the file that `tomo` reads to
/// start it.
///
/// The directory is named by a digest of what it is made from: the jars, the JDK and the options. A running program
/// has its jars mapped, so a later build must not touch them; and another checkout of the same sources finds
/// everything ready. Beside the jars it holds
///
/// - `native/`, the libraries that SQLite and JLine would otherwise unpack at every start;
/// - `tomo.aot`, the loaded and linked classes that a [Training] run leaves behind;
/// - `release`, a copy of the JDK's file of this name with its time, so that `tomo` sees that the JDK was replaced.
///
/// Everything is made under another name and then moved: a start never meets the half of something.
final class Installation {
    /// Older programs are kept this long, because one may still be running; the newest few for longer.
    private static final Duration KEPT = Duration.ofDays(1);

    private static final int NEWEST_KEPT = 3;

    /// On a busy machine the JVM's own child, which puts the class cache together, was seen to end without one.
    private static final int TRIES = 3;

    private final Path programs;
    private final Path jdk;
    private final Clock clock;

    /// @param jdk the home of the JDK that will run the program
    Installation(CacheDirectory cache, Path jdk, Clock clock) {
        this.programs = cache.programs();
        this.jdk = jdk;
        this.clock = clock;
    }

    /// `Installation JAR PROMPTS LAUNCH`, as the build calls it: see [#install].
    public static void main(String[] arguments) throws InterruptedException {
        CacheDirectory cache = Main.surroundings(System.getenv()).cache();
        Path jdk = Path.of(System.getProperty("java.home"));
        try {
            new Installation(cache, jdk, Clock.systemUTC())
                    .install(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        } catch (IOException e) {
            System.err.println("tomo: cannot prepare the program in " + cache.root() + " (" + e
                    + "); make room there, or name another directory in XDG_CACHE_HOME");
            System.exit(1);
        }
    }

    /// Makes what is missing of the program, and writes the file that starts it.
    ///
    /// @param jar with its libraries where its manifest says
    /// @param prompts what a [Training] session is told
    /// @param launch exists, and its time is when the build began; it keeps that time, so that a source saved while
    ///     the build ran counts as newer
    void install(Path jar, Path prompts, Path launch) throws IOException, InterruptedException {
        Files.createDirectories(programs);
        Program program = new Program(jdk, programs.resolve(digest(jar)));
        if (!Files.isDirectory(program.directory())) {
            fill(program.directory(), jar);
        }
        Path release = jdk.resolve("release");
        Files.copy(
                release,
                program.directory().resolve("release"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        if (!Files.exists(program.classCache())) {
            train(program, prompts);
        }
        Files.setLastModifiedTime(program.directory(), FileTime.from(clock.instant()));
        FileTime begun = Files.getLastModifiedTime(launch);
        Files.writeString(launch, program.launchScript());
        Files.setLastModifiedTime(launch, begun);
        removeOld();
    }

    private String digest(Path jar) throws IOException {
        MessageDigest digest = sha256();
        String recipe = System.getProperty("java.vm.version") + jdk + Program.OPTIONS + Program.libraries(jar);
        digest.update(recipe.getBytes(UTF_8));
        byte[] buffer = new byte[1 << 16];
        for (Path path : Program.classPath(jar)) {
            try (InputStream in = Files.newInputStream(path)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void fill(Path directory, Path jar) throws IOException {
        Path half = Files.createTempDirectory(programs, ".half-");
        Files.createDirectory(half.resolve("lib"));
        Files.copy(jar, half.resolve("tomo.jar"));
        for (String library : Program.libraries(jar)) {
            Files.copy(jar.resolveSibling(library), half.resolve(library));
        }
        NativeLibraries.unpack(half.resolve("native"));
        try {
            Files.move(half, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            remove(half);
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /// Leaves the program without a class cache where that fails: it then starts slower.
    private void train(Program program, Path prompts) throws IOException, InterruptedException {
        System.err.println("tomo: preparing fast starts…");
        Path half = Files.createTempFile(programs, ".half-", ".aot");
        Path log = program.directory().resolve("training.log");
        try {
            boolean trained = false;
            for (int tries = 0; tries < TRIES && !trained; tries++) {
                trained = new Training(program, prompts).run(half, log);
            }
            if (trained) {
                Files.move(half, program.classCache(), StandardCopyOption.ATOMIC_MOVE);
            } else {
                System.err.println("tomo: starts stay slow: preparing them failed, see " + log);
            }
        } catch (IOException | LinkageError e) {
            System.err.println("tomo: starts stay slow: preparing them failed: " + e);
        }
        Files.deleteIfExists(half);
    }

    private void removeOld() throws IOException {
        Instant oldest = clock.instant().minus(KEPT);
        List<Path> newestFirst;
        try (Stream<Path> all = Files.list(programs)) {
            Comparator<Path> byAge = Comparator.comparing(Installation::modified);
            newestFirst = all.sorted(byAge.reversed()).toList();
        }
        newestFirst.stream()
                .skip(NEWEST_KEPT)
                .filter(old -> modified(old).isBefore(oldest))
                .forEach(Installation::remove);
    }

    private static Instant modified(Path path) {
        return Instant.ofEpochMilli(path.toFile().lastModified());
    }

    private static void remove(Path path) {
        try (Stream<Path> inside = Files.walk(path)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            // What another program still uses is removed by a later build.
        }
    }
}
