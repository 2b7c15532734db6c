package dev.tomo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldTextTest {
    @Test
    void aParserThatWaitsForTheLinesEndIsFoundOut() {
        assertThat(new HeldText("Hello\nyou", LineByLine::new).differences())
                .containsExactly("after \"H\": held back \"H\"");
        assertThat(new HeldText("to=python\nprint(1)\nto=user\nIt", LineByLine::new).differences())
                .containsExactly("after \"to=python\\nprint(1)\\nto=user\\nI\": held back \"I\"");
    }

    @Test
    void whatMayBecomeAHeaderOrTheBlankEndMayBeHeld() {
        for (String input : List.of(
                "Hi\n\n \r\n", "Hi\n   assistant to=", "Hi\nfrom", "to=nobody <|constr", "Hi\nto=python ```a")) {
            assertThat(new HeldText(input, ToLineCase::parser).differences())
                    .as(input)
                    .isEmpty();
        }
    }

    /// Passes on whole lines only.
    private static final class LineByLine implements StreamParser {
        private final StreamParser parser = ToLineCase.parser();
        private final StringBuilder line = new StringBuilder();

        @Override
        public List<ParserEvent> feed(String piece) {
            line.append(piece);
            int end = line.lastIndexOf("\n") + 1;
            String whole = line.substring(0, end);
            line.delete(0, end);
            return parser.feed(whole);
        }

        @Override
        public List<ParserEvent> end(StreamEnd end) {
            List<ParserEvent> events = new ArrayList<>(parser.feed(line.toString()));
            events.addAll(parser.end(end));
            return events;
        }

        @Override
        public boolean finished() {
            return parser.finished();
        }
    }
}
