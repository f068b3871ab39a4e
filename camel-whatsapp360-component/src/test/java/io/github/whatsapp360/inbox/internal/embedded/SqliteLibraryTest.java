/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.inbox.internal.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.inbox.InboxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteLibraryTest {

    @ParameterizedTest
    @ValueSource(strings = {"3.49.1", "3.50.3", "3.51.2", "3.51", "3.8.11.1", "2.99.99", "", "unknown"})
    void aVersionThatCanDamageTheInboxIsRefused(String version) {
        assertThatThrownBy(() -> SqliteLibrary.requireSupported(version))
                .isInstanceOf(InboxException.class)
                .hasMessageContaining("SQLite " + version + " ")
                .hasMessageContaining("Expected 3.51.3 or newer")
                .hasMessageContaining("org.xerial:sqlite-jdbc")
                .hasMessageContaining("sqlite-jdbc.version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.51.3", "3.51.10", "3.53.2", "3.54", "4.0.0"})
    void aVersionWithoutThatErrorIsTaken(String version) {
        assertThatCode(() -> SqliteLibrary.requireSupported(version)).doesNotThrowAnyException();
    }

    @Test
    void theOneOnTheClassPathIsTaken() {
        assertThatCode(SqliteLibrary::requireSupported).doesNotThrowAnyException();
    }
}
