/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.event.InboundEvent;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every value that a person would want to read is in the text of its event; those that are not are listed here, and
 * why.
 */
class ReadableTextCompletenessTest {

    private static final Map<String, String> NOT_FOR_PEOPLE = Map.ofEntries(
            Map.entry(".*[:.](?!reference_id|timezone_id|wa_id)(?:id|[a-z_]*_ids?)(?:\\[])?", "an id"),
            Map.entry("user:parent_user_id\\.(?:previous|current)", "an id"),
            Map.entry(
                    ".*[:.](?:identity\\.)?(?:timestamp|created_timestamp)",
                    "in the header of that name, or technical"),
            Map.entry("status:conversation\\.expiration_timestamp", "billing"),
            Map.entry(".*[:.](?:sha256|hash|identity|recipient_identity_key_hash)", "a digest"),
            Map.entry(".*[:.](?:image|video|audio|document|sticker|voice)\\.(?:mime_type|url|file|status)", "the file"),
            Map.entry("message:document\\.filename", "with the file, where a caption is"),
            Map.entry("call:session\\..*", "for telephones"),
            Map.entry(".*[:.]href", "documentation of the API"),
            Map.entry(
                    ".*[:.](?:ctwa_clid|ref|tracking_token|client_user_agent|namespace|vcard|origin)", "for programs"),
            Map.entry(".*[:.](?:messaging_product|recipient_type|type|name|acknowledged)", "a word of the protocol"),
            Map.entry("(?:message|echo|history|handover):(?:context\\.)?(?:from|to)", "in the headers"),
            Map.entry("handover:message\\.to", "in the headers"),
            Map.entry(".*[:.]display_phone_number", "the business's own number"),
            Map.entry("(?:call|status):biz_opaque_callback_data", "the business's own"),
            Map.entry("message:system\\.customer", "an id"),
            Map.entry("message:button\\.payload", "the business's own"),
            Map.entry("status:(?:conversation\\.)?pricing\\..*", "billing"),
            Map.entry("status:conversation\\.origin\\.type", "billing"),
            Map.entry("message:context\\.(?:frequently_)?forwarded", "how it got here, not what it says"),
            Map.entry("message:context\\.mentions\\[]", "in the words of the message"),
            Map.entry("message:contacts\\[]\\.addresses\\[]\\.country_code", "the country is there"),
            Map.entry("message:location\\.latitude", "of a place without a longitude"),
            Map.entry("message:interactive\\.nfm_reply\\.body", "the answers are there"),
            Map.entry("message:contacts\\[]\\.(?:org|phones\\[]\\.phone\\[])", "of a kind that is not documented"),
            Map.entry("message:contacts\\[]\\.phones\\[]\\.type", "of a number of a kind that is not documented"));

    @Test
    void unlessThereIsAReason() {
        TreeSet<String> unseen = Leaves.unseenOfAllFixtures(event -> true, InboundEvent::text);

        assertThat(Leaves.notAllowed(unseen, NOT_FOR_PEOPLE)).isEmpty();
        assertThat(Leaves.needless(unseen, NOT_FOR_PEOPLE)).isEmpty();
    }
}
