package dev.errorproxy.jetty;

import dev.errorproxy.domain.injection.Interceptor;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;

/** Copies header fields from one side to the other: all but the hop-by-hop ones, spelled and ordered as they came. */
final class Fields {

    /** What frames a body without a length. */
    static final HttpField CHUNKED = new HttpField(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED);

    /** RFC 9110, section 7.6.1, and the proxy's own credentials; {@code HTTP2-Settings} goes with {@code Upgrade: h2c}. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    /** What frames or addresses a message, and so comes before its body or not at all (RFC 9110, section 6.5.1). */
    private static final Set<String> NEVER_TRAILERS = Set.of("content-length", "host", Interceptor.COMMAND_HEADER);

    private Fields() {}

    /** Returns what an upstream is called as a host; of this machine's links it knows nothing (RFC 6874, section 4). */
    static String host(URI upstream) {
        String authority = upstream.getRawAuthority();
        return authority.indexOf('%') < 0 ? authority : authority.replaceFirst("%[^]]*", "");
    }

    /** Copies the fields; those of a request, which has a host, get that as {@code Host}, and lose the proxy's command. */
    static void copy(HttpFields from, String host, HttpFields.Mutable to) {
        Set<String> named = namedByConnection(from);
        for (HttpField field : from) {
            String name = field.getLowerCaseName();
            boolean own = host != null && name.equals(Interceptor.COMMAND_HEADER);
            if (own || HOP_BY_HOP.contains(name) || named.contains(name)) {
                continue;
            }
            if (host != null && name.equals("host")) {
                to.add(new HttpField(field.getHeader(), field.getName(), host));
            } else {
                to.add(verbatim(field));
            }
        }
    }

    /** Returns those of the trailers that the other side may have; null for null. */
    static HttpFields trailers(HttpFields from) {
        if (from == null) {
            return null;
        }
        HttpFields.Mutable to = HttpFields.build();
        for (HttpField field : from) {
            String name = field.getLowerCaseName();
            if (!HOP_BY_HOP.contains(name) && !NEVER_TRAILERS.contains(name)) {
                to.add(field);
            }
        }
        return to;
    }

    /** Returns the codings that the body has, in the order in which they were applied, however many fields name them. */
    static List<String> codings(HttpFields fields) {
        return fields.getCSV(HttpHeader.CONTENT_ENCODING.asString(), false).stream()
                .filter(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"))
                .toList();
    }

    private static Set<String> namedByConnection(HttpFields fields) {
        Set<String> names = null;
        for (HttpField field : fields) {
            if (field.getHeader() == HttpHeader.CONNECTION) {
                for (String name : field.getValues()) {
                    names = names == null ? new HashSet<>() : names;
                    names.add(name.trim().toLowerCase(Locale.ROOT));
                }
            }
        }
        return names == null ? Set.of() : names;
    }

    /**
     * Returns the field as Jetty will write it unchanged.
     *
     * <p>Of a field that Jetty knows it writes its own spelling, and it acts on some; one without the known name is
     * written as it stands. Only {@code Content-Length} must stay known: Jetty frames the message by it, and writes it
     * last. {@code Expect} must not: the proxy waits for the upstream's word itself.
     *
     * <p>Always a new field: a parsed one holds the parser, and so the connection that it came from, and the other side
     * keeps the fields of the last message for as long as it is open.
     */
    private static HttpField verbatim(HttpField field) {
        HttpHeader header = field.getHeader();
        boolean known = header == HttpHeader.CONTENT_LENGTH
                || header != null
                        && header != HttpHeader.EXPECT
                        && header.asString().equals(field.getName());
        return new HttpField(known ? header : null, field.getName(), field.getValue());
    }
}
