/// Tools that are any program on this machine, described by a file in `prompts/tools/`.
@NullMarked
package dev.tomo.tool.command;

import org.jspecify.annotations.NullMarked;
