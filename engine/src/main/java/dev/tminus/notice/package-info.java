/** What people outside are told. Read {@link dev.tminus.notice.Notice} first. */
@NullMarked
package dev.tminus.notice;

import org.jspecify.annotations.NullMarked;
