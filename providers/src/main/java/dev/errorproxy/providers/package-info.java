/**
 * The built-in providers: how each is told from the others, what it never fails, how it words its errors, and how it is
 * played where there is no network.
 */
package dev.errorproxy.providers;
