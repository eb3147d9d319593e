package dev.errorproxy.domain.stream;

import dev.errorproxy.domain.provider.StreamSoFar;

/**
 * Where in a stream something is done.
 *
 * @param framing what tells its blocks apart
 * @param splitter how far it was read
 * @param soFar what the client has had of it
 */
record Scene(Framing framing, StreamSplitter splitter, StreamSoFar soFar) {}
