package dev.errorproxy.jetty;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;

/**
 * A request in chunks whose body fails where its client left before the last chunk.
 *
 * <p>Jetty takes the end of the connection behind some chunk for the end of the body (RFC 9112, section 8).
 */
final class WholeRequest extends Request.Wrapper {

    WholeRequest(Request request) {
        super(request);
    }

    @Override
    public Content.Chunk read() {
        Content.Chunk chunk = super.read();
        if (chunk != null
                && chunk.isLast()
                && !Content.Chunk.isFailure(chunk)
                && ClientEndPoint.of(this).hasEnded()) {
            chunk.release();
            return Content.Chunk.from(new EofException("The client left"));
        }
        return chunk;
    }
}
