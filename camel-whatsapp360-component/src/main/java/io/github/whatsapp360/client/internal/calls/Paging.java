/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.client.internal.calls;

import io.github.whatsapp360.client.internal.http.ResponseReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The position of the next page of a list.
 *
 * <p>Only the cursor is used: {@code next} may contain a URL of Meta's host, which does not accept the key.
 *
 * @param paging absent in a list of one page
 */
record Paging(@Nullable Position paging) {

    /** More pages than any list of the API has; reaching it means that the cursors form a loop. */
    private static final int MAXIMUM_PAGES = 1_000;

    record Position(@Nullable Cursors cursors, @Nullable String next) {}

    record Cursors(@Nullable String after) {}

    /**
     * Fetches the elements of all pages.
     *
     * @param page fetches a page; its argument is appended to the query, empty for the first page
     * @param elements extracts the elements of a page
     */
    static <T> CompletableFuture<List<T>> all(
            Function<String, CompletableFuture<byte[]>> page, Function<byte[], List<T>> elements) {
        return from("", page, elements, new ArrayList<>(), MAXIMUM_PAGES);
    }

    private static <T> CompletableFuture<List<T>> from(
            String after,
            Function<String, CompletableFuture<byte[]>> page,
            Function<byte[], List<T>> elements,
            List<T> found,
            int pagesLeft) {
        return page.apply(after).thenCompose(body -> {
            found.addAll(elements.apply(body));
            String cursor = ResponseReader.readIdempotent(body, Paging.class).nextCursor();
            return cursor == null || pagesLeft == 0
                    ? CompletableFuture.completedFuture(List.copyOf(found))
                    : from("&after=" + MediaCalls.segment(cursor), page, elements, found, pagesLeft - 1);
        });
    }

    private @Nullable String nextCursor() {
        return paging == null || paging.next() == null || paging.cursors() == null
                ? null
                : paging.cursors().after();
    }
}
