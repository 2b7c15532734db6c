package dev.tomo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WaitingTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    void aWaitIsShownAndLeavesNoTrace() throws InterruptedException {
        PaperScreen paper = PaperScreen.able();
        Waiting waiting = new Waiting(paper.screen(), AT_ONCE);
        waiting.start("waiting for the model");
        awaitText(paper, "waiting for the model");
        waiting.stop();
        int end = paper.written().length();
        assertThat(paper.written()).endsWith("\r\u001b[K");
        waiting.say("too late");
        waiting.stop();
        assertThat(paper.written()).hasSize(end);
    }

    @Test
    void aShortWaitIsNotWorthALine() {
        PaperScreen paper = PaperScreen.able();
        Waiting waiting = new Waiting(paper.screen(), Duration.ofDays(1));
        waiting.start("waiting");
        waiting.stop();
        assertThat(paper.written()).isEmpty();
    }

    @Test
    void twoDownloadsStandBesideEachOther() throws InterruptedException {
        PaperScreen paper = PaperScreen.able();
        Waiting waiting = new Waiting(paper.screen(), AT_ONCE);
        waiting.start("preparing");
        waiting.advanced("fetching starter", 123_000_000, 491_000_000);
        waiting.advanced("installing engine", 9_000_000, 0);
        awaitText(paper, "fetching starter 25 % of 491 MB · installing engine 9 MB");
        waiting.stop();
    }

    @Test
    void aScreenThatCannotEraseGetsALineForEachQuarter() {
        PaperScreen paper = PaperScreen.plain();
        Waiting waiting = new Waiting(paper.screen(), Duration.ofDays(1));
        waiting.start("preparing");
        for (int done = 0; done <= 100; done++) {
            waiting.advanced("model", done * 10_000_000L, 1_000_000_000);
        }
        waiting.stop();
        assertThat(paper.written().lines())
                .containsExactly(
                        "model 0 % of 1.0 GB",
                        "model 25 % of 1.0 GB",
                        "model 50 % of 1.0 GB",
                        "model 75 % of 1.0 GB",
                        "model 100 % of 1.0 GB");
    }

    private static void awaitText(PaperScreen paper, String text) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!paper.written().contains(text)) {
            assertThat(System.nanoTime())
                    .as("'%s' in '%s'", text, paper.written())
                    .isLessThan(end);
            Thread.sleep(5);
        }
    }
}
