/// From the files in `prompts/` to the system prompt, byte for byte.
@NullMarked
package dev.tomo.prompt;

import org.jspecify.annotations.NullMarked;
