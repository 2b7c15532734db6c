package dev.tomo.terminal;

import java.io.PrintWriter;
import java.io.StringWriter;

/// A screen that keeps all that was written to it.
final class PaperScreen {
    private final StringWriter paper = new StringWriter();
    private final Screen screen;

    private PaperScreen(Screen.Abilities abilities, int width) {
        screen = new Screen(new PrintWriter(paper), abilities, () -> width);
    }

    /// One that can only write.
    static PaperScreen plain() {
        return new PaperScreen(Screen.Abilities.NONE, 60);
    }

    /// One that can do everything.
    static PaperScreen able() {
        return new PaperScreen(new Screen.Abilities(true, true), 60);
    }

    Screen screen() {
        return screen;
    }

    String written() {
        return paper.toString();
    }
}
