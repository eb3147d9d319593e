/**
 * The simulated providers: one simulator per wire dialect, mounted by each provider below its own paths; internal.
 *
 * <p>It knows no provider: what differs between those that speak a dialect is handed in.
 */
package dev.errorproxy.providers.simulation;
