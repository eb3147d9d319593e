package dev.errorproxy.providers.wording;

import dev.errorproxy.domain.provider.Call;

/** The dialects of one provider, of which a call's path chooses. */
@FunctionalInterface
public interface Dialects {

    /** Returns the dialect that the provider speaks at the call's path. */
    Dialect of(Call call);
}
