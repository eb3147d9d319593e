package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.simulation.SimulatedAnswer;
import dev.errorproxy.providers.simulation.Input;
import dev.errorproxy.providers.simulation.Stop;
import java.util.List;
import java.util.Optional;

/** What answers and streams look like, whoever gives them. */
interface Flavour {

    /** Returns what of a request counts as its input. */
    Input input();

    /** Returns a whole answer that is refused or filtered; empty where such answers do not exist. */
    Optional<SimulatedAnswer> stopped(Stop stop, Call call, List<Header> fields);

    /** Returns the end of a live stream that is refused or filtered; empty where it can't be told so. */
    Optional<String> stop(Stop stop, StreamSoFar soFar);

    /** Returns the names of the shapes of an error within a stream, the usual one first; none where there is one only. */
    List<String> forms();

    /** Returns an error within a live stream, in one of the {@link #forms}, or in the one that there is. */
    String frame(Draft error, String form, Call call, StreamSoFar soFar);

    /** Returns what is sent while a stream has nothing to say. */
    default String keepAlive() {
        return ": keep-alive\n\n";
    }

    /** Returns an error within a 200. */
    default Reply within200(Draft error, Call call) {
        return error.reply(200);
    }
}
