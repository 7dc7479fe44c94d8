package io.suture.runtime.message;

/// Which program made something: a later one may make it otherwise.
final class Program {
    static final String VERSION = version();

    private Program() {}

    private static String version() {
        String version = Program.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
