package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.errorproxy.domain.provider.Call;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.RetryableRequestException;
import org.eclipse.jetty.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamRequestTest {

    /** What Jetty says where a connection that has just begun to close is asked for a stream. */
    private static final IllegalStateException CLOSING = new IllegalStateException("session closed");

    private static UpstreamRequest over(HttpVersion version) {
        ProxiedCall call = mock(RETURNS_DEEP_STUBS);
        when(call.decision().route().call()).thenReturn(new Call("GET", "/x", Optional.empty(), List.of()));
        UpstreamRequest request = UpstreamRequest.of(new HttpClient(), URI.create("https://localhost"), call);
        request.version(version);
        return request;
    }

    @ParameterizedTest
    @CsvSource({"HTTP_2, false, true", "HTTP_2, true, false", "HTTP_1_1, false, false"})
    void isUnprocessedWhereItNeverGotAStream(HttpVersion version, boolean committed, boolean unprocessed) {
        UpstreamRequest request = over(version);
        if (committed) {
            request.notifyCommit();
        }
        assertThat(request.isUnprocessed(CLOSING)).isEqualTo(unprocessed);
    }

    @Test
    void isUnprocessedWhereTheUpstreamLeftWithoutIt() {
        UpstreamRequest request = over(HttpVersion.HTTP_2);
        request.notifyCommit();
        assertThat(request.isUnprocessed(new RetryableRequestException("not taken")))
                .isTrue();
    }

    @Test
    void mayHaveBeenProcessedWhateverElseFails() {
        assertThat(over(HttpVersion.HTTP_2).isUnprocessed(new IOException("cancel_stream_error")))
                .isFalse();
    }
}
