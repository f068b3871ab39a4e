package io.github.whatsapp360.camel;

import io.github.whatsapp360.client.InvalidMessageException;
import io.github.whatsapp360.json.ApiJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** What an operator does with dead letters, from a route. The inbox is that of the account's consumers in this process. */
final class DeadLetterOperations {

    /** Ids begin at 1. */
    private static final Set<Long> NONE = Set.of(0L);

    private DeadLetterOperations() {}

    static Map<Whatsapp360Operations, Operation> of(Account account) {
        return Map.of(
                Whatsapp360Operations.listDeadLetters,
                (exchange, client) -> done(account.receiver().deadLetters(0, Integer.MAX_VALUE)),
                Whatsapp360Operations.replayDeadLetters,
                (exchange, client) -> done(account.receiver().replayDeadLetters(ids(exchange))),
                Whatsapp360Operations.purgeDeadLetters,
                (exchange, client) -> done(account.receiver().purgeDeadLetters(ids(exchange))));
    }

    private static CompletableFuture<Effect> done(Object body) {
        return CompletableFuture.completedFuture(Effect.body(body));
    }

    /** The ids of the body, one or several; none for all. */
    private static Set<Long> ids(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        List<?> several = ApiJson.asList(body);
        if (several != null && several.isEmpty()) {
            // No ids are no dead letters; only no body at all means every one of them.
            return NONE;
        }
        if (body == null || body.toString().isBlank() || body.equals("all")) {
            return Set.of();
        }
        try {
            return (several == null ? List.of(body) : several)
                    .stream().map(id -> Long.valueOf(id.toString().strip())).collect(Collectors.toSet());
        } catch (NumberFormatException notAnId) {
            throw new InvalidMessageException(
                    "The operation needs ids of dead letters as body: a number, a list, or nothing for all", notAnId);
        }
    }
}
