/// The tools a model can address: registry, dispatcher and policy, and one sub-package for each tool.
@NullMarked
package dev.tomo.tool;

import org.jspecify.annotations.NullMarked;
