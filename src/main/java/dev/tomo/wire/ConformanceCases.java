package dev.tomo.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Cases that pin a dialect down, from a file: what a model wrote and the messages it means, or what a tool returned
/// and how it is written. Which of them a file holds is told by the fields of its first case.
public final class ConformanceCases {
    /// What became of one case.
    ///
    /// @param differences one line for each way in which the case fails; empty: it passed
    public record Outcome(String name, List<String> differences) {
        public Outcome {
            differences = List.copyOf(differences);
        }

        public boolean passed() {
            return differences.isEmpty();
        }
    }

    /// The file is not one of cases; the message says where and what was expected.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /// One case that can be tried.
    interface Case {
        String name();

        /// @return what is wrong; empty: nothing
        List<String> differences();
    }

    private final List<Case> cases;

    private ConformanceCases(List<Case> cases) {
        this.cases = List.copyOf(cases);
    }

    /// Reads the cases of a file; none is tried yet.
    ///
    /// @param file its name, for error messages
    /// @param json its text
    /// @throws Malformed where it is not a JSON array of cases of one kind
    public static ConformanceCases parse(String file, String json) throws Malformed {
        CaseFile array = new CaseFile(file, tree(file, json));
        List<Case> cases = new ArrayList<>();
        for (CaseFile.Fields fields : array.cases()) {
            cases.add(read(fields));
        }
        return new ConformanceCases(cases);
    }

    /// Tries all cases, in order.
    ///
    /// @param each is told of every outcome at once
    /// @return how many failed
    public int run(Consumer<Outcome> each) {
        int failed = 0;
        for (Case one : cases) {
            Outcome outcome = new Outcome(one.name(), one.differences());
            failed += outcome.passed() ? 0 : 1;
            each.accept(outcome);
        }
        return failed;
    }

    public int size() {
        return cases.size();
    }

    private static JsonNode tree(String file, String json) throws Malformed {
        try {
            return JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new Malformed(file + ":" + malformed.getLocation().getLineNr() + ":"
                    + malformed.getLocation().getColumnNr() + ": " + JsonArguments.reason(malformed));
        }
    }

    private static Case read(CaseFile.Fields fields) throws Malformed {
        String name = fields.text("name");
        if (fields.has("written")) {
            return new EscapingCase(name, fields.text("text"), fields.text("written"));
        }
        if (fields.has("end")) {
            return ToLineCase.read(name, fields);
        }
        if (fields.has("input")) {
            return new UnsupportedCase(name, "harmony");
        }
        throw fields.malformed("a case has 'input' or 'written'");
    }

    /// A case of a dialect that Tomo does not speak.
    private record UnsupportedCase(String name, String dialect) implements Case {
        @Override
        public List<String> differences() {
            return List.of("the " + dialect + " dialect is not supported yet");
        }
    }
}
