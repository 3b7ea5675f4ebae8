/**
 * How AWS is asked: where, with which credentials, and what a refusal or a lost reply means for a step. Read {@link
 * dev.tminus.app.aws.Guard} first. Commands that need no AWS load none of the SDK's classes.
 */
@NullMarked
package dev.tminus.app.aws;

import org.jspecify.annotations.NullMarked;
