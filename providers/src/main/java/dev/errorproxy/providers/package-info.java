/** The built-in providers: how each is told from the others, what it never fails, and how it words its errors. */
package dev.errorproxy.providers;
