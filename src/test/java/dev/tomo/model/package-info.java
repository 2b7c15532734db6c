@NullMarked
package dev.tomo.model;

import org.jspecify.annotations.NullMarked;
