/// What is said: messages, their authors, recipients, channels and contents. Pure values: no files, no network, no
/// libraries.
@NullMarked
package dev.tomo.message;

import org.jspecify.annotations.NullMarked;
