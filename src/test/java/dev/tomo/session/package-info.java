@NullMarked
package dev.tomo.session;

import org.jspecify.annotations.NullMarked;
