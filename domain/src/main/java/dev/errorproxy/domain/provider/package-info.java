/** The plugin interface: everything a provider plugin implements or is handed. */
package dev.errorproxy.domain.provider;
