package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.errorproxy.domain.provider.Call;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamWatchTest {

    private static final int NONE = -1;
    private static final EofException OF_A_WRITE = new EofException("reset");

    private final StreamWatch watch = new StreamWatch();
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
        watch.onOutgoingFrame(session, head(1));
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
    void aRefusedStreamIsKnownWhateverFailsOfIt() {
        assertThat(request.isUnprocessed(OF_A_WRITE)).isFalse();
        watch.onIncomingFrame(session, new ResetFrame(1, ErrorCode.REFUSED_STREAM_ERROR.code));
        assertThat(request.isUnprocessed(OF_A_WRITE)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REFUSED_STREAM_ERROR")
    void oneThatIsResetForAnotherReasonIsNotRefused(ErrorCode reason) {
        watch.onIncomingFrame(session, new ResetFrame(1, reason.code));
        assertThat(request.isUnprocessed(OF_A_WRITE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void noOtherRequestNorOneThatHasGoneIsRefused(int id) {
        watch.onIncomingFrame(session, new ResetFrame(id, ErrorCode.REFUSED_STREAM_ERROR.code));
        assertThat(request.isUnprocessed(OF_A_WRITE)).isFalse();
    }

    private void answers(int status, boolean last) {
        MetaData head = status == NONE
                ? new MetaData(HttpVersion.HTTP_2, HttpFields.EMPTY)
                : new MetaData.Response(status, null, HttpVersion.HTTP_2, HttpFields.EMPTY);
        watch.onIncomingFrame(session, new HeadersFrame(1, head, null, last));
    }

    private void sends(String body) {
        ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
        watch.onIncomingFrame(session, new DataFrame(1, bytes, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -5, 99, 1000, NONE})
    void noStatusIsNoAnswer(int status) {
        answers(status, false);
        assertThat(request.getAbortCause()).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 429, 600, 999})
    void aHeadAndABodyAndTrailersAreAnAnswer(int status) {
        answers(103, false);
        answers(status, false);
        sends("body");
        answers(NONE, true);
        assertThat(request.getAbortCause()).isNull();
    }

    @Test
    void aBodyBeforeItsHeadIsNoAnswer() {
        sends("body");
        assertThat(request.getAbortCause()).hasMessageContaining("body before its head");
    }

    @Test
    void anInterimAnswerAloneIsNone() {
        answers(103, true);
        assertThat(request.getAbortCause()).hasMessageContaining("before its answer");
    }

    @ParameterizedTest
    @EnumSource(names = {"PROTOCOL_ERROR", "STREAM_CLOSED_ERROR", "FLOW_CONTROL_ERROR"})
    void whatJettyObjectsToIsHeardOf(ErrorCode reason) {
        watch.onOutgoingFrame(session, new ResetFrame(1, reason.code));
        assertThat(request.getAbortCause()).hasMessageContaining("rules of HTTP/2");
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCEL_STREAM_ERROR", "NO_ERROR"})
    void theEndOfACallIsNoObjection(ErrorCode reason) {
        watch.onOutgoingFrame(session, new ResetFrame(1, reason.code));
        assertThat(request.getAbortCause()).isNull();
    }

    @Test
    void theTrailersStayAsTheyAre() {
        assertThat(request.getTrailersSupplier().get()).isNull();
        HttpFields trailers = HttpFields.build().add("x-sum", "7");
        request.trailersSupplier(() -> trailers);
        assertThat(request.getTrailersSupplier().get()).isSameAs(trailers);
    }
}
