/// A conversation in, a stream of pieces out: the models, where they come from, and the one that runs on this machine.
@NullMarked
package dev.tomo.model;

import org.jspecify.annotations.NullMarked;
