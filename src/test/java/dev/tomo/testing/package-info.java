/// Stand-ins for the world outside, shared by the tests of every room.
@NullMarked
package dev.tomo.testing;

import org.jspecify.annotations.NullMarked;
