/** What both halves of the providers need to read and write the wire; internal. */
package dev.errorproxy.providers.wire;
