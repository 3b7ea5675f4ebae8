/** What CloudWatch measured. Read {@link dev.tminus.app.aws.cloudwatch.MetricAction} first. */
@NullMarked
package dev.tminus.app.aws.cloudwatch;

import org.jspecify.annotations.NullMarked;
