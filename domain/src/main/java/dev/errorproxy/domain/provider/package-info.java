/** The plugin interface: everything a provider plugin implements or is handed, and what keeps its failures its own. */
package dev.errorproxy.domain.provider;
