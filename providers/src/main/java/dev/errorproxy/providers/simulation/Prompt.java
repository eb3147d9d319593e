package dev.errorproxy.providers.simulation;

/**
 * What a simulated model knows of a request.
 *
 * @param model the model's name as the client wrote it
 * @param messages how many messages there are, instructions apart
 * @param tokens how many tokens they have, instructions included
 */
record Prompt(String model, int messages, int tokens) {}
