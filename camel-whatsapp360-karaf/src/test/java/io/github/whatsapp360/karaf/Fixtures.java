/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.karaf;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import io.github.whatsapp360.karaf.fixture.Activator;
import io.github.whatsapp360.karaf.fixture.Lifeline;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;

/** The jars that are put into Karaf, made of the test's own classes. */
final class Fixtures {

    private static final String PACKAGE = Activator.class.getPackageName();

    private Fixtures() {}

    /** The application's bundle. */
    static void application(Path file) throws Exception {
        build(
                file,
                Map.of(
                        "Bundle-SymbolicName",
                        PACKAGE,
                        "Bundle-Activator",
                        Activator.class.getName(),
                        "Private-Package",
                        PACKAGE,
                        "Import-Package",
                        "!com.sun.*,*"));
    }

    /** The Java agent that ends Karaf with the test. */
    static void lifeline(Path file) throws Exception {
        build(file, Map.of("Private-Package", PACKAGE, "Premain-Class", Lifeline.class.getName()));
    }

    private static void build(Path file, Map<String, String> manifest) throws Exception {
        try (Builder builder = new Builder()) {
            builder.addClasspath(classes());
            manifest.forEach(builder::setProperty);
            builder.setProperty("-noimportjava", "true");
            Jar jar = builder.build();
            if (!builder.isOk()) {
                throw new IllegalStateException(builder.getErrors().toString());
            }
            jar.write(file.toFile());
        }
    }

    private static File classes() throws URISyntaxException {
        return new File(Activator.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
