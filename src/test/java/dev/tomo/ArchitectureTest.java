package dev.tomo;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The house: which room may know which, and what each of them may not do.
@AnalyzeClasses(packages = "dev.tomo", importOptions = ArchitectureTest.ProgramOnly.class)
class ArchitectureTest {
    /// What the tests are compiled to stays out, in whichever directory the build is.
    static final class ProgramOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    /// From left to right; a room may use what stands to the right of its own group.
    private static final List<List<String>> ROOMS = List.of(
            List.of("cli"),
            List.of("terminal"),
            List.of("session"),
            List.of("prompt", "model", "tool"),
            List.of("wire", "store"),
            List.of("message"));

    @ArchTest
    static void roomUsesOnlyRoomsToItsRight(JavaClasses classes) {
        List<String> forbidden = new ArrayList<>();
        for (List<String> group : ROOMS) {
            group.forEach(room -> forbidden.add("dev.tomo." + room + ".."));
            for (String room : group) {
                String own = "dev.tomo." + room + "..";
                String[] others =
                        forbidden.stream().filter(other -> !other.equals(own)).toArray(String[]::new);
                noClasses()
                        .that()
                        .resideInAPackage(own)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others)
                        .because("it goes " + ROOMS)
                        .allowEmptyShould(true)
                        .check(classes);
            }
        }
    }

    @ArchTest
    static void everyClassIsInARoom(JavaClasses classes) {
        String[] rooms = ROOMS.stream()
                .flatMap(List::stream)
                .map(room -> "dev.tomo." + room + "..")
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(rooms).check(classes);
    }

    @ArchTest
    static final ArchRule packagesDoNotGoInCircles =
            slices().matching("dev.tomo.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule toolsDoNotKnowEachOther =
            slices().matching("dev.tomo.tool.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule dispatchKnowsNoParticularTool = noClasses()
            .that()
            .resideInAPackage("dev.tomo.tool")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tomo.tool.*..");

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        Set<String> unmarked = classes.stream()
                .map(JavaClass::getPackage)
                .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(toSet());
        assertThat(unmarked).isEmpty();
    }

    @ArchTest
    static final ArchRule messagesArePlainValues = noClasses()
            .that()
            .resideInAPackage("dev.tomo.message..")
            .should()
            .dependOnClassesThat(
                    not(resideInAnyPackage("dev.tomo.message..", "java.lang..", "java.util..", "org.jspecify..")));

    @ArchTest
    static final ArchRule wireDoesNoInputOrOutput = noClasses()
            .that()
            .resideInAPackage("dev.tomo.wire..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.net..", "java.sql..", "okhttp3..")
                    .as("files, the network or a database"));

    @ArchTest
    static void libraryHasItsRoom(JavaClasses classes) {
        // The command room makes everything, and prepares it at the end of a build.
        onlyIn(classes, "java.sql..", "store");
        onlyIn(classes, "org.sqlite..", "store");
        onlyIn(classes, "org.jline..", "terminal");
        onlyIn(classes, "dev.langchain4j..", "model");
        onlyIn(classes, "picocli..", "cli");
        onlyIn(classes, "okhttp3..", "model", "tool");
    }

    private static void onlyIn(JavaClasses classes, String library, String... rooms) {
        String[] packages = Stream.concat(Stream.of(rooms), Stream.of("cli"))
                .map(room -> "dev.tomo." + room + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .allowEmptyShould(true)
                .check(classes);
    }

    @ArchTest
    static final ArchRule clockEnvironmentAndStreamsAreInjected = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tomo.cli..")
            .should()
            .accessField(System.class, "in")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(ZoneId.class, "systemDefault");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveNameMatching(".*\\.(util|utils|impl|common|helpers?)\\..*")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");

    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^ *public (?:(?:static|final|abstract|sealed|non-sealed) )*(?:class|interface|record|enum|@interface) (\\w+)");

    @Test
    void everyPublicTypeSaysWhatItIs() throws IOException {
        List<String> silent = new ArrayList<>();
        Path sources = Path.of(System.getProperty("tomo.checkout", "."), "src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    Matcher type = PUBLIC_TYPE.matcher(lines.get(i));
                    if (type.find() && !documented(lines, i)) {
                        silent.add(type.group(1)
                                + String.format(Locale.ROOT, " (%s:%d)", sources.relativize(file), i + 1));
                    }
                }
            }
        }
        assertThat(silent).as("public types without a doc comment").isEmpty();
    }

    /// Whether a doc comment ends above this line, with nothing but annotations between.
    private static boolean documented(List<String> lines, int type) {
        int above = type - 1;
        while (above >= 0 && lines.get(above).strip().startsWith("@")) {
            above--;
        }
        return above >= 0 && lines.get(above).strip().startsWith("///");
    }
}
