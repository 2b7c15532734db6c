/// How a conversation is written for a model and how its output is read back. Pure functions and one state machine; no
/// input or output.
@NullMarked
package dev.tomo.wire;

import org.jspecify.annotations.NullMarked;
