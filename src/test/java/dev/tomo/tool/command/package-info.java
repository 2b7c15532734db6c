@NullMarked
package dev.tomo.tool.command;

import org.jspecify.annotations.NullMarked;
