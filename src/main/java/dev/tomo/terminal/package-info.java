/// What a person sees and types.
@NullMarked
package dev.tomo.terminal;

import org.jspecify.annotations.NullMarked;
