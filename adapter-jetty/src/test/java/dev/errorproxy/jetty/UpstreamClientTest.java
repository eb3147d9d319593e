package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http2.SessionContainer;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;

class UpstreamClientTest {

    /** That would wait for upstreams to close connections on which nothing is in flight. */
    @Test
    void hasNothingThatHoldsAStopUp() {
        HttpClient client = UpstreamClient.create(new Server(), Duration.ofSeconds(1));
        assertThat(client.getContainedBeans(HTTP2Client.class)).isNotEmpty();
        assertThat(client.getContainedBeans(SessionContainer.class)).isEmpty();
    }
}
