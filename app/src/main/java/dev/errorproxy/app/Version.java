package dev.errorproxy.app;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar was built as. */
final class Version implements IVersionProvider {

    static final String NAME = "Provider Error Proxy";

    /** Returns name and version. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return NAME + " " + (version == null ? "(unpackaged)" : version);
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}
