package dev.errorproxy.jetty;

import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;

/**
 * Lets a connection go on where its last response ended, on the thread that ended it.
 *
 * <p>Jetty asks for another thread to read the next request whenever a response was completed by some other thread than
 * the one that had read its request, as it always is in a proxy. No step here waits, so that change of threads is only
 * dear: a quarter of the processor time of a small call. Whatever else is asked for gets a thread of the pool.
 */
record InPlaceExecutor(Executor pool) implements Executor {

    @Override
    public void execute(Runnable task) {
        if (task instanceof Connection connection && connection.getEndPoint() instanceof ClientEndPoint client) {
            client.inTurn(task);
        } else {
            pool.execute(task);
        }
    }
}
