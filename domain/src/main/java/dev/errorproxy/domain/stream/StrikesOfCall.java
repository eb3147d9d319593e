package dev.errorproxy.domain.stream;

import static java.util.Objects.requireNonNull;

import dev.errorproxy.domain.fault.BodyFault;
import dev.errorproxy.domain.fault.Moment;
import dev.errorproxy.domain.provider.Call;
import dev.errorproxy.domain.provider.Provider;
import dev.errorproxy.domain.provider.ProviderFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What each kind of fault does to the answer to one call. */
final class StrikesOfCall implements BodyFault.Cases<BodyStrike> {

    private static final int OK = 200;
    private static final Duration PING_EVERY = Duration.ofSeconds(1);

    private final Provider provider;
    private final Call call;

    StrikesOfCall(Provider provider, Call call) {
        this.provider = requireNonNull(provider, "provider is null");
        this.call = requireNonNull(call, "call is null");
    }

    @Override
    public BodyStrike errorFrame(BodyFault.ErrorFrame fault) {
        return stream(
                fault.after(),
                false,
                () -> new AtOnce(
                        false,
                        (scene, wire) -> frame(fault, scene)
                                .map(frame -> end(
                                        scene.splitter().separator()
                                                + frame
                                                + scene.framing().last(),
                                        wire))));
    }

    /** By now it is too late to refuse the call: a provider that fails only here has no such frame. */
    private Optional<String> frame(BodyFault.ErrorFrame fault, Scene scene) {
        try {
            return provider.streamError(fault.mode(), call, fault.wording(), scene.soFar());
        } catch (ProviderFailure e) {
            return Optional.empty();
        }
    }

    /** An array is closed by its bracket, unless it ends within an element or behind a comma. */
    @Override
    public BodyStrike end(BodyFault.End fault) {
        return stream(
                fault.after(),
                false,
                () -> new AtOnce(
                        true, (scene, wire) -> Optional.of(end(scene.splitter().closing(), wire))));
    }

    private static Deed.Next end(String text, Wire wire) {
        if (!text.isEmpty()) {
            wire.pass(Bytes.of(text));
        }
        wire.end();
        return Deed.Next.NOTHING;
    }

    /** Cuts within the next event; at once where the moment is not one of events. */
    @Override
    public BodyStrike cut(BodyFault.Cut fault) {
        return cut(fault.after());
    }

    private BodyStrike cut(Moment after) {
        return after.match(new Moment.Cases<>() {
            @Override
            public BodyStrike events(Moment.Events moment) {
                return stream(moment, true, CutEvent::new);
            }

            @Override
            public BodyStrike bytes(Moment.Bytes moment) {
                return stream(moment, true, StrikesOfCall::cutAtOnce);
            }

            @Override
            public BodyStrike elapsed(Moment.Elapsed moment) {
                return stream(moment, true, StrikesOfCall::cutAtOnce);
            }
        });
    }

    private static Deed cutAtOnce() {
        return new AtOnce(true, (scene, wire) -> {
            wire.cut();
            return Optional.of(Deed.Next.NOTHING);
        });
    }

    @Override
    public BodyStrike reset(BodyFault.Reset fault) {
        return stream(
                fault.after(),
                true,
                () -> new AtOnce(true, (scene, wire) -> {
                    wire.reset();
                    return Optional.of(Deed.Next.NOTHING);
                }));
    }

    /** With pings it begins between two events, where they do no harm; in an array a ping is an empty line. */
    @Override
    public BodyStrike stall(BodyFault.Stall fault) {
        return stream(
                fault.after(),
                !fault.pings(),
                () -> new AtOnce(!fault.pings(), (scene, wire) -> {
                    Optional<Wire.Ping> ping = fault.pings() ? Optional.of(ping(scene.framing())) : Optional.empty();
                    wire.stall(ping, fault.length());
                    return Optional.of(Deed.Next.PASS);
                }));
    }

    private Wire.Ping ping(Framing framing) {
        return new Wire.Ping(framing.ping(provider, call), PING_EVERY);
    }

    @Override
    public BodyStrike garbage(BodyFault.Garbage fault) {
        return stream(fault.after(), false, GarbleEvent::new);
    }

    @Override
    public BodyStrike split(BodyFault.Split fault) {
        return stream(fault.after(), true, SplitEvents::new);
    }

    @Override
    public BodyStrike slow(BodyFault.Slow fault) {
        return stream(fault.after(), true, () -> new SlowEvents(fault.interval()));
    }

    @Override
    public BodyStrike duplicate(BodyFault.Duplicate fault) {
        return stream(fault.after(), false, RepeatEvent::new);
    }

    /** After a number of events only a stream can be cut. */
    @Override
    public BodyStrike cutBody(BodyFault.CutBody fault) {
        Mark mark = Mark.of(fault.after());
        return mark.endsEvent() ? cut(fault.after()) : (status, contentType) -> Optional.of(new StruckAtByte(mark));
    }

    private BodyStrike stream(Moment after, boolean keepsLength, Supplier<Deed> deed) {
        return (status, contentType) -> Optional.of(status)
                .filter(code -> code == OK)
                .flatMap(code -> contentType.flatMap(this::framing))
                .map(framing -> new StruckStream(framing, Mark.of(after), deed.get(), keepsLength));
    }

    private Optional<Framing> framing(String contentType) {
        String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "text/event-stream" -> Optional.of(Framing.EVENTS);
            case "application/json" -> call.inference().streaming() ? Optional.of(Framing.ARRAY) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
