/** Tests that run the assembled jar as a person would, with real clients before it and a scripted upstream behind it. */
package dev.errorproxy.app.it;
