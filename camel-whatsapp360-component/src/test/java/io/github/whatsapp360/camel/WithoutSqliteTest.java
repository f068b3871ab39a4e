/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.inbox.internal.embedded.ChildJvm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite, with 14 MB of native libraries, may be left out by who does not need it. */
@Timeout(120)
class WithoutSqliteTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"memory", "none"})
    void anInboxThatIsNotEmbeddedDoesWithoutIt(String inbox) throws Exception {
        assertThat(start("inbox=" + inbox)).isEqualTo("started");
    }

    @Test
    void theEmbeddedInboxSaysWhatIsMissing() throws Exception {
        assertThat(start("inbox=embedded"))
                .isEqualTo("inbox=embedded of account 'a' needs SQLite. Add the dependency org.xerial:sqlite-jdbc"
                        + " (3.51.3 or newer), or choose another inbox: jdbc, memory or none.");
    }

    private String start(String options) throws Exception {
        ChildJvm child = ChildJvm.startWithout(
                "sqlite-jdbc", ConsumerWithoutSqlite.class, directory, TestBed.freePort(), options);
        try {
            String said = child.next();
            assertThat(said).as(child.log()).isNotNull();
            return said;
        } finally {
            child.kill();
        }
    }
}
