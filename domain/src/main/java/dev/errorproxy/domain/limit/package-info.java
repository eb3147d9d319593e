/** Limits that are real: requests and tokens per minute, and the size of a model's window. */
package dev.errorproxy.domain.limit;
