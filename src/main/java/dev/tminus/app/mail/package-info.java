/** Notices by e-mail. Read {@link dev.tminus.app.mail.MailNotifier}. */
@NullMarked
package dev.tminus.app.mail;

import org.jspecify.annotations.NullMarked;
