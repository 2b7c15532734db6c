/// The commands, the configuration, and the one place where everything is put together.
@NullMarked
package dev.tomo.cli;

import org.jspecify.annotations.NullMarked;
