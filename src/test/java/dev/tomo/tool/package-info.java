@NullMarked
package dev.tomo.tool;

import org.jspecify.annotations.NullMarked;
