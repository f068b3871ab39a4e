/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.inbox.Inbox;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ownership of a database among class loaders and processes. */
@Timeout(120)
class DirectoryLockTest {

    @TempDir
    Path directory;

    /** Loads the class as another or a reloaded web application does, with separate static fields. */
    private static Method takeOfAnotherClassLoader() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        ClassLoader loader = new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Method take =
                loader.loadClass(DirectoryLock.class.getName()).getDeclaredMethod("take", Path.class, String.class);
        take.setAccessible(true);
        return take;
    }

    private List<String> openInAnotherProcess() throws Exception {
        ChildJvm child = ChildJvm.start("64m", EmbeddedFailureTest.OpenChild.class, directory);
        List<String> said = new ArrayList<>();
        child.listen(said::add);
        return said;
    }

    private void anotherClassLoaderIsRefused() throws Exception {
        Method take = takeOfAnotherClassLoader();
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> take.invoke(null, directory, "support.db.lock"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("is in use by another");
        }
    }

    @Test
    void anotherClassLoaderIsRefusedAndTakesTheLockFromNobody() throws Exception {
        Inbox first = Inboxes.open(directory);
        anotherClassLoaderIsRefused();

        assertThat(openInAnotherProcess()).singleElement().asString().contains("in use by another process");

        first.close();
        assertThat(openInAnotherProcess()).containsExactly("opened");
    }

    @Test
    void evenIfSomebodyHasReplacedTheSystemProperties() throws Exception {
        Inbox first = Inboxes.open(directory);
        Properties before = System.getProperties();
        Properties others = new Properties();
        before.stringPropertyNames().stream()
                .filter(name -> !name.startsWith("io.github.whatsapp360"))
                .forEach(name -> others.setProperty(name, before.getProperty(name)));
        System.setProperties(others);
        try {
            anotherClassLoaderIsRefused();
            assertThat(openInAnotherProcess()).singleElement().asString().contains("in use by another process");
        } finally {
            System.setProperties(before);
            first.close();
        }
    }

    @Test
    void aLinkToTheDirectoryLeadsToTheSameLock() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        try (DirectoryLock lock = DirectoryLock.take(real, "x.lock")) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> DirectoryLock.take(link, "x.lock"))
                    .hasMessageContaining("in use by another inbox");
        }
        DirectoryLock.take(link, "x.lock").close();
    }
}
