/** What can be done to a call: the operator's wish, in words that no provider has yet worded. */
package dev.errorproxy.domain.fault;
