package dev.errorproxy.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.injection.Outcome;
import dev.errorproxy.domain.injection.Outcome.Ending;
import dev.errorproxy.domain.injection.Outcome.Strike;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.ErrorMode;
import dev.errorproxy.domain.provider.StreamSoFar;
import dev.errorproxy.domain.provider.Wording;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults in the middle of a live, forwarded stream: every byte before, the fault, how it ends, and the upstream's end. */
@Timeout(60)
class StreamFaultTest {

    private static final String BODY = "{\"stream\":true}";
    private static final String POST =
            "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    private static Stream<Arguments> endings() {
        String three = LiveStream.first(3);
        String most = LiveStream.all().substring(0, 100);
        int event = LiveStream.event(4).length();
        return Stream.of(
                Arguments.of(
                        "stream-error overloaded after=3",
                        three + ProxyFixture.errorFrame("overloaded", 3),
                        Heard.End.WHOLE),
                Arguments.of("stream-error auth after=0", ProxyFixture.errorFrame("auth", 0), Heard.End.WHOLE),
                Arguments.of(
                        "stream-error r after=100b", three + ProxyFixture.errorFrame("rate-limit", 3), Heard.End.WHOLE),
                Arguments.of("stream-end after=3", three, Heard.End.WHOLE),
                Arguments.of("stream-end after=0", "", Heard.End.WHOLE),
                Arguments.of("stream-end after=100b", most, Heard.End.WHOLE),
                Arguments.of("stream-cut after=100b", most, Heard.End.CLOSED),
                Arguments.of("stream-reset after=3", three, Heard.End.RESET),
                Arguments.of("stream-reset after=0", "", Heard.End.RESET),
                Arguments.of("stream-reset after=100b", most, Heard.End.RESET),
                Arguments.of("cut after=100b", most, Heard.End.CLOSED),
                Arguments.of("cut after=0b", "", Heard.End.CLOSED));
    }

    private static Stream<Arguments> endingsAndDeliveries() {
        return Stream.of(LiveStream.Delivery.values())
                .flatMap(delivery -> endings()
                        .map(ending -> Arguments.of(delivery, ending.get()[0], ending.get()[1], ending.get()[2])));
    }

    @ParameterizedTest
    @MethodSource("endingsAndDeliveries")
    void everyByteBeforeItPassesAndTheUpstreamIsGivenUp(
            LiveStream.Delivery delivery, String fault, String body, Heard.End end) throws Exception {
        try (LiveStream stream = new LiveStream(delivery);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command(fault);
            client.write(POST);
            Heard heard = hear(client);
            assertThat(heard.body()).isEqualTo(body);
            assertThat(heard.end()).isEqualTo(end);
            stream.awaitFreed();
            Outcome outcome = proxy.outcome();
            assertThat(outcome.strike()).isEqualTo(Strike.HIT);
            assertThat(outcome.ending()).isEqualTo(Ending.STRUCK);
            assertThat(outcome.bytes()).isEqualTo(body.length());
        }
    }

    /** A body that is cut may keep the length that it was to have. */
    private static Heard hear(RawUpstream.Connection client) throws Exception {
        Heard heard = Heard.by(client);
        return heard.head().contains("\r\nContent-Length: ") && heard.end() == Heard.End.WHOLE
                ? new Heard(heard.head(), heard.body(), Heard.End.CLOSED)
                : heard;
    }

    @ParameterizedTest
    @EnumSource(LiveStream.Delivery.class)
    void aCutGoesThroughTheNextEvent(LiveStream.Delivery delivery) throws Exception {
        try (LiveStream stream = new LiveStream(delivery);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-cut after=2");
            client.write(POST);
            Heard heard = hear(client);
            String two = LiveStream.first(2) + ": a comment\n\n";
            assertThat(heard.body()).startsWith(two).isSubstringOf(LiveStream.first(3));
            assertThat(heard.body().length())
                    .isBetween(two.length() + 1, LiveStream.first(3).length() - 3);
            assertThat(heard.end()).isEqualTo(Heard.End.CLOSED);
            stream.awaitFreed();
            assertThat(proxy.outcome().strike()).isEqualTo(Strike.HIT);
        }
    }

    /** It has the length of the compressed body. */
    @Test
    void aCompressedStreamThatIsCutHasNoLength() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(LiveStream.all().getBytes(StandardCharsets.ISO_8859_1));
        }
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\n"
                + "Content-Length: " + zipped.size() + "\r\n\r\n" + zipped.toString(StandardCharsets.ISO_8859_1);
        try (RawUpstream upstream = RawUpstream.answering(answer, new CopyOnWriteArrayList<>());
                ProxyFixture proxy = new ProxyFixture(upstream.address());
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-cut after=2");
            client.write(POST);
            Heard heard = hear(client);
            assertThat(heard.head()).doesNotContain("Content-Length", "Content-Encoding");
            assertThat(heard.body()).startsWith(LiveStream.first(2)).isSubstringOf(LiveStream.first(3));
            assertThat(heard.end()).isEqualTo(Heard.End.CLOSED);
            assertThat(proxy.outcome().strike()).isEqualTo(Strike.HIT);
        }
    }

    @ParameterizedTest
    @CsvSource({"stream-end, WHOLE", "stream-cut, CLOSED", "stream-reset, RESET"})
    void strikesASilentStreamWhenItsTimeHasCome(String fault, Heard.End end) throws Exception {
        try (LiveStream stream = new LiveStream(LiveStream.Delivery.ONE_CHUNK);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command(fault + " after=300ms");
            long start = System.nanoTime();
            client.write(POST);
            Heard heard = Heard.by(client);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            assertThat(heard.body()).isEqualTo(LiveStream.all());
            assertThat(heard.end()).isEqualTo(end);
            stream.awaitFreed();
            assertThat(proxy.outcome().strike()).isEqualTo(Strike.HIT);
        }
    }

    @Test
    void anErrorComesIntoASilentStreamWhenItsTimeHasCome() throws Exception {
        try (LiveStream stream = new LiveStream(LiveStream.Delivery.CHUNK_PER_EVENT);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-error overloaded after=300ms");
            client.write(POST);
            assertThat(Heard.by(client).body())
                    .isEqualTo(LiveStream.all() + ProxyFixture.errorFrame("overloaded", LiveStream.EVENTS));
            stream.awaitFreed();
        }
    }

    private static Stream<Arguments> changes() {
        String all = LiveStream.all();
        String twice = LiveStream.first(4)
                + LiveStream.event(5)
                + all.substring(LiveStream.first(4).length());
        return Stream.of(
                Arguments.of("stream-dup after=4", twice, 0),
                Arguments.of("stream-split", all, 0),
                Arguments.of("stream-slow interval=20ms", all, 20 * (LiveStream.EVENTS - 1)),
                Arguments.of("stream-stall after=4 for=300ms", all, 300),
                Arguments.of("stream-stall after=10b for=300ms", all, 300),
                Arguments.of("stream-stall after=0 for=300ms", all, 300),
                Arguments.of(
                        "stream-stall after=4 ping=on for=1500ms",
                        LiveStream.first(4) + ": keep-alive\n\n"
                                + all.substring(LiveStream.first(4).length()),
                        1500));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatDoesNotEndTheStreamLetsItComeToItsEnd(String fault, String body, long milliseconds) throws Exception {
        try (LiveStream stream = LiveStream.whole();
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command(fault);
            long start = System.nanoTime();
            client.write(POST);
            Heard heard = Heard.by(client);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(milliseconds));
            assertThat(heard.body()).isEqualTo(body);
            assertThat(heard.end()).isEqualTo(Heard.End.WHOLE);
            Outcome outcome = proxy.outcome();
            assertThat(outcome.strike()).isEqualTo(Strike.HIT);
            assertThat(outcome.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(stream.isHeld()).isTrue();
        }
    }

    @Test
    void garbageIsOneEventWhoseJsonBreaksOff() throws Exception {
        try (LiveStream stream = LiveStream.whole();
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-garbage after=4");
            client.write(POST);
            Heard heard = Heard.by(client);
            String after = LiveStream.all().substring(LiveStream.first(5).length());
            assertThat(heard.body())
                    .startsWith(LiveStream.first(4) + "event: delta\ndata: {")
                    .endsWith("\n\n" + after);
            assertThat(heard.body()).doesNotContain(LiveStream.event(5));
            assertThat(heard.end()).isEqualTo(Heard.End.WHOLE);
        }
    }

    @Test
    void splitEventsComeInPiecesThatCutTheFieldAndTheCharacter() throws Exception {
        try (LiveStream stream = LiveStream.whole();
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-split");
            client.write(POST);
            client.readHead();
            String wire = client.readUntil("\r\n0\r\n\r\n");
            assertThat(wire)
                    .contains("da\r\n")
                    .contains("\r\nta: ")
                    .contains("\u00c3\r\n")
                    .contains("\r\n\u00a9");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stream-stall after=4",
                "stream-stall after=4 ping=on",
                "stream-stall after=4 for=1m",
                "stream-stall after=4 ping=on for=1m",
                "stream-stall after=0",
                "stream-slow interval=1m"
            })
    void aClientThatLeavesAStallFreesTheUpstream(String fault) throws Exception {
        try (LiveStream stream = new LiveStream(LiveStream.Delivery.CHUNK_PER_EVENT);
                ProxyFixture proxy = stream.proxy()) {
            proxy.command(fault);
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write(POST);
                client.readHead();
                if (fault.contains("after=4")) {
                    client.readUntil(LiveStream.event(4));
                }
            }
            stream.awaitFreed();
            assertThat(proxy.outcome().ending()).isEqualTo(Ending.CLIENT_GONE);
        }
    }

    @Test
    void pingsGoOnWhileTheStreamIsStalled() throws Exception {
        try (LiveStream stream = new LiveStream(LiveStream.Delivery.CHUNK_PER_EVENT);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-stall after=1 ping=on");
            client.write(POST);
            client.readUntil(LiveStream.event(1));
            assertThat(client.readUntil(": keep-alive\n\n")).isEqualTo("\r\nE\r\n: keep-alive\n\n");
            assertThat(client.readUntil(": keep-alive\n\n")).isEqualTo("\r\nE\r\n: keep-alive\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-error u", "stream-end", "stream-cut", "stream-reset", "stream-stall"})
    void anAnswerThatIsNoStreamIsMissedAndLeftAsItIs(String fault) throws Exception {
        String answer =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"a\": \"b\"}\n";
        try (LiveStream stream = LiveStream.saying(answer);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command(fault);
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(client.readUntil("}\n")).isEqualTo(answer);
            Outcome outcome = proxy.outcome();
            assertThat(outcome.strike()).isEqualTo(Strike.MISSED);
            assertThat(outcome.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(proxy.command("status")).anyMatch(line -> line.contains("1 remaining"));
            assertThat(proxy.command("status")).anyMatch(line -> line.endsWith("drawn 1, hit 0, missed 1"));
        }
    }

    @Test
    void aStreamWithFewerEventsIsMissed() throws Exception {
        try (LiveStream stream = LiveStream.whole();
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-error after=99");
            client.write(POST);
            Heard heard = Heard.by(client);
            assertThat(heard.body()).isEqualTo(LiveStream.all());
            assertThat(proxy.outcome().strike()).isEqualTo(Strike.MISSED);
            assertThat(proxy.command("status")).anyMatch(line -> line.contains("1 remaining"));
        }
    }

    /** When the call was decided about it still had one. */
    @Test
    void aStreamWhoseProviderFailsAtTheErrorFrameIsMissedAndComesToItsEnd() throws Exception {
        try (LiveStream stream = LiveStream.whole();
                ProxyFixture proxy = new ProxyFixture(stream.raw().address(), new ProxyFixture.Plain() {
                    @Override
                    public Optional<String> streamError(ErrorMode mode, Call call, Wording wording, StreamSoFar soFar) {
                        if (soFar.events() > 0) {
                            throw new AssertionError("a key, perhaps");
                        }
                        return super.streamError(mode, call, wording, soFar);
                    }
                });
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-error after=3");
            client.write(POST);
            Heard heard = Heard.by(client);
            assertThat(heard.body()).isEqualTo(LiveStream.all());
            assertThat(heard.end()).isEqualTo(Heard.End.WHOLE);
            Outcome outcome = proxy.outcome();
            assertThat(outcome.strike()).isEqualTo(Strike.MISSED);
            assertThat(outcome.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(proxy.warnings)
                    .containsExactly("Provider plain fails at streamError (java.lang.AssertionError); told once.");
        }
    }

    @Test
    void aStallWhoseProviderFailsAtItsSignOfLifeIsKeptAliveByAComment() throws Exception {
        try (LiveStream stream = LiveStream.whole();
                ProxyFixture proxy = new ProxyFixture(stream.raw().address(), new ProxyFixture.Plain() {
                    @Override
                    public String keepAlive(Call call) {
                        return null;
                    }
                });
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-stall after=4 ping=on for=1500ms");
            client.write(POST);
            Heard heard = Heard.by(client);
            String rest = LiveStream.all().substring(LiveStream.first(4).length());
            assertThat(heard.body()).isEqualTo(LiveStream.first(4) + ": keep-alive\n\n" + rest);
            assertThat(heard.end()).isEqualTo(Heard.End.WHOLE);
            Outcome outcome = proxy.outcome();
            assertThat(outcome.strike()).isEqualTo(Strike.HIT);
            assertThat(outcome.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(proxy.warnings)
                    .containsExactly("Provider plain fails at keepAlive (it returns null); told once.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/event-stream\r\nContent-Length: 0\r\n\r\n",
                "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void anEmptyStreamComesToItsEnd(String answer) throws Exception {
        for (String fault : new String[] {"stream-error after=3", "cut after=5b", "stream-stall after=1"}) {
            try (LiveStream stream = LiveStream.saying("HTTP/1.1 200 OK\r\n" + answer);
                    ProxyFixture proxy = stream.proxy();
                    RawUpstream.Connection client = proxy.connect()) {
                proxy.command(fault);
                client.write(POST);
                client.readHead();
                assertThat(proxy.outcome().strike()).as(fault).isEqualTo(Strike.MISSED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: br",
                "Content-Encoding: gzip, gzip",
                "Content-Encoding: gzip\r\nContent-Encoding: gzip",
                "Content-Encoding: identity, br"
            })
    void whatCanNotBeDecodedIsMissed(String codings) throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + codings
                + "\r\nContent-Length: 6\r\n\r\nabcdef";
        try (LiveStream stream = LiveStream.saying(answer);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-end after=0");
            client.write(POST);
            assertThat(client.readUntil("abcdef")).isEqualTo(answer);
            assertThat(proxy.outcome().strike()).isEqualTo(Strike.MISSED);
        }
    }

    @Test
    void theBytesOfWhatCanNotBeDecodedAreCutAllTheSame() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: br\r\n";
        try (LiveStream stream = LiveStream.saying(head + "Content-Length: 6\r\n\r\nabcdef");
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("cut after=3b");
            client.write(POST);
            assertThat(client.readToEnd()).endsWith("\r\n\r\nabc");
            assertThat(proxy.outcome().strike()).isEqualTo(Strike.HIT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "", "Identity, "})
    void whatSaysThatItIsPlainIsPlain(String coding) throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: " + coding + "\r\n";
        try (LiveStream stream = LiveStream.saying(head + "Content-Length: 18\r\n\r\ndata: 1\n\ndata: 2\n\n");
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-end after=1");
            client.write(POST);
            assertThat(Heard.by(client).body()).isEqualTo("data: 1\n\n");
            Outcome outcome = proxy.outcome();
            assertThat(outcome.strike()).isEqualTo(Strike.HIT);
            assertThat(outcome.events()).hasValue(1);
        }
    }

    @Test
    void whatWasZippedIsPlainForTheClientAndSaysSo() throws Exception {
        try (LiveStream stream = new LiveStream(LiveStream.Delivery.GZIP);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-end after=2");
            client.write(POST);
            Heard heard = Heard.by(client);
            assertThat(heard.head()).doesNotContain("Content-Encoding").contains("x-error-proxy: stream-end\r\n");
            assertThat(heard.body()).isEqualTo(LiveStream.first(2));
        }
    }

    @Test
    void whatWasZippedAndIsNotWholeDoesNotPassForWhole() throws Exception {
        try (LiveStream stream = LiveStream.brokenWithin();
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-end after=" + (LiveStream.EVENTS + 1));
            client.write(POST);
            Heard heard = Heard.by(client);
            assertThat(heard.body()).isEqualTo(LiveStream.all());
            assertThat(heard.end()).isNotEqualTo(Heard.End.WHOLE);
            assertThat(proxy.outcome().ending()).isEqualTo(Ending.UPSTREAM_BROKE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "n, 'gzip, br'",
        "r 1 @key=...abcd, 'gzip, br'",
        "stream-end after=2, identity",
        "stream-end after=2 @stream, identity",
        "stream-end after=2 @nostream, 'gzip, br'",
        "slow delay=1ms, 'gzip, br'"
    })
    void theUpstreamIsAskedForPlainTextOnlyWhereAStreamFaultMayStrike(String command, String accepted)
            throws Exception {
        for (String name : new String[] {"Accept-Encoding", "accept-encoding"}) {
            try (LiveStream stream = LiveStream.whole();
                    ProxyFixture proxy = stream.proxy();
                    RawUpstream.Connection client = proxy.connect()) {
                proxy.command(command);
                client.write(POST.replace("Host: x\r\n", "Host: x\r\n" + name + ": gzip, br\r\n"));
                Heard.by(client);
                assertThat(stream.heads()
                                .get(0)
                                .lines()
                                .filter(line -> line.toLowerCase().startsWith("accept-encoding")))
                        .singleElement()
                        .asString()
                        .endsWith(": " + accepted);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stream-end after=2, WHOLE",
        "stream-cut after=2, RESET",
        "cut after=50b, RESET",
        "stream-reset after=2, RESET"
    })
    void aClientThatReadsToTheEndOfTheConnectionSeesACutAsAReset(String fault, Heard.End end) throws Exception {
        try (LiveStream stream = new LiveStream(LiveStream.Delivery.CHUNK_PER_EVENT);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command(fault);
            client.write(POST.replace("HTTP/1.1", "HTTP/1.0"));
            Heard heard = Heard.by(client);
            assertThat(heard.end()).isEqualTo(end);
            assertThat(heard.head()).doesNotContain("chunked");
            assertThat(LiveStream.first(3)).startsWith(heard.body());
        }
    }

    @Test
    void theConnectionGoesOnAfterACleanEnd() throws Exception {
        try (LiveStream stream = new LiveStream(LiveStream.Delivery.CHUNK_PER_EVENT);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-end 2 after=2, stream-error 1 after=1");
            for (int i = 0; i < 2; i++) {
                client.write(POST);
                assertThat(Heard.by(client).body()).isEqualTo(LiveStream.first(2));
            }
            client.write(POST);
            assertThat(Heard.by(client).body())
                    .isEqualTo(LiveStream.first(1) + ProxyFixture.errorFrame("overloaded", 1));
        }
    }

    @Test
    void aPipelinedRequestIsAnsweredBehindAStruckOne() throws Exception {
        try (LiveStream stream = new LiveStream(LiveStream.Delivery.CHUNK_PER_EVENT);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-end 1 after=2, stream-end 1 after=4");
            client.write(POST + POST);
            assertThat(Heard.by(client).body()).isEqualTo(LiveStream.first(2));
            assertThat(Heard.by(client).body()).isEqualTo(LiveStream.first(4));
        }
    }

    @Test
    void jsonIsCutAfterSoManyBytes() throws Exception {
        String answer =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"a\":\"0123456789ab\"}";
        try (LiveStream stream = LiveStream.saying(answer);
                ProxyFixture proxy = stream.proxy();
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("cut after=8b");
            client.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(client.readHead()).contains("Content-Length: 20\r\n").contains("x-error-proxy: cut\r\n");
            assertThat(client.readToEnd()).isEqualTo("{\"a\":\"01");
            assertThat(proxy.outcome().strike()).isEqualTo(Strike.HIT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"stream-error after=9", "stream-stall after=2", "stream-slow interval=300ms", "cut after=1mb"})
    void anUpstreamThatBreaksItsStreamBreaksTheClients(String fault) throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        try (RawUpstream upstream = new RawUpstream(connection -> {
                    connection.skipBody(connection.readHead());
                    connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n30\r\n"
                            + LiveStream.first(3).substring(0, 48));
                    seen.get(10, TimeUnit.SECONDS);
                });
                ProxyFixture proxy = new ProxyFixture(upstream.address(), Duration.ofSeconds(2));
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command(fault);
            client.write(POST);
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            seen.complete(null);
            assertThat(client.readToEnd()).doesNotContain("\r\n0\r\n");
            assertThat(proxy.outcome().ending()).isEqualTo(Ending.UPSTREAM_BROKE);
        }
    }

    @Test
    void afterASilenceOfTheProxysOwnTheUpstreamsIsNotExcused() throws Exception {
        try (LiveStream stream = new LiveStream(LiveStream.Delivery.CHUNK_PER_EVENT);
                ProxyFixture proxy = new ProxyFixture(stream.raw().address(), Duration.ofMillis(500));
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command("stream-stall after=4 for=100ms");
            client.write(POST);
            assertThat(Heard.by(client).end()).isEqualTo(Heard.End.CLOSED);
            assertThat(proxy.outcome().ending()).isEqualTo(Ending.UPSTREAM_BROKE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-stall after=2 for=2500ms", "stream-slow interval=400ms"})
    void aSilenceOfTheProxysOwnIsNoneOfTheUpstreams(String fault) throws Exception {
        try (LiveStream stream = LiveStream.whole();
                ProxyFixture proxy = new ProxyFixture(stream.raw().address(), Duration.ofSeconds(1));
                RawUpstream.Connection client = proxy.connect()) {
            proxy.command(fault);
            client.write(POST);
            Heard heard = Heard.by(client);
            assertThat(heard.body()).isEqualTo(LiveStream.all());
            assertThat(heard.end()).isEqualTo(Heard.End.WHOLE);
        }
    }

    /** Of a body of known length the client waits for no end, and what is meant to come behind it can't be seen. */
    @ParameterizedTest
    @CsvSource({
        "stream-slow interval=50ms, HIT",
        "stream-slow after=1 interval=50ms, MISSED",
        "stream-stall after=2, MISSED",
        "stream-reset after=2, MISSED",
        "cut after=1b, MISSED"
    })
    void aClientThatLeavesWithAllOfABodyOfKnownLengthIsNotGone(String fault, Strike strike) throws Exception {
        String events = fault.startsWith("cut") ? "x" : "data: 1\n\ndata: 2\n\n";
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: " + events.length()
                + "\r\n\r\n" + events;
        try (RawUpstream upstream = RawUpstream.answering(answer, new ArrayList<>());
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            proxy.command(fault);
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write(POST);
                client.readUntil(events);
            }
            Outcome outcome = proxy.outcome();
            assertThat(outcome.ending()).isEqualTo(Ending.COMPLETED);
            assertThat(outcome.strike()).isEqualTo(strike);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream-cut", "stream-end", "stream-reset", "stream-error u", "stream-stall"})
    void isMissedWhereItWaitsBehindWhatTheClientDidNotRead(String fault) throws Exception {
        String events = ("data: " + "x".repeat(100_000) + "\n\n").repeat(200);
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + events;
        try (RawUpstream upstream = RawUpstream.answering(answer, new ArrayList<>());
                ProxyFixture proxy = new ProxyFixture(upstream.address())) {
            proxy.command(fault + " after=1s");
            try (RawUpstream.Connection client = proxy.connect()) {
                client.write(POST);
                client.readHead();
                TimeUnit.MILLISECONDS.sleep(
                        1_200); // The buffers fill, then its moment comes; the client reads no more.
            }
            assertThat(proxy.outcome().strike()).isEqualTo(Strike.MISSED);
            assertThat(proxy.policy.describe()).contains("1 remaining");
        }
    }
}
