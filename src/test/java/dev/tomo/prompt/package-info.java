@NullMarked
package dev.tomo.prompt;

import org.jspecify.annotations.NullMarked;
