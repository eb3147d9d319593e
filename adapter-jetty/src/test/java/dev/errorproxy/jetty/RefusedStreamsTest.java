package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.errorproxy.domain.provider.Call;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedStreamsTest {

    private static final EofException OF_A_WRITE = new EofException("reset");

    private final RefusedStreams refused = new RefusedStreams();
    private final Session session = mock();
    private UpstreamRequest request;

    @BeforeEach
    void aRequestOverHttp2() {
        ProxiedCall call = mock(RETURNS_DEEP_STUBS);
        when(call.decision().route().call()).thenReturn(new Call("POST", "/x", Optional.empty(), List.of()));
        request = UpstreamRequest.of(new HttpClient(), URI.create("https://localhost"), call);
        request.version(HttpVersion.HTTP_2);
        stream(1);
        stream(3);
        refused.onOutgoingFrame(session, head(1));
    }

    /** One that keeps what is put into it. */
    private void stream(int id) {
        Map<String, Object> attributes = new HashMap<>();
        Stream stream = mock();
        when(stream.getAttribute(any())).thenAnswer(get -> attributes.get(get.getArgument(0, String.class)));
        doAnswer(set -> attributes.put(set.getArgument(0), set.getArgument(1)))
                .when(stream)
                .setAttribute(any(), any());
        when(session.getStream(id)).thenReturn(stream);
    }

    private HeadersFrame head(int id) {
        return new HeadersFrame(
                id,
                new MetaData.Request(
                        "POST",
                        HttpURI.from("https://localhost/x"),
                        HttpVersion.HTTP_2,
                        HttpFields.EMPTY,
                        -1,
                        request.getTrailersSupplier()),
                null,
                false);
    }

    @Test
    void areKnownWhateverFailsOfThem() {
        assertThat(request.isUnprocessed(OF_A_WRITE)).isFalse();
        refused.onIncomingFrame(session, new ResetFrame(1, ErrorCode.REFUSED_STREAM_ERROR.code));
        assertThat(request.isUnprocessed(OF_A_WRITE)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REFUSED_STREAM_ERROR")
    void areNotThoseThatAreResetForAnotherReason(ErrorCode reason) {
        refused.onIncomingFrame(session, new ResetFrame(1, reason.code));
        assertThat(request.isUnprocessed(OF_A_WRITE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void areNotThoseOfOtherRequestsNorThoseThatHaveGone(int id) {
        refused.onIncomingFrame(session, new ResetFrame(id, ErrorCode.REFUSED_STREAM_ERROR.code));
        assertThat(request.isUnprocessed(OF_A_WRITE)).isFalse();
    }

    @Test
    void leaveTheTrailersAsTheyAre() {
        assertThat(request.getTrailersSupplier().get()).isNull();
        HttpFields trailers = HttpFields.build().add("x-sum", "7");
        request.trailersSupplier(() -> trailers);
        assertThat(request.getTrailersSupplier().get()).isSameAs(trailers);
    }
}
