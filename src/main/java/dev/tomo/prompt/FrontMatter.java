package dev.tomo.prompt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The YAML between two `---` lines at the top of a file, and the text below it.
/// Every value keeps its place, so that whatever is wrong can be named with line and column.
final class FrontMatter {
    /// Thrown for the first thing that is wrong in a file.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        Wrong(Problem problem) {
            super(problem.toString());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    private static final String FENCE = "---";
    /// Far above any description a model could use; what is longer is a mistake, such as a binary file.
    static final int MAX_CHARACTERS = 200_000;

    private final Path file;
    private final Map<String, NodeTuple> values;
    private final String body;

    private FrontMatter(Path file, Map<String, NodeTuple> values, String body) {
        this.file = file;
        this.values = values;
        this.body = body;
    }

    static FrontMatter read(Path file, String content) throws Wrong {
        if (content.length() > MAX_CHARACTERS) {
            throw wrong(file, 1, 1, "expected at most " + MAX_CHARACTERS + " characters but was " + content.length());
        }
        String text = content.replace("\r\n", "\n");
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (!text.startsWith(FENCE + "\n")) {
            return new FrontMatter(file, Map.of(), text.strip());
        }
        int close = text.indexOf("\n" + FENCE + "\n", FENCE.length());
        boolean atEnd = close < 0 && text.endsWith("\n" + FENCE);
        if (close < 0 && !atEnd) {
            throw wrong(file, 1, 1, "expected a second line '---' that ends the front matter but there is none");
        }
        int yamlEnd = atEnd ? text.length() - FENCE.length() : close + 1;
        String yaml = "\n" + text.substring(FENCE.length() + 1, yamlEnd);
        String body = atEnd ? "" : text.substring(yamlEnd + FENCE.length() + 1).strip();
        return new FrontMatter(file, mapping(file, compose(file, yaml)), body);
    }

    private static Optional<Node> compose(Path file, String yaml) throws Wrong {
        LoadSettings settings =
                LoadSettings.builder().setMaxAliasesForCollections(10).build();
        try {
            return new Compose(settings).composeString(yaml);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            throw wrong(
                    file,
                    mark.map(Mark::getLine).orElse(0) + 1,
                    mark.map(Mark::getColumn).orElse(0) + 1,
                    "expected YAML: " + e.getProblem());
        }
    }

    private static Map<String, NodeTuple> mapping(Path file, Optional<Node> root) throws Wrong {
        if (root.isEmpty()) {
            return Map.of();
        }
        if (!(root.get() instanceof MappingNode node)) {
            throw wrong(file, root.get(), "expected 'key: value' lines");
        }
        return entries(file, node);
    }

    private static Map<String, NodeTuple> entries(Path file, MappingNode node) throws Wrong {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw wrong(file, tuple.getKeyNode(), "expected a name as key");
            }
            if (entries.put(key.getValue(), tuple) != null) {
                throw wrong(file, key, "'" + key.getValue() + "' is given twice");
            }
        }
        return entries;
    }

    static Wrong wrong(Path file, int line, int column, String message) {
        return new Wrong(new Problem(file, line, column, message));
    }

    private static Wrong wrong(Path file, Node node, String message) {
        Optional<Mark> mark = node.getStartMark();
        return wrong(
                file,
                mark.map(Mark::getLine).orElse(0) + 1,
                mark.map(Mark::getColumn).orElse(0) + 1,
                message);
    }

    /// The text below the front matter, without blank lines at its ends.
    String body() {
        return body;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /// Refuses keys that nobody reads: most often a known one, misspelt.
    void allow(Set<String> keys) throws Wrong {
        for (Map.Entry<String, NodeTuple> entry : values.entrySet()) {
            if (!keys.contains(entry.getKey())) {
                throw wrong(
                        file,
                        entry.getValue().getKeyNode(),
                        "unknown key '" + entry.getKey() + "'; known: "
                                + String.join(", ", keys.stream().sorted().toList()));
            }
        }
    }

    Optional<Value> get(String key) {
        return Optional.ofNullable(values.get(key)).map(tuple -> new Value(key, tuple.getValueNode()));
    }

    /// A value with its place.
    final class Value {
        private final String name;
        private final Node node;

        private Value(String name, Node node) {
            this.name = name;
            this.node = node;
        }

        String text() throws Wrong {
            if (node instanceof ScalarNode scalar) {
                return scalar.getValue();
            }
            throw wrong("expected a text");
        }

        boolean bool() throws Wrong {
            return switch (text()) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong("expected true or false but was '" + text() + "'");
            };
        }

        List<Value> list() throws Wrong {
            if (!(node instanceof SequenceNode sequence)) {
                throw wrong("expected a list");
            }
            List<Value> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(new Value(name + "[" + items.size() + "]", item));
            }
            return items;
        }

        List<String> texts() throws Wrong {
            List<String> texts = new ArrayList<>();
            for (Value item : list()) {
                texts.add(item.text());
            }
            return texts;
        }

        /// The entries of a mapping, in the file's order.
        Map<String, Value> map() throws Wrong {
            if (!(node instanceof MappingNode mapping)) {
                throw wrong("expected 'name: value' pairs");
            }
            Map<String, Value> map = new LinkedHashMap<>();
            for (Map.Entry<String, NodeTuple> entry : entries(file, mapping).entrySet()) {
                map.put(
                        entry.getKey(),
                        new Value(name + "." + entry.getKey(), entry.getValue().getValueNode()));
            }
            return map;
        }

        Wrong wrong(String message) {
            return FrontMatter.wrong(file, node, "'" + name + "': " + message);
        }
    }
}
