package dev.errorproxy.app;

import java.util.function.UnaryOperator;

/** Makes a line of the log of a text for people: the text itself, or a JSON object that holds it. */
interface LineFormat extends UnaryOperator<String> {}
