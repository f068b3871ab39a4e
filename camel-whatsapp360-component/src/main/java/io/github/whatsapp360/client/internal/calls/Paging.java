package io.github.whatsapp360.client.internal.calls;

import io.github.whatsapp360.client.internal.http.ResponseReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on.
 *
 * <p>The API may leave an address of Meta's in {@code next}, which takes no key of ours: only the cursor is used.
 *
 * @param paging absent on a list of one page
 */
record Paging(@Nullable Position paging) {

    /** More than any list of the API has; whoever gets here is led in a circle. */
    private static final int MAXIMUM_PAGES = 1_000;

    record Position(@Nullable Cursors cursors, @Nullable String next) {}

    record Cursors(@Nullable String after) {}

    /**
     * All elements of all pages.
     *
     * @param page fetches a page; is given what to add to the query, nothing for the first page
     * @param elements of a page
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
