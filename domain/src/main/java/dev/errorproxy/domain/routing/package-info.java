/** Whose call is it, and where does it go. */
package dev.errorproxy.domain.routing;
