package dev.errorproxy.domain.testing;

import dev.errorproxy.domain.provider.Provider;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** Makes providers that fail. */
public final class FailingProvider {

    private FailingProvider() {}

    /** Returns a {@link StubProvider} but for that method, which throws that, or returns null where nothing is thrown. */
    public static Provider at(String method, Throwable thrown) {
        StubProvider sound = StubProvider.named("failing");
        InvocationHandler handler = (proxy, called, arguments) -> {
            if (!called.getName().equals(method)) {
                return called.invoke(sound, arguments);
            }
            if (thrown != null) {
                throw thrown;
            }
            return null;
        };
        return (Provider) Proxy.newProxyInstance(
                FailingProvider.class.getClassLoader(), new Class<?>[] {Provider.class}, handler);
    }
}
