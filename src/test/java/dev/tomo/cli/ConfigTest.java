package dev.tomo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tomo.model.ModelSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
    @TempDir
    private Path home;

    private Config read(String toml) throws IOException {
        Files.writeString(home.resolve("tomo.toml"), toml);
        return Config.read(home);
    }

    @Test
    void fileMayBeMissing() {
        assertThat(Config.read(home)).isEqualTo(Config.EMPTY);
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Config config = read("""
                model = "work"
                personality = "dry"
                instructions = "Metric units, please."

                [models.work]
                url = "https://models.example/v1/"
                name = "big-1"
                key = {env = "WORK_KEY"}
                context = 32000
                knowledge_cutoff = "2025-06"
                images = true

                [models.home]
                url = "http://127.0.0.1:8080/v1"
                key = {command = ["pass", "show", "home"]}
                small = true
                """);

        assertThat(config.model()).contains("work");
        assertThat(config.personality()).contains("dry");
        assertThat(config.instructions()).contains("Metric units, please.");
        ModelSpec work = Objects.requireNonNull(config.models().get("work"));
        assertThat(work.url()).contains(URI.create("https://models.example/v1"));
        assertThat(work.model()).isEqualTo("big-1");
        assertThat(work.key()).contains(new ModelSpec.Key.Environment("WORK_KEY"));
        assertThat(work.contextWindow()).isEqualTo(32000);
        assertThat(work.seesImages()).isTrue();
        ModelSpec atHome = Objects.requireNonNull(config.models().get("home"));
        assertThat(atHome.model()).isEqualTo("home");
        assertThat(atHome.key()).contains(new ModelSpec.Key.Command(List.of("pass", "show", "home")));
        assertThat(atHome.small()).isTrue();
        assertThat(atHome.knowledgeCutoff()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "modle = 'x'"                                            | tomo.toml:1:1: unknown key 'modle'; known: instructions
            "model = 3"                                              | tomo.toml:1:1: expected model to be a text but was 3
            "model = 'a'\\nmodel = ["                                | tomo.toml:2:
            "[models.a]\\nurl = 'ftp://x/v1'"                        | tomo.toml:1:9: expected a URL
            "[models.a]\\nname = 'x'"                                | tomo.toml:1:9: [models.a] needs url
            "[models.a]\\nurl = 'http://x/v1'\\ncontext = -1"        | tomo.toml:3:1: expected models.a.context to be a positive number
            "[models.a]\\nurl = 'http://x/v1'\\nkey = 'sk-secret'"   | tomo.toml:3:1: the key of [models.a] is {env
            "[models.a]\\nurl = 'http://x/v1'\\ncolour = 'red'"      | tomo.toml:3:1: unknown key 'models.a.colour'
            """)
    void mistakeIsNamedWithItsPlace(String toml, String message) {
        assertThatThrownBy(() -> read(toml.replace("\\n", "\n")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message);
    }

    @Test
    void secretThatStandsInTheFileIsNotRepeated() {
        assertThatThrownBy(() -> read("[models.a]\nurl = 'http://x/v1'\nkey = 'sk-secret'"))
                .hasMessageNotContaining("sk-secret");
    }
}
