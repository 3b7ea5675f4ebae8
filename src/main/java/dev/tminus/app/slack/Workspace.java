package dev.tminus.app.slack;

/** Slack as one run's settings reach it. */
record Workspace(SlackSettings settings, SlackApi api, Accounts accounts) {}
