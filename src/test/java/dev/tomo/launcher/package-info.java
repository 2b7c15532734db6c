/// The script that starts everything, run for real in checkouts that hold nothing else.
@NullMarked
package dev.tomo.launcher;

import org.jspecify.annotations.NullMarked;
