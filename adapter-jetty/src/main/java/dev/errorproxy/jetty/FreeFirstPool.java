package dev.errorproxy.jetty;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Pool;

/**
 * A pool that finds a free entry at once, the one used last, however many others are in use.
 *
 * <p>Jetty's own pools look at one entry after the other: beside two thousand open streams that takes several times as
 * long as all the rest of a small call. This class is threadsafe.
 */
final class FreeFirstPool<P> implements Pool<P> {

    private final int most;
    private final ToIntFunction<P> capacity;
    private final Set<Slot> slots = new HashSet<>();
    /** Enabled, and with a use left when they were last looked at. */
    private final Deque<Slot> free = new ArrayDeque<>();

    private boolean terminated;

    /**
     * Creates an empty pool.
     *
     * @param most how many entries there are at most
     * @param capacity how many may use a pooled object at once; fewer than none for any number
     */
    FreeFirstPool(int most, ToIntFunction<P> capacity) {
        this.most = most;
        this.capacity = capacity;
    }

    @Override
    public synchronized Entry<P> reserve() {
        if (terminated || slots.size() >= most) {
            return null;
        }
        Slot slot = new Slot();
        slots.add(slot);
        return slot;
    }

    @Override
    public synchronized Entry<P> acquire() {
        for (Slot slot = free.peek(); slot != null; slot = free.peek()) {
            boolean acquired = slot.hasUseLeft();
            if (acquired) {
                slot.uses++;
                slot.used = true;
            }
            if (!slot.hasUseLeft()) {
                free.pop();
                slot.isFree = false;
            }
            if (acquired) {
                return slot;
            }
        }
        return null;
    }

    /** Gives that object to no further user; returns whether it has users yet. */
    synchronized boolean retire(P pooled) {
        for (Slot slot : slots) {
            if (slot.pooled == pooled) {
                slot.retire();
                return slot.uses > 0;
            }
        }
        return false;
    }

    @Override
    public synchronized boolean isTerminated() {
        return terminated;
    }

    @Override
    public synchronized Collection<Entry<P>> terminate() {
        terminated = true;
        List<Entry<P>> all = List.copyOf(slots);
        slots.forEach(slot -> slot.terminated = true);
        slots.clear();
        free.clear();
        return all;
    }

    @Override
    public synchronized int size() {
        return slots.size();
    }

    @Override
    public int getMaxSize() {
        return most;
    }

    @Override
    public synchronized Stream<Entry<P>> stream() {
        return List.<Entry<P>>copyOf(slots).stream();
    }

    /** One pooled object, or the place for one. Its state is guarded by the pool. */
    private final class Slot implements Entry<P> {

        private P pooled;
        private int uses;
        private boolean used;
        private boolean isFree;
        private boolean terminated;
        private boolean removed;

        private boolean hasUseLeft() {
            if (terminated) {
                return false;
            }
            int mostUses = capacity.applyAsInt(pooled);
            // One that never had a use is tried: nobody knows what would come of making another in its place, over and
            // over.
            return mostUses < 0 || uses < mostUses || !used;
        }

        private void offer() {
            if (!isFree && hasUseLeft()) {
                isFree = true;
                free.push(this);
            }
        }

        private void retire() {
            terminated = true;
            if (isFree) {
                isFree = false;
                free.remove(this);
            }
        }

        @Override
        public boolean enable(P object, boolean acquire) {
            synchronized (FreeFirstPool.this) {
                if (terminated) {
                    return false;
                }
                if (pooled != null) {
                    throw new IllegalStateException("The entry is enabled already");
                }
                pooled = requireNonNull(object, "object is null");
                uses = acquire ? 1 : 0;
                used = acquire;
                offer();
                return true;
            }
        }

        @Override
        public P getPooled() {
            synchronized (FreeFirstPool.this) {
                return pooled;
            }
        }

        @Override
        public boolean release() {
            synchronized (FreeFirstPool.this) {
                if (terminated || uses == 0) {
                    return false;
                }
                uses--;
                offer();
                return true;
            }
        }

        /** Returns whether this was the last user's; until then the place stays taken. */
        @Override
        public boolean remove() {
            synchronized (FreeFirstPool.this) {
                if (removed) {
                    return false;
                }
                uses = Math.max(0, uses - 1);
                retire();
                removed = uses == 0;
                if (removed) {
                    slots.remove(this);
                }
                return removed;
            }
        }

        @Override
        public boolean isReserved() {
            synchronized (FreeFirstPool.this) {
                return pooled == null;
            }
        }

        @Override
        public boolean isIdle() {
            synchronized (FreeFirstPool.this) {
                return pooled != null && uses == 0;
            }
        }

        @Override
        public boolean isInUse() {
            synchronized (FreeFirstPool.this) {
                return uses > 0;
            }
        }

        @Override
        public boolean isTerminated() {
            synchronized (FreeFirstPool.this) {
                return terminated;
            }
        }
    }
}
