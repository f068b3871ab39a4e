/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.camel.internal.operator.OperatedAccount;
import io.github.whatsapp360.client.DeadLetterStore;
import io.github.whatsapp360.console.ConsoleRole;
import io.github.whatsapp360.console.internal.Access.Caller;
import io.github.whatsapp360.console.internal.ConsoleHandler.NotFoundException;
import io.github.whatsapp360.inbox.DeadLetter;
import io.github.whatsapp360.inbox.DeadLetterSelection;
import io.github.whatsapp360.inbox.internal.KeyHash;
import io.github.whatsapp360.message.template.TemplateDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of the JSON API, as {@code openapi.json} describes them. Everything that changes something, and every body
 * that is shown, is logged with user, account and ids.
 *
 * <p>Thread-safe. Blocks for the inbox and for 360dialog.
 */
final class ConsoleApi {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleApi.class);

    private static final int PAGE_SIZE = 50;
    private static final int MAXIMUM_PAGE_SIZE = 200;
    private static final int MAXIMUM_BODY = 65_536;

    private final Supplier<List<OperatedAccount>> accounts;
    private final Reports reports;
    private final Statistics statistics;
    private final List<ApiRoute> routes;

    /** A page of dead letters. */
    record DeadLetters(List<Letter> deadLetters, boolean more) {}

    /**
     * A dead letter without its body.
     *
     * @param reason without customer data
     * @param size of the body in bytes
     */
    record Letter(long id, String kind, String reason, int attempts, int size, String storedAt, String buriedAt) {}

    /**
     * The body of a dead letter.
     *
     * @param truncated whether only its beginning is here
     */
    record LetterBody(long id, String kind, String body, boolean truncated) {}

    /** Which dead letters: these, or all. */
    record Selection(@Nullable List<Long> ids, @Nullable Boolean all) {}

    /** From one subscription to another. */
    record HandOver(@Nullable String from, @Nullable String to) {}

    /** One subscription. */
    record Subscription(@Nullable String subscription) {}

    /** An empty object. */
    record Nothing() {}

    /** How many dead letters or events an action concerned. */
    record Count(int count) {}

    /** The phone number id that was forgotten; absent if there was none. */
    record Cleared(@Nullable String phoneNumberId) {}

    /**
     * The templates of an account.
     *
     * @param known false until 360dialog has answered
     */
    record Templates(boolean known, List<Template> templates) {}

    /** A template. */
    record Template(
            @Nullable String name,
            @Nullable String language,
            @Nullable String status,
            @Nullable String category) {}

    /** A call and what its path names. */
    record Match(ApiRoute route, List<String> values) {}

    ConsoleApi(Supplier<List<OperatedAccount>> accounts, Reports reports, Statistics statistics) {
        this.accounts = accounts;
        this.reports = reports;
        this.statistics = statistics;
        this.routes = List.of(
                get("openapi.json", Object.class, call -> description()),
                get("status", Status.class, call -> reports.status(call.caller())),
                get("accounts/{account}/history", History.Rates.class, this::history),
                get("accounts/{account}/templates", Templates.class, this::templates),
                get("accounts/{account}/dead-letters", DeadLetters.class, this::deadLetters),
                new ApiRoute(
                        "GET",
                        "accounts/{account}/dead-letters/{id}",
                        ConsoleRole.OPERATE,
                        null,
                        LetterBody.class,
                        this::deadLetter),
                new ApiRoute(
                        "POST",
                        "accounts/{account}/customers/find",
                        ConsoleRole.READ,
                        Lookups.CustomerQuery.class,
                        Lookups.Customer.class,
                        this::customer),
                post(
                        "accounts/{account}/customers/names",
                        Lookups.CustomerQuery.class,
                        Lookups.Names.class,
                        this::names),
                new ApiRoute(
                        "POST",
                        "accounts/{account}/messages/find",
                        ConsoleRole.READ,
                        Lookups.MessageQuery.class,
                        Lookups.Messages.class,
                        this::messages),
                post("accounts/{account}/dead-letters/replay", Selection.class, Count.class, this::replay),
                post("accounts/{account}/dead-letters/purge", Selection.class, Count.class, this::purge),
                post("accounts/{account}/subscriptions/hand-over", HandOver.class, Count.class, this::handOver),
                post("accounts/{account}/subscriptions/purge", Subscription.class, Count.class, this::purgeOrphaned),
                post("accounts/{account}/subscriptions/start", Subscription.class, Nothing.class, this::startRoute),
                post("accounts/{account}/phone-number-id/clear", Nothing.class, Cleared.class, this::clearNumber),
                post("accounts/{account}/webhook/register", Nothing.class, Nothing.class, this::register),
                post("accounts/{account}/sending/pause", Nothing.class, Nothing.class, call -> pause(call, true)),
                post("accounts/{account}/sending/resume", Nothing.class, Nothing.class, call -> pause(call, false)));
    }

    private static ApiRoute get(String template, Class<?> response, ApiRoute.Action action) {
        return new ApiRoute("GET", template, ConsoleRole.READ, null, response, action);
    }

    private static ApiRoute post(String template, Class<?> request, Class<?> response, ApiRoute.Action action) {
        return new ApiRoute("POST", template, ConsoleRole.OPERATE, request, response, action);
    }

    /** All calls. */
    List<ApiRoute> routes() {
        return routes;
    }

    /** The call of this method and path; null if there is none. */
    @Nullable
    Match find(String method, String path) {
        for (ApiRoute route : routes) {
            List<String> values = route.method().equals(method) ? route.match(path) : null;
            if (values != null) {
                return new Match(route, values);
            }
        }
        return null;
    }

    /** Whether a path is known with some method. */
    boolean knows(String path) {
        return routes.stream().anyMatch(route -> route.match(path) != null);
    }

    ConsoleResponse call(Match match, @Nullable String query, byte[] body, Caller caller) {
        Object answer = match.route().action().answer(new ApiCall(caller, match.values(), query, body));
        byte[] json = answer instanceof byte[] written ? written : ConsoleJson.write(answer);
        ConsoleResponse response = ConsoleResponse.of(200, ConsoleResponse.JSON, json);
        return match.route().changes() ? response : response.with(ConsoleResponse.TAG, tag(answer, json));
    }

    /** Names the content, without the time, which is another one each time. */
    private static String tag(Object answer, byte[] json) {
        byte[] content = answer instanceof Status status
                ? ConsoleJson.write(new Status(status.user(), status.role(), "", status.accounts()))
                : json;
        return '"' + Long.toHexString(KeyHash.ofConversation(new String(content, UTF_8))) + '"';
    }

    private static byte[] description() {
        try {
            return ConsoleHandler.resource("openapi.json");
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private OperatedAccount account(ApiCall call) {
        String name = call.value(0);
        return accounts.get().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("There is no such account"));
    }

    private static void log(ApiCall call, OperatedAccount account, String action, Object about) {
        LOG.info("Console: user {} {} of account {}: {}", call.caller().name(), action, account.name(), about);
    }

    private Object history(ApiCall call) {
        return statistics.of(account(call).name()).history().rates();
    }

    private Object templates(ApiCall call) {
        OperatedAccount account = account(call);
        List<TemplateDefinition> known = account.sending() == null ? null : reports.templates(account);
        return known == null
                ? new Templates(false, List.of())
                : new Templates(
                        true,
                        known.stream()
                                .map(each -> new Template(each.name(), each.language(), each.status(), each.category()))
                                .toList());
    }

    private Object deadLetters(ApiCall call) {
        DeadLetterStore store = account(call).deadLetters();
        int limit = (int) call.number("limit", PAGE_SIZE, MAXIMUM_PAGE_SIZE);
        List<DeadLetter> found = store.deadLetters(call.number("after", 0, Long.MAX_VALUE), limit + 1);
        List<Letter> page = found.stream()
                .limit(limit)
                .map(each -> new Letter(
                        each.id(),
                        each.kind(),
                        each.problem(),
                        each.attempts(),
                        each.size(),
                        each.storedAt().toString(),
                        each.buriedAt().toString()))
                .toList();
        return new DeadLetters(page, found.size() > limit);
    }

    private Object deadLetter(ApiCall call) {
        OperatedAccount account = account(call);
        String id = call.value(1);
        if (!id.matches("[0-9]{1,18}")) {
            throw new NotFoundException("There is no such dead letter");
        }
        DeadLetter letter = account.deadLetters()
                .deadLetter(Long.parseLong(id))
                .orElseThrow(() -> new NotFoundException("There is no such dead letter"));
        byte[] whole = letter.body() == null ? new byte[0] : letter.body();
        log(call, account, "was shown the body of a dead letter", letter.id());
        return new LetterBody(
                letter.id(),
                letter.kind(),
                new String(whole, 0, Math.min(whole.length, MAXIMUM_BODY), UTF_8),
                whole.length > MAXIMUM_BODY);
    }

    private Object customer(ApiCall call) {
        OperatedAccount account = account(call);
        Lookups.Customer found = Lookups.view(
                Lookups.customer(account, call.read(Lookups.CustomerQuery.class).id()));
        log(call, account, "looked up a customer", found.customerId());
        return found;
    }

    private Object names(ApiCall call) {
        OperatedAccount account = account(call);
        Lookups.Names found = Lookups.names(
                Lookups.customer(account, call.read(Lookups.CustomerQuery.class).id()));
        log(call, account, "was shown the number and names of a customer", found.customerId());
        return found;
    }

    private Object messages(ApiCall call) {
        OperatedAccount account = account(call);
        Lookups.Messages found = Lookups.messages(account, call.read(Lookups.MessageQuery.class));
        log(
                call,
                account,
                "looked up messages",
                found.messages().stream().map(Lookups.Message::key).toList());
        return found;
    }

    private static DeadLetterSelection selection(ApiCall call) {
        Selection chosen = call.read(Selection.class);
        List<Long> ids = chosen.ids();
        boolean all = Boolean.TRUE.equals(chosen.all());
        if (all == (ids != null)) {
            throw new IllegalArgumentException("Name either ids or all");
        }
        return ids == null ? DeadLetterSelection.all() : DeadLetterSelection.of(Set.copyOf(ids));
    }

    private Object replay(ApiCall call) {
        OperatedAccount account = account(call);
        DeadLetterSelection chosen = selection(call);
        log(call, account, "replays dead letters", chosen);
        return new Count(account.deadLetters().replayDeadLetters(chosen));
    }

    private Object purge(ApiCall call) {
        OperatedAccount account = account(call);
        DeadLetterSelection chosen = selection(call);
        log(call, account, "purges dead letters", chosen);
        return new Count(account.deadLetters().purgeDeadLetters(chosen));
    }

    private Object handOver(ApiCall call) {
        OperatedAccount account = account(call);
        HandOver wanted = call.read(HandOver.class);
        String from = named(wanted.from(), "from");
        String to = named(wanted.to(), "to");
        log(call, account, "hands over orphaned events", line(from) + " to " + line(to));
        return new Count(account.handOverOrphaned(from, to));
    }

    private Object purgeOrphaned(ApiCall call) {
        OperatedAccount account = account(call);
        String subscription = named(call.read(Subscription.class).subscription(), "subscription");
        log(call, account, "purges orphaned events", line(subscription));
        return new Count(account.purgeOrphaned(subscription));
    }

    private Object startRoute(ApiCall call) {
        OperatedAccount account = account(call);
        String subscription = named(call.read(Subscription.class).subscription(), "subscription");
        log(call, account, "starts the route of the subscription", line(subscription));
        account.startRoute(subscription);
        return new Nothing();
    }

    private Object clearNumber(ApiCall call) {
        OperatedAccount account = account(call);
        Nothing unused = call.read(Nothing.class);
        log(
                call,
                account,
                "clears the learned phone number id",
                String.valueOf(account.phoneNumberId().id()));
        return new Cleared(account.clearPhoneNumberId());
    }

    private Object register(ApiCall call) {
        OperatedAccount account = account(call);
        Nothing unused = call.read(Nothing.class);
        log(call, account, "registers the webhook", "as configured");
        try {
            account.registerWebhook();
        } finally {
            reports.webhookChanged(account);
        }
        return new Nothing();
    }

    private Object pause(ApiCall call, boolean paused) {
        OperatedAccount account = account(call);
        Nothing unused = call.read(Nothing.class);
        log(call, account, paused ? "pauses the sending" : "resumes the sending", "all messages");
        account.pauseSending(paused);
        return new Nothing();
    }

    private static String named(@Nullable String name, String member) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("The member " + member + " is missing");
        }
        return name;
    }

    /** One line of a log, whatever was sent. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
