/**
 * What is risky in SQL for a database of today: {@link dev.tminus.app.postgres.risk.DatabaseFacts} says what the rules ask of one,
 * {@link dev.tminus.app.postgres.risk.RiskProblems} what they found, at its place in a file.
 */
@NullMarked
package dev.tminus.app.postgres.risk;

import org.jspecify.annotations.NullMarked;
