package dev.errorproxy.domain.stream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * The body of one forwarded answer, on its way through a fault.
 *
 * <p>Until the fault strikes, bytes go out as they come. What is done is told to a {@link Wire}, which has to be the same
 * one all the time. After {@link Wire#end}, {@link Wire#cut} or {@link Wire#reset} whatever else comes is ignored. This is
 * not threadsafe.
 */
public interface StruckBody {

    /** Returns whether {@code Content-Length} stays true: what is sent is the body or a beginning of it. */
    boolean keepsLength();

    /** Returns when {@link #elapsed} is to be called, counted from the answer's head on; empty for never. */
    Optional<Duration> alarm();

    /** Takes the next bytes of the upstream's body, without any content coding; the buffer's position stays. */
    void bytes(ByteBuffer chunk, Wire wire);

    /** Hears that the time of {@link #alarm} is over. */
    void elapsed(Wire wire);

    /**
     * Hears that the upstream's body is complete, and puts on the wire what was held back. The client's body is then to be
     * ended behind all that is on the wire, unless the wire was told to end, cut or reset it.
     */
    void ended(Wire wire);

    /** Returns whether the fault has struck; false at the end means that it was missed. */
    boolean struck();
}
