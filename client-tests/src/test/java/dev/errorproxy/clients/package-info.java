/** Tests that run the assembled jar offline, with every client library before it, and write down what they make of it. */
package dev.errorproxy.clients;
