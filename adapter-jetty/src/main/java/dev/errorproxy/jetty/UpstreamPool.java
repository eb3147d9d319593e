package dev.errorproxy.jetty;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.MultiplexConnectionPool;

/**
 * The connections to one upstream; none that the upstream is seen to have closed is given out.
 *
 * <p>The news of a close waits for its selector, and under load that takes a while: a request that goes out before it is
 * lost, though nothing was wrong but a connection that had been kept too long.
 */
final class UpstreamPool extends MultiplexConnectionPool {

    UpstreamPool(Destination destination) {
        super(
                destination,
                () -> new FreeFirstPool<>(
                        destination.getHttpClient().getMaxConnectionsPerDestination(), newMaxMultiplexer(1)),
                1);
    }

    @Override
    protected Connection activate() {
        Connection connection = super.activate();
        while (connection != null && UpstreamEndPoint.isStale(connection)) {
            remove(connection);
            connection.close();
            connection = super.activate();
        }
        return connection;
    }

    /** Gives that connection to no further call; returns whether calls use it yet. */
    boolean retire(Connection connection) {
        @SuppressWarnings("unchecked")
        FreeFirstPool<Connection> pool = getBean(FreeFirstPool.class);
        return pool.retire(connection);
    }
}
