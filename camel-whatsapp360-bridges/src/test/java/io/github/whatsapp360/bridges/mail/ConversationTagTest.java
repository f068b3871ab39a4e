/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.whatsapp360.bridges.mail.ConversationTag.Conversation;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of conversations in addresses and message ids. */
class ConversationTagTest {

    private final ConversationTag tags = new ConversationTag("a secret of sixteen and more");

    @ParameterizedTest
    @CsvSource({
        "491701234567, false",
        "DE.70011223344556677, false",
        "capi_group:Ab+/9==, true",
        "120363001234567890, true"
    })
    void aConversationIsFoundAgainWhateverTheCase(String recipient, boolean group) {
        Conversation conversation = new Conversation(recipient, group);
        String tag = tags.sign(conversation);

        assertThat(tag).matches("[a-z0-9.]+-[0-9a-f]{16}");
        assertThat(tags.find("Lena <support+" + tag.toUpperCase(Locale.ROOT) + "@example.com>"))
                .contains(conversation);
        assertThat(tags.find("<other@x> <" + tag + ".5f-5f@example.com>")).contains(conversation);
    }

    @Test
    void aTagOfAnotherNumberOrAnotherSecretIsNone() {
        String tag = tags.sign(new Conversation("491701234567", false));

        assertThat(tags.find(tag.replace("567-", "568-"))).isEmpty();
        assertThat(tags.find("1" + tag)).isEmpty();
        assertThat(tags.find(tag + "0")).isEmpty();
        assertThat(new ConversationTag("another secret of sixteen").find(tag)).isEmpty();
        assertThat(tags.find("support+491701234568-0123456789abcdef@example.com " + tag))
                .contains(new Conversation("491701234567", false));
    }

    @Test
    void aSecretThatCanBeGuessedIsRefused() {
        assertThatThrownBy(() -> new ConversationTag("short")).hasMessageContaining("Actual 5");
    }
}
