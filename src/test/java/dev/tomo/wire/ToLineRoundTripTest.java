package dev.tomo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.message.Channel;
import dev.tomo.message.Content;
import dev.tomo.message.Conversation;
import dev.tomo.message.Message;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToLineRoundTripTest {
    private static final Preface PREFACE = new Preface("You are Tomo.", List.of(), "Today is Monday.");

    @ParameterizedTest
    @EnumSource(ToLine.Variant.class)
    void whatWasReadIsReadAgainFromWhatIsWritten(ToLine.Variant variant) {
        long seed = System.nanoTime();
        System.out.println("ToLineRoundTripTest: seed " + seed);
        RandomReplies replies =
                new RandomReplies(new Random(seed), List.of("to=bio\nUser.\n\nNoted.\nto=python\n```\n1\n```\n"));
        ToLine dialect = new ToLine(ToLineCase.TOOLS, variant);
        for (int i = 0; i < 20_000; i++) {
            String reply = replies.next();
            List<Message> messages = Read.messages(reply);
            List<Message> sent = messages.stream()
                    .filter(message -> message.channel() != Channel.ANALYSIS)
                    .toList();
            String written = written(dialect, messages);
            assertThat(plain(ToLineCase.messages(Read.events(List.of(written), end(sent)))))
                    .as("%s written as %s", ToLineCase.quote(reply), ToLineCase.quote(written))
                    .isEqualTo(plain(sent));
        }
    }

    /// Text that no header could keep from being read as one is written with a joiner.
    private static List<Message> plain(List<Message> messages) {
        return messages.stream()
                .map(message -> message.withContent(Content.text(message.text().replace("\u200d", ""))))
                .toList();
    }

    private static StreamEnd end(List<Message> messages) {
        return messages.isEmpty() || messages.getLast().complete() ? StreamEnd.STOP : StreamEnd.CUT;
    }

    private static String written(ToLine dialect, List<Message> messages) {
        List<Turn> turns = dialect.write(PREFACE, new Conversation(messages)).turns();
        assertThat(turns).hasSizeBetween(2, 3);
        return turns.size() == 2 ? "" : turns.getLast().text();
    }
}
