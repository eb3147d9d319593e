/** The program: options, plugins, wiring and the log. */
package dev.errorproxy.app;
