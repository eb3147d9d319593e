package dev.errorproxy.console;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.OSUtils;

/**
 * A terminal whose Ctrl-C is a key like others, and which leaves the process's SIGINT alone.
 *
 * <p>A line reader takes SIGINT for itself while it reads, and gives back the system's default in place of the JVM's: the
 * first would keep {@code kill -INT} from ending the proxy, the second would end it without its shutdown hooks.
 */
final class PromptTerminal implements InvocationHandler {

    /** POSIX's _POSIX_VDISABLE: which character means "none" depends on the system. */
    private static final int NO_CHARACTER = OSUtils.IS_LINUX || OSUtils.IS_WINDOWS ? 0 : 0xff;

    private final Terminal terminal;

    private PromptTerminal(Terminal terminal) {
        this.terminal = terminal;
    }

    static Terminal of(Terminal terminal) {
        return (Terminal) Proxy.newProxyInstance(
                Terminal.class.getClassLoader(), new Class<?>[] {Terminal.class}, new PromptTerminal(terminal));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("handle") && arguments[0] == Signal.INT) {
            return SignalHandler.SIG_DFL;
        }
        if (method.getName().equals("enterRawMode")) {
            return enterRawMode();
        }
        try {
            return method.invoke(terminal, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Attributes enterRawMode() {
        Attributes before = terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setControlChar(ControlChar.VINTR, NO_CHARACTER);
        terminal.setAttributes(raw);
        return before;
    }
}
