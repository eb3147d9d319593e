package dev.errorproxy.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errorproxy.domain.provider.Provider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes plugin jars as an author of a plugin would: compiled against the domain alone. */
final class PluginJar {

    /** The class in the example that the README shows. */
    static final String ACME_CLASS = "com.acme.errorproxy.AcmeProvider";

    private static final String SERVICE = "META-INF/services/" + Provider.class.getName();

    private PluginJar() {}

    /** Returns the source of the example. */
    static String acmeSource() {
        try (InputStream in = PluginJar.class.getResourceAsStream("/plugin/AcmeProvider.java")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a jar of the example, its class and its service line. */
    static Path acme(Path jar) {
        return of(jar, acmeSource());
    }

    /** Makes a jar of a variant of the example. */
    static Path of(Path jar, String source) {
        return write(jar, source, ACME_CLASS);
    }

    /** Makes a jar with the example's class, but without a service line. */
    static Path withoutServiceLine(Path jar) {
        return write(jar, acmeSource(), "");
    }

    /** Makes a jar with the example's class, and a services file that says something else. */
    static Path naming(Path jar, String services) {
        return write(jar, acmeSource(), services);
    }

    /** Makes a jar with a service line that names a class which is not there. */
    static Path withoutClass(Path jar) {
        return write(jar, "", ACME_CLASS);
    }

    private static Path write(Path jar, String source, String service) {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            if (!source.isEmpty()) {
                addClasses(zip, source, Files.createTempDirectory(jar.getParent(), "classes"));
            }
            if (!service.isEmpty()) {
                add(zip, SERVICE, (service + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds all that the compiler makes of the source: for a switch over an enum it makes a second class. */
    private static void addClasses(ZipOutputStream zip, String source, Path classes) throws IOException {
        compile(source, classes);
        try (Stream<Path> made = Files.walk(classes)) {
            for (Path file : made.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                add(zip, name, Files.readAllBytes(file));
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static void compile(String source, Path classes) {
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///AcmeProvider.java"), Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        List<String> options = List.of(
                "-Xlint:all",
                "-Werror",
                "-proc:none",
                "--release",
                "17",
                "-d",
                classes.toString(),
                "-classpath",
                domain());
        StringWriter complaints = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiled = compiler.getTask(complaints, null, null, options, null, List.of(file))
                .call();
        assertThat(compiled).as("compiles: %s", complaints).isTrue();
    }

    private static String domain() {
        try {
            return Path.of(Provider.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
