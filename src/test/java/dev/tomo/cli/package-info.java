@NullMarked
package dev.tomo.cli;

import org.jspecify.annotations.NullMarked;
