/** What people outside are told. Read {@link dev.tminus.notice.Notice} first, then {@link dev.tminus.notice.Notices} (what is said
 * when) and {@link dev.tminus.notice.Delivery} (how it gets there). */
@NullMarked
package dev.tminus.notice;

import org.jspecify.annotations.NullMarked;
