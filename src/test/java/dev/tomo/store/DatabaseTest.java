package dev.tomo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tomo.message.Message;
import dev.tomo.store.StoreException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {
    @TempDir
    private Path home;

    private Path memory() {
        return home.resolve("memory");
    }

    private Path file() {
        return memory().resolve("tomo.db");
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void checkRights() throws IOException {
        assertThat(rights(memory())).isEqualTo("rwx------");
        try (var files = Files.list(memory())) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(
                            file -> assertThat(rights(file)).as(file.toString()).isEqualTo("rw-------"));
        }
    }

    @Test
    void nobodyButTheOwnerCanReadWhatIsKept() throws IOException {
        try (Database database = Database.open(home)) {
            new Transcript(database, Clock.systemUTC()).start("m", "to-line");
            assertThat(memory().resolve("tomo.db-wal")).exists();
            assertThat(memory().resolve("tomo.db-shm")).exists();
            checkRights();
        }
        checkRights();
    }

    @Test
    void rightsThatWereTooWideAreTakenBack() throws IOException {
        Files.createDirectory(
                memory(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(memory().resolve("README.md"), "…");
        Files.createFile(file());
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-r--"));
        try (Database database = Database.open(home)) {
            assertThat(database.file()).isEqualTo(file().toString());
            checkRights();
        }
    }

    @Test
    void aFolderWithAnyNameHoldsADatabase() throws IOException {
        for (String name : List.of("with space", "per%41cent", "question?mark=1", "hash#tag", "file:x", "柏林")) {
            Path odd = home.resolve(name);
            try (Database database = Database.open(odd)) {
                new Transcript(database, Clock.systemUTC()).start("m", "to-line");
            }
            assertThat(odd.resolve("memory/tomo.db")).isNotEmptyFile();
        }
    }

    @Test
    void writesAreDurableAndFreedPagesAreWiped() {
        try (Database database = Database.open(home)) {
            assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(database, "synchronous")).isEqualTo("2");
            assertThat(pragma(database, "secure_delete")).isEqualTo("1");
            assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
            assertThat(pragma(database, "user_version")).isEqualTo("" + Schema.STEPS.size());
        }
    }

    private static String pragma(Database database, String name) {
        return database.read(
                db -> Sql.one(db, row -> row.getString(1), "PRAGMA " + name).orElseThrow());
    }

    @Test
    void aFileOfANewerTomoIsLeftAsItIs() throws IOException {
        try (Database database = Database.open(home)) {
            new MemoryLog(database, Clock.systemUTC()).remember("User likes tea.", MemoryOrigin.PERSON);
            database.write(db -> Sql.update(db, "PRAGMA user_version = 99"));
        }
        byte[] before = Files.readAllBytes(file());
        StoreException refused = catchThrowableOfType(StoreException.class, () -> Database.open(home));
        assertThat(refused.problem()).isEqualTo(Problem.FOREIGN);
        assertThat(refused).hasMessageContainingAll(file().toString(), "newer Tomo", "99", "update Tomo");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void anotherProgramsDatabaseIsLeftAsItIs() throws Exception {
        Files.createDirectories(memory());
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file())) {
            connection.createStatement().executeUpdate("CREATE TABLE theirs (x)");
        }
        byte[] before = Files.readAllBytes(file());
        StoreException refused = catchThrowableOfType(StoreException.class, () -> Database.open(home));
        assertThat(refused.problem()).isEqualTo(Problem.FOREIGN);
        assertThat(refused).hasMessageContaining("another program's database");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAsItIs() throws IOException {
        Files.createDirectories(memory());
        Files.writeString(file(), "Dear diary, ".repeat(500));
        StoreException refused = catchThrowableOfType(StoreException.class, () -> Database.open(home));
        assertThat(refused.problem()).isEqualTo(Problem.DAMAGED);
        assertThat(refused.getMessage())
                .contains(file().toString(), "memory/README.md")
                .doesNotContain("\n");
        assertThat(file()).content().startsWith("Dear diary");
    }

    @Test
    void aDamagedPageIsSaidToBeDamaged() throws IOException {
        try (Database database = Database.open(home)) {
            MemoryLog memories = new MemoryLog(database, Clock.systemUTC());
            for (int i = 0; i < 200; i++) {
                memories.remember("User knows the number " + i + " " + "by heart ".repeat(20), MemoryOrigin.PERSON);
            }
        }
        byte[] bytes = Files.readAllBytes(file());
        java.util.Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5a);
        Files.write(file(), bytes);
        StoreException refused = catchThrowableOfType(StoreException.class, () -> {
            try (Database database = Database.open(home)) {
                new MemoryLog(database, Clock.systemUTC()).memories();
            }
        });
        assertThat(refused.problem()).isEqualTo(Problem.DAMAGED);
    }

    @Test
    void aFileInTheFoldersPlaceIsSaid() throws IOException {
        Files.writeString(memory(), "not a folder");
        StoreException refused = catchThrowableOfType(StoreException.class, () -> Database.open(home));
        assertThat(refused.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(refused.getMessage())
                .contains(file().toString(), "TOMO_HOME")
                .doesNotContain("\n");
    }

    @Test
    void aFileThatCannotBeWrittenIsSaid() {
        try (Database database = Database.open(home)) {
            database.write(db -> Sql.update(db, "PRAGMA query_only = ON"));
            StoreException refused = catchThrowableOfType(
                    StoreException.class, () -> new Transcript(database, Clock.systemUTC()).start("m", "to-line"));
            assertThat(refused.problem()).isEqualTo(Problem.READ_ONLY);
            assertThat(new Transcript(database, Clock.systemUTC()).sessions(10)).isEmpty();
        }
    }

    @Test
    void aFullDiskLosesNothingThatWasWrittenBefore() {
        try (Database database = Database.open(home)) {
            Transcript transcript = new Transcript(database, Clock.systemUTC());
            String session = transcript.start("m", "to-line").id();
            transcript.append(session, Message.user("before"));
            long pages = Long.parseLong(pragma(database, "page_count"));
            database.read(db -> Sql.list(db, row -> row.getLong(1), "PRAGMA max_page_count = " + pages));
            StoreException refused = catchThrowableOfType(
                    StoreException.class, () -> transcript.append(session, Message.user("x".repeat(100_000))));
            assertThat(refused.problem()).isEqualTo(Problem.FULL);
            assertThat(refused.getMessage())
                    .contains("disk is full", "make room")
                    .doesNotContain("\n");
            database.read(db -> Sql.list(db, row -> row.getLong(1), "PRAGMA max_page_count = 1000000"));
            transcript.append(session, Message.user("after"));
            assertThat(transcript.entries(session))
                    .extracting(entry -> entry.message().text())
                    .containsExactly("before", "after");
        }
    }

    @Test
    void aLimitOnTheSizeOfFilesLosesNothingThatWasAcknowledged() throws Exception {
        ChildProgram program = ChildProgram.startWithin("ulimit -f 6000", Filler.class, home.toString());
        List<String> lines = program.lines();
        assertThat(program.process().exitValue()).isZero();
        assertThat(lines.getLast()).matches("(?:FULL|FAILING) .*tomo\\.db.*try again");
        try (Database database = Database.open(home)) {
            assertThat(new MemoryLog(database, Clock.systemUTC()).memories())
                    .extracting(Memory::text)
                    .isEqualTo(lines.subList(0, lines.size() - 1));
        }
    }

    /// Saves memories until that fails, and prints each, then the failure. Argument: the home folder.
    static final class Filler {
        private Filler() {}

        public static void main(String[] arguments) {
            try (Database database = Database.open(Path.of(arguments[0]))) {
                MemoryLog memories = new MemoryLog(database, Clock.systemUTC());
                for (int i = 0; ; i++) {
                    String fact = "Fact " + i + " again".repeat(100);
                    memories.remember(fact, MemoryOrigin.PERSON);
                    System.out.println(fact);
                }
            } catch (StoreException failure) {
                System.out.println(failure.problem() + " " + failure.getMessage());
            }
        }
    }

    @Test
    void workThatFailsLeavesNothingBehind() {
        try (Database database = Database.open(home)) {
            Transcript transcript = new Transcript(database, Clock.systemUTC());
            String session = transcript.start("m", "to-line").id();
            assertThatThrownBy(() -> database.write(db -> {
                        Sql.update(db, "UPDATE session SET tainted = 1");
                        throw new IllegalArgumentException("no");
                    }))
                    .hasMessage("no");
            assertThat(transcript.get(session).orElseThrow().tainted()).isFalse();
        }
    }

    @Test
    void severalProgramsCanOpenANewFolderAtOnce() throws Exception {
        List<ChildProgram> programs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            programs.add(ChildProgram.start(FirstOpener.class, home.toString(), "" + i));
        }
        for (ChildProgram program : programs) {
            assertThat(program.lines()).containsExactly("done");
            assertThat(program.process().exitValue()).isZero();
        }
        try (Database database = Database.open(home)) {
            assertThat(new MemoryLog(database, Clock.systemUTC()).memories())
                    .hasSize(4 * FirstOpener.MEMORIES)
                    .extracting(Memory::text)
                    .doesNotHaveDuplicates();
        }
    }

    /// Opens a database and saves some memories. Arguments: the home folder, a number of its own.
    static final class FirstOpener {
        static final int MEMORIES = 50;

        private FirstOpener() {}

        public static void main(String[] arguments) {
            try (Database database = Database.open(Path.of(arguments[0]))) {
                MemoryLog memories = new MemoryLog(database, Clock.systemUTC());
                for (int i = 0; i < MEMORIES; i++) {
                    memories.remember("Fact " + arguments[1] + "-" + i, MemoryOrigin.PERSON);
                }
            }
            System.out.println("done");
        }
    }

    @Test
    void whatIsKeptInMemoryLeavesNoFile() throws IOException {
        try (Database database = Database.inMemory()) {
            Transcript transcript = new Transcript(database, Clock.systemUTC());
            String session = transcript.start("m", "to-line").id();
            transcript.append(session, Message.user("hello"));
            assertThat(transcript.entries(session)).hasSize(1);
        }
        try (var files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }
}
