/**
 * The small donations application that the demo migrates under. Read {@link dev.tminus.app.demo.DonationsApp} first.
 */
@NullMarked
package dev.tminus.app.demo;

import org.jspecify.annotations.NullMarked;
