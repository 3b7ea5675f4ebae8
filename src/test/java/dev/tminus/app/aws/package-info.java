/** AWS as the tests have it: read {@link dev.tminus.app.aws.FakeAws} first, then {@link dev.tminus.app.aws.FaultProxy}. */
package dev.tminus.app.aws;
