package dev.tomo.wire;

import java.util.ArrayList;
import java.util.List;

/// Text from outside, and how a model gets to read it.
record EscapingCase(String name, String text, String written) implements ConformanceCases.Case {
    @Override
    public List<String> differences() {
        Escaping escaping = new Escaping(ToLineCase.TOOLS);
        List<String> differences = new ArrayList<>();
        compare("written", escaping.escape(text), differences);
        compare("written twice", escaping.escape(written), differences);
        return differences;
    }

    private void compare(String what, String actual, List<String> differences) {
        if (!actual.equals(written)) {
            differences.add(what + ": expected " + ToLineCase.quote(written) + " but was " + ToLineCase.quote(actual));
        }
    }
}
