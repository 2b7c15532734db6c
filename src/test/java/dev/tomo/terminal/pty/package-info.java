/// The built program in a pseudo-terminal, with an emulator that holds the screen.
@NullMarked
package dev.tomo.terminal.pty;

import org.jspecify.annotations.NullMarked;
