/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.client.HandDrivenTime;
import io.github.whatsapp360.message.template.TemplateDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TemplateCacheTest {

    private static final int MAXIMUM_ENTRIES = 10_000;

    private final HandDrivenTime time = HandDrivenTime.stopped();
    private final List<String> fetched = new ArrayList<>();
    private final TemplateCache cache = new TemplateCache(this::fetch, time.source(), time);

    private CompletableFuture<Optional<TemplateDefinition>> fetch(String name, String language) {
        fetched.add(name);
        return CompletableFuture.completedFuture(Optional.of(new TemplateDefinition(
                name, language, "APPROVED", "UTILITY", List.of(), TemplateDefinition.Details.NONE)));
    }

    @Test
    void aFullCacheForgetsTheLeastRecentlyUsedTemplateAndNoOther() {
        find("in-use");
        for (int i = 1; i < MAXIMUM_ENTRIES; i++) {
            find("template" + i);
        }
        find("in-use");
        find("one too many");
        fetched.clear();

        find("in-use");
        find("template2");
        find("one too many");
        assertThat(fetched).isEmpty();

        find("template1");
        assertThat(fetched).containsExactly("template1");
    }

    private void find(String name) {
        assertThat(cache.find(name, "en").join()).isPresent();
    }
}
