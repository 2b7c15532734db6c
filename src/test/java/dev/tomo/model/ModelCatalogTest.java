package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelCatalogTest {
    private static final long GIGA = 1_000_000_000;

    @TempDir
    Path folder;

    static List<CatalogEntry> entries() {
        return ModelCatalog.entries();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEntryIsFoundByNameAndItsPiecesAreTheWholeFile(CatalogEntry entry) {
        assertThat(ModelCatalog.find(entry.name())).contains(entry);
        List<Block> blocks = entry.blocks();
        assertThat(blocks).first().extracting(Block::offset).isEqualTo(0L);
        assertThat(blocks).last().extracting(Block::end).isEqualTo(entry.bytes());
        assertThat(blocks)
                .allMatch(block -> block.sha256()
                        .filter(sum -> sum.matches("[0-9a-f]{64}"))
                        .isPresent());
    }

    @Test
    void sourcesOfOneEntryCutItAtTheSamePlaces() {
        assertThat(ModelCatalog.find("starter").orElseThrow().blocks()).hasSize(22);
        assertThat(ModelCatalog.find("small").orElseThrow().blocks()).hasSize(6);
        assertThat(ModelCatalog.find("tiny").orElseThrow().blocks()).hasSize(1);
    }

    @Test
    void theMakersFileComesFirstAndItsRevisionIsPinned() {
        assertThat(ModelCatalog.find("starter").orElseThrow().sources().getFirst())
                .isEqualTo(new Source.WebFile(URI.create("https://huggingface.co/Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF/"
                        + "resolve/f86cb2c1fa58255f8052cc32aeede1b7482d4361/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf")));
        assertThat(ModelCatalog.find("nothing")).isEmpty();
    }

    @Test
    void anEntryWhoseSumsDoNotFitItsPiecesIsAMistake() {
        assertThatThrownBy(() -> new CatalogEntry(
                        "x", "X", 100, "0".repeat(64), 10, List.of("0".repeat(64)), List.of(), "", 1, 1, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("blockSums has 1 sums for 10 pieces");
    }

    @ParameterizedTest
    @CsvSource({
        "16, 12, 8, starter",
        "4, 3, 2, starter",
        "16, 12, 1, small",
        "4, 2, 4, small",
        "1, 0.5, 2, tiny",
        "0.5, 0.1, 1, tiny"
    })
    void theSuggestionFitsTheMachine(double memory, double free, int cores, String expected) {
        Suggestion suggestion = ModelCatalog.suggest(new Machine((long) (memory * GIGA), (long) (free * GIGA), cores));

        assertThat(suggestion.entry().name()).isEqualTo(expected);
        assertThat(suggestion.why()).contains(expected + " takes ");
    }

    @Test
    void aLargeMachineHearsWhatElseWouldFitAndASmallOneThatItIsTight() {
        Suggestion large = ModelCatalog.suggest(new Machine(64 * GIGA, 60 * GIGA, 16));
        assertThat(large.why())
                .isEqualTo("64.0 GB of memory, 60.0 GB free, 16 cores: starter takes 1.9 GB; uses the tools, weak on"
                        + " facts");
        assertThat(large.largestFile()).isBetween(15 * GIGA, 40 * GIGA);

        assertThat(ModelCatalog.suggest(new Machine(GIGA / 2, GIGA / 10, 1)).why())
                .endsWith("tiny takes 250 MB, which is tight; close other programs or use a server with --model"
                        + " URL#NAME");
    }

    @Test
    void thisMachineHasMemoryAndCores() throws Exception {
        Machine here = Machine.here();
        assertThat(here.memory()).isPositive();
        assertThat(here.available()).isPositive().isLessThanOrEqualTo(here.memory());
        assertThat(here.cores()).isPositive();

        Path information = Files.writeString(folder.resolve("meminfo"), "MemTotal: 9 kB\nMemAvailable:     1000 kB\n");
        assertThat(Machine.here(information).available()).isEqualTo(1_024_000);
        assertThat(Machine.here(folder.resolve("none")).available()).isPositive();
    }

    @Test
    void theCacheIsWhereTheVariableSaysUnlessItIsRelative() {
        Path home = Path.of("/home/ada");
        assertThat(CacheDirectory.of(Map.of(), home).root()).isEqualTo(Path.of("/home/ada/.cache/tomo"));
        assertThat(CacheDirectory.of(Map.of("XDG_CACHE_HOME", "/big/disk"), home)
                        .root())
                .isEqualTo(Path.of("/big/disk/tomo"));
        assertThat(CacheDirectory.of(Map.of("XDG_CACHE_HOME", "cache"), home).root())
                .isEqualTo(Path.of("/home/ada/.cache/tomo"));
    }

    @Test
    void aFileOfOneOwnIsNamedAfterItsAddress() throws Exception {
        assertThat(Gguf.parse("https://huggingface.co/who/what/blob/main/Some-Model.Q4_K_M.gguf?download=true"))
                .isEqualTo(new Gguf.Remote(
                        "some-model.q4_k_m",
                        URI.create(
                                "https://huggingface.co/who/what/resolve/main/Some-Model.Q4_K_M.gguf?download=true")));
        assertThatThrownBy(() -> Gguf.parse("https://")).isInstanceOf(PreparationException.class);
        assertThatThrownBy(() -> Gguf.parse("https://host:99999/m.gguf")).isInstanceOf(PreparationException.class);
        assertThatThrownBy(() -> Gguf.parse("https://host/a b")).isInstanceOf(PreparationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://hub.example/x, proxy.example:3128",
        "http://hub.example/x, plain.example:80",
        "https://inside.example/x, ",
        "https://deep.inside.example/x, ",
        "https://notinside.example/x, proxy.example:3128",
        "http://127.0.0.1:5/x, "
    })
    void theProxyIsTheOneThatTheEnvironmentNames(String address, String expected) {
        EnvironmentProxy proxies = new EnvironmentProxy(Map.of(
                "HTTPS_PROXY",
                "http://proxy.example:3128",
                "http_proxy",
                "plain.example",
                "no_proxy",
                ".inside.example"));

        String chosen = Optional.of(proxies.select(URI.create(address)).getFirst())
                .filter(proxy -> proxy.address() != null)
                .map(proxy -> proxy.address().toString().replace("/<unresolved>", ""))
                .orElse("");
        assertThat(chosen).isEqualTo(expected == null ? "" : expected);
    }
}
