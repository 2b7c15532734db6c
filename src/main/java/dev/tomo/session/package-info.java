/// One conversation and its turns. Only this room sees prompt, model, tools and store together.
@NullMarked
package dev.tomo.session;

import org.jspecify.annotations.NullMarked;
