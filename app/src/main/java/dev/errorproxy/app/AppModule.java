package dev.errorproxy.app;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.errorproxy.console.Console;
import dev.errorproxy.domain.command.CommandParser;
import dev.errorproxy.domain.command.Operator;
import dev.errorproxy.domain.injection.InjectionPolicy;
import dev.errorproxy.domain.injection.Interceptor;
import dev.errorproxy.domain.injection.Journal;
import dev.errorproxy.jetty.ProxyServer;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/** Which part gets which. */
final class AppModule extends AbstractModule {

    private final Options options;
    private final Configuration configuration;
    private final Console console;

    AppModule(Options options, Configuration configuration, Console console) {
        this.options = options;
        this.configuration = configuration;
        this.console = console;
    }

    @Override
    protected void configure() {
        bind(Options.class).toInstance(options);
        bind(Configuration.class).toInstance(configuration);
        bind(Console.class).toInstance(console);
        bind(Clock.class).toInstance(Clock.systemDefaultZone());
    }

    @Provides
    @Singleton
    InjectionPolicy policy() {
        return new InjectionPolicy(
                options.seed != null
                        ? options.seed
                        : ThreadLocalRandom.current().nextLong());
    }

    @Provides
    @Singleton
    Interceptor interceptor(InjectionPolicy policy) {
        return new Interceptor(configuration.router(), policy, CommandParser::own);
    }

    @Provides
    @Singleton
    Operator operator(InjectionPolicy policy, Interceptor interceptor) {
        return new Operator(policy, interceptor);
    }

    @Provides
    @Singleton
    LineFormat format(Clock clock) {
        return switch (options.logFormat) {
            case human -> text -> text;
            case json -> text -> JsonLog.message(clock, text);
        };
    }

    @Provides
    @Singleton
    LogLines lines(LineFormat format) {
        return new LogLines(console, format);
    }

    @Provides
    @Singleton
    Journal journal(LogLines lines, Clock clock) {
        return switch (options.logFormat) {
            case human -> new HumanLog(lines, options.logLevel, clock);
            case json -> new JsonLog(lines, options.logLevel, clock);
        };
    }

    @Provides
    @Singleton
    ProxyServer server(Interceptor interceptor, Journal journal) {
        return new ProxyServer(interceptor, journal, configuration.settings());
    }
}
