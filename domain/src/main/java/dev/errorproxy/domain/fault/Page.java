package dev.errorproxy.domain.fault;

import dev.errorproxy.domain.provider.Header;
import dev.errorproxy.domain.provider.Reply;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An answer that no provider words, because none of them gave it: something on the way did. */
public enum Page {
    /** A gateway's error page. */
    HTML("html", "HTML page of a gateway", 502),
    /** No body at all. */
    EMPTY("empty", "Empty answer", 200),
    /** JSON that breaks off. */
    GARBAGE("garbage", "Broken JSON", 200),
    /** The way to a login page. */
    REDIRECT("redirect", "Redirect to a login page", 307);

    /** A name that never resolves (RFC 6761): a client that follows, keys and all, ends there. */
    private static final String LOGIN = "https://login.invalid/sign-in";

    private static final String BROKEN =
            "{\"id\":\"chatcmpl-0\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assis";

    private final String word;
    private final String title;
    private final int status;

    Page(String word, String title, int status) {
        this.word = word;
        this.title = title;
        this.status = status;
    }

    /** Returns the word of the command language, in lower case. */
    public String word() {
        return word;
    }

    /** Returns the name shown to the operator. */
    public String title() {
        return title;
    }

    /** Returns the answer, with another status or another message for people where they are given. */
    public Reply reply(OptionalInt otherStatus, Optional<String> message) {
        int sent = otherStatus.orElse(status);
        return switch (this) {
            case HTML -> new Reply(sent, List.of(type("text/html")), html(sent, message));
            case EMPTY -> new Reply(sent, List.of(type("application/json")), "");
            case GARBAGE -> new Reply(sent, List.of(type("application/json")), BROKEN);
            case REDIRECT -> new Reply(sent, List.of(type("text/html"), new Header("Location", LOGIN)), moved());
        };
    }

    private static Header type(String type) {
        return new Header("Content-Type", type);
    }

    private static String html(int status, Optional<String> message) {
        String reason = switch (status) {
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Temporarily Unavailable";
            case 504 -> "Gateway Time-out";
            default -> "Error";
        };
        String text = escaped(message.orElse(status + " " + reason));
        return "<html>\r\n<head><title>" + text + "</title></head>\r\n<body>\r\n<center><h1>" + text
                + "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String moved() {
        return "<html><body>Sign in first: <a href=\"" + LOGIN + "\">" + LOGIN + "</a></body></html>\r\n";
    }
}
