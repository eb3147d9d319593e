/** The HTTP side: a Jetty server towards the client, Jetty's client towards the upstream. */
package dev.errorproxy.jetty;
