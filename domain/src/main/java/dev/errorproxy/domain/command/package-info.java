/** The command language, the same at the prompt and on the command line. */
package dev.errorproxy.domain.command;
