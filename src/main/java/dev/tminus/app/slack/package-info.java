/**
 * Slack: one message for each run, edited in place; everything else in its thread; people answer with buttons. Read {@link
 * dev.tminus.app.slack.SlackNotifier} (what is sent) and {@link dev.tminus.app.slack.Clicks} (what comes back) first.
 */
@NullMarked
package dev.tminus.app.slack;

import org.jspecify.annotations.NullMarked;
