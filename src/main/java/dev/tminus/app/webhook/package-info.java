/** Notices posted as JSON to an address. Read {@link dev.tminus.app.webhook.WebhookNotifier}. */
@NullMarked
package dev.tminus.app.webhook;

import org.jspecify.annotations.NullMarked;
