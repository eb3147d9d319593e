package dev.errorproxy.domain.injection;

/** What the adapter reports of a fault, once: that it struck, or that it had nothing to strike. */
public interface Claim {

    /** A claim to nothing, for calls without a fault and for those that no budget is spent on. */
    Claim NONE = new Claim() {
        @Override
        public void hit() {}

        @Override
        public void missed() {}
    };

    /** Reports that the fault struck. */
    void hit();

    /** Reports that there was nothing to strike: what was spent is given back. */
    void missed();
}
