package dev.tomo.terminal;

import org.jline.nativ.CLibrary;
import org.jline.nativ.JLineNativeLoader;

/// The three streams a program is started with.
public enum Standard {
    INPUT(0),
    OUTPUT(1),
    ERROR(2);

    private final int descriptor;

    Standard(int descriptor) {
        this.descriptor = descriptor;
    }

    /// Whether a person sits at it: each of the three can be a terminal while another is a file or a pipe.
    public boolean isTerminal() {
        try {
            JLineNativeLoader.initialize();
            return CLibrary.isatty(descriptor) == 1;
        } catch (Exception | LinkageError e) {
            return false; // no native library for this system: a pipe is the safer guess
        }
    }
}
