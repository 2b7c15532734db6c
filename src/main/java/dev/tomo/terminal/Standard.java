package dev.tomo.terminal;

import org.jline.nativ.CLibrary;
import org.jline.nativ.JLineNativeLoader;

/// The three streams a program is started with.
public enum Standard {
    INPUT,
    OUTPUT,
    ERROR;

    /// Whether a person sits at it: each of the three can be a terminal while another is a file or a pipe.
    public boolean isTerminal() {
        int descriptor = switch (this) {
            case INPUT -> 0;
            case OUTPUT -> 1;
            case ERROR -> 2;
        };
        try {
            JLineNativeLoader.initialize();
            return CLibrary.isatty(descriptor) == 1;
        } catch (Exception | LinkageError e) {
            return false; // no native library for this system: a pipe is the safer guess
        }
    }
}
