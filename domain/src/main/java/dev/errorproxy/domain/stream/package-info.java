/** Striking the body of a forwarded answer: where its events end, what is done there, and in what order it goes out. */
package dev.errorproxy.domain.stream;
