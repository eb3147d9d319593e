/** Who gets an error, when, and what is written down about it. */
package dev.errorproxy.domain.injection;
