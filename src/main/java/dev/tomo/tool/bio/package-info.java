/// The tool that saves and forgets memories.
@NullMarked
package dev.tomo.tool.bio;

import org.jspecify.annotations.NullMarked;
