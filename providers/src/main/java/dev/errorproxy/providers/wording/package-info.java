/**
 * How the providers word what goes wrong: a table of errors for each, and what its answers and streams look like.
 *
 * <p>{@link dev.errorproxy.providers.wording.Dialects} are the way in; the rest is internal.
 */
package dev.errorproxy.providers.wording;
