package dev.errorproxy.app.it;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;

/** A stream of events each of which waits until the test lets it go. */
final class EventsOnDemand {

    private final Semaphore released = new Semaphore(0);
    private final List<String> data;

    EventsOnDemand(List<String> data) {
        this.data = List.copyOf(data);
    }

    /** Lets one more event go. */
    void release() {
        released.release();
    }

    /** Returns the stream. */
    Answer answer() {
        return Answer.events(() -> {
            Iterator<String> rest = data.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return rest.hasNext();
                }

                @Override
                public String next() {
                    if (!awaitRelease()) {
                        throw new NoSuchElementException("The test is over");
                    }
                    return "data: " + rest.next() + "\n\n";
                }
            };
        });
    }

    /** Returns false where the upstream is shut down while it waits. */
    private boolean awaitRelease() {
        try {
            released.acquire();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
