/** Secrets that AWS keeps. Read {@link dev.tminus.app.aws.secret.AwsSecrets} first. */
@NullMarked
package dev.tminus.app.aws.secret;

import org.jspecify.annotations.NullMarked;
