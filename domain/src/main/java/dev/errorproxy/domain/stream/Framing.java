package dev.errorproxy.domain.stream;

import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Provider;

/** What tells the blocks of a stream apart. */
enum Framing {
    /** {@code text/event-stream}. */
    EVENTS {
        @Override
        StreamSplitter splitter() {
            return new EventSplitter();
        }

        @Override
        Span data(byte[] raw, int body) {
            return new EventText(raw).data();
        }

        @Override
        boolean hasData(byte[] raw) {
            return new EventText(raw).hasData();
        }

        @Override
        byte[] broken(byte[] raw, int body) {
            return new EventText(raw).broken();
        }

        @Override
        String ping(Provider provider, Call call) {
            return provider.keepAlive(call);
        }

        @Override
        String last() {
            return "";
        }
    },
    /** A JSON array that grows by elements. */
    ARRAY {
        @Override
        StreamSplitter splitter() {
            return new JsonArraySplitter();
        }

        @Override
        Span data(byte[] raw, int body) {
            return new Span(body, body, raw.length);
        }

        @Override
        boolean hasData(byte[] raw) {
            return true;
        }

        @Override
        byte[] broken(byte[] raw, int body) {
            JsonBreak cut = JsonBreak.of(raw, data(raw, body));
            Bytes broken = new Bytes(Integer.MAX_VALUE);
            broken.add(raw, 0, body);
            broken.add(cut.before());
            broken.add(raw, body, cut.at());
            return broken.copy();
        }

        @Override
        String ping(Provider provider, Call call) {
            return "\n";
        }

        @Override
        String last() {
            return "]";
        }
    };

    /** Returns a splitter at the beginning of such a stream. */
    abstract StreamSplitter splitter();

    /** Returns where the data stands in a block whose own bytes begin there. */
    abstract Span data(byte[] raw, int body);

    /** Returns whether a block, of which this is the beginning, has data so far. */
    abstract boolean hasData(byte[] raw);

    /** Returns the block, or the beginning of one, with JSON that does not parse. */
    abstract byte[] broken(byte[] raw, int body);

    /** Returns what can be sent between two blocks without being one. */
    abstract String ping(Provider provider, Call call);

    /** Returns what follows the last block. */
    abstract String last();
}
