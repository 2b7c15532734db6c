/// What lasts, in one SQLite file: the transcript and the memories with their history.
@NullMarked
package dev.tomo.store;

import org.jspecify.annotations.NullMarked;
