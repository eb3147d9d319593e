/** The optional second half of a provider plugin: playing the provider where there is no network and no key. */
package dev.errorproxy.domain.simulation;
