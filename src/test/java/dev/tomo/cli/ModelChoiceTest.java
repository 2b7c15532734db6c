package dev.tomo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tomo.model.CacheDirectory;
import dev.tomo.model.ModelSpec;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelChoiceTest {
    @TempDir
    private Path home;

    private ModelSpec choose(Config config, Map<String, String> environment, String wanted) {
        Surroundings surroundings = new Surroundings(
                home,
                new CacheDirectory(home.resolve("cache")),
                environment,
                Clock.systemUTC(),
                InputStream.nullInputStream(),
                System.out,
                System.err,
                false);
        return new ModelChoice(config, surroundings).choose(wanted.isEmpty() ? Optional.empty() : Optional.of(wanted));
    }

    private static Config config(String chosen) {
        ModelSpec work = new ModelSpec(
                "work",
                Optional.of(URI.create("https://models.example/v1")),
                "big",
                Optional.empty(),
                1000,
                Optional.empty(),
                false,
                false,
                "chosen in tomo.toml");
        return new Config(Optional.of(chosen), Map.of("work", work), Optional.empty(), Optional.empty());
    }

    @Test
    void starterModelAnswersWhereNothingIsSetUp() {
        ModelSpec spec = choose(Config.EMPTY, Map.of(), "");

        assertThat(spec.name()).isEqualTo("starter");
        assertThat(spec.small()).isTrue();
        assertThat(spec.url()).isEmpty();
    }

    @Test
    void keyInTheEnvironmentComesBeforeTheStarterModel() {
        ModelSpec spec = choose(Config.EMPTY, Map.of("OPENAI_API_KEY", "k", "OPENAI_MODEL", "gpt-x"), "");

        assertThat(spec.name()).isEqualTo("gpt-x");
        assertThat(spec.key()).contains(new ModelSpec.Key.Environment("OPENAI_API_KEY"));
        assertThat(spec.why()).contains("OPENAI_API_KEY");
    }

    @Test
    void emptyKeyIsNoKey() {
        assertThat(choose(Config.EMPTY, Map.of("OPENAI_API_KEY", " "), "").name())
                .isEqualTo("starter");
    }

    @Test
    void configurationComesBeforeAKeyAndTheCommandLineBeforeBoth() {
        Map<String, String> key = Map.of("OPENAI_API_KEY", "k");

        assertThat(choose(config("work"), key, "").name()).isEqualTo("work");
        assertThat(choose(config("work"), key, "tiny").name()).isEqualTo("tiny");
    }

    @Test
    void endpointIsReachedByAddressAndName() {
        ModelSpec spec = choose(Config.EMPTY, Map.of("OPENAI_API_KEY", "k"), "http://127.0.0.1:8080/v1/#llama");

        assertThat(spec.url()).contains(URI.create("http://127.0.0.1:8080/v1"));
        assertThat(spec.model()).isEqualTo("llama");
        assertThat(spec.key()).as("a provider's key goes nowhere else").isEmpty();
        assertThat(choose(Config.EMPTY, Map.of("TOMO_API_KEY", "k"), "http://127.0.0.1/v1#llama")
                        .key())
                .contains(new ModelSpec.Key.Environment("TOMO_API_KEY"));
    }

    @Test
    void addressWithoutANameSaysWhatIsMissing() {
        assertThatThrownBy(() -> choose(Config.EMPTY, Map.of(), "http://127.0.0.1:8080/v1"))
                .hasMessageContaining("URL#NAME");
        assertThatThrownBy(() -> choose(Config.EMPTY, Map.of(), "nonsuch"))
                .hasMessageContaining("no model is called 'nonsuch'");
    }
}
