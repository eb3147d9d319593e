/** The operator's side: a prompt on a terminal or plain lines, and the proxy's own lines above it. */
package dev.errorproxy.console;
