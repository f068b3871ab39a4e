/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.account;

import io.github.whatsapp360.camel.Whatsapp360Configuration;
import io.github.whatsapp360.camel.internal.operator.OperatedAccount;
import io.github.whatsapp360.camel.internal.receive.ReceiverView;
import io.github.whatsapp360.camel.internal.receive.WebhookRegistration;
import io.github.whatsapp360.camel.internal.store.AccountPhoneNumberId;
import io.github.whatsapp360.camel.internal.support.AccountMessage;
import io.github.whatsapp360.client.DeadLetterStore;
import io.github.whatsapp360.client.WebhookSettings;
import io.github.whatsapp360.client.Whatsapp360Client;
import io.github.whatsapp360.delivery.SentMessage;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.inbox.InboxState;
import io.github.whatsapp360.inbox.internal.InboxInsight;
import io.github.whatsapp360.window.ServiceWindow;
import io.github.whatsapp360.window.internal.WindowOwner;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;
import org.jspecify.annotations.Nullable;

/**
 * An account for operators.
 *
 * <p>Thread-safe.
 */
public final class AccountOperator implements OperatedAccount {

    private final Account account;
    private final CamelContext context;

    /** Creates the operator's view of an account. */
    public AccountOperator(Account account, CamelContext context) {
        this.account = account;
        this.context = context;
    }

    private ReceiverView view() {
        return new ReceiverView(account);
    }

    @Override
    public String name() {
        return account.name();
    }

    @Override
    public Clock clock() {
        return account.clock();
    }

    @Override
    public @Nullable Receiving receiving() {
        ReceiverView view = view();
        InboxState state = view.state();
        if (state == null) {
            return null;
        }
        Whatsapp360Configuration options = account.configuration();
        return new Receiving(
                state.condition().name(),
                state.problem(),
                state.waiting(),
                view.oldestAge(),
                view.inFlight(),
                state.deadLetters(),
                view.deliveries(),
                new Bounds(options.getUnhealthyBacklog(), Duration.ofMillis(options.getUnhealthyAge())));
    }

    @Override
    public List<SubscriptionState> subscriptions() {
        return view().subscriptionStates();
    }

    @Override
    public @Nullable InboxInsight inbox() {
        return view().insight();
    }

    @Override
    public @Nullable Sending sending() {
        if (!hasKey()) {
            return null;
        }
        Whatsapp360Client client = client();
        return new Sending(
                client.messagesPerSecond(),
                client.waiting(),
                account.sendingPause().isPaused());
    }

    private boolean hasKey() {
        String key = account.apiKey();
        return key != null && !key.isBlank();
    }

    @Override
    public @Nullable ConfiguredWebhook configuredWebhook() {
        ReceiverView view = view();
        String path = view.servedPath();
        return path == null
                ? null
                : new ConfiguredWebhook(
                        path, account.configuration().getWebhookUrl(), view.pathMismatch(), view.registrationProblem());
    }

    @Override
    public CompletableFuture<RegisteredWebhook> registeredWebhook() {
        WebhookRegistration registration = view().registration();
        return client().getWebhook().thenApply(now -> new RegisteredWebhook(now.url(), condition(registration, now)));
    }

    private static WebhookCondition condition(@Nullable WebhookRegistration registration, WebhookSettings now) {
        if (now.url() == null) {
            return WebhookCondition.MISSING;
        }
        if (registration == null) {
            return WebhookCondition.NOT_COMPARED;
        }
        if (registration.isWanted(now)) {
            return WebhookCondition.OURS;
        }
        return registration.hasUrl(now) ? WebhookCondition.OTHER_SECRET : WebhookCondition.FOREIGN;
    }

    @Override
    public PhoneNumberId phoneNumberId() {
        AccountPhoneNumberId number = account.number();
        return new PhoneNumberId(number.id(), number.isLearned());
    }

    @Override
    public ReportedNumber reportedNumber() {
        return account.reportedLimits().latest();
    }

    @Override
    public @Nullable CustomerState customer(String anyId) {
        CustomerIdentity identity = account.identities().identity(anyId);
        if (identity == null) {
            return null;
        }
        String phone = identity.phone();
        String userId = identity.userId() == null ? identity.parentUserId() : identity.userId();
        return new CustomerState(
                identity,
                phone == null && userId == null
                        ? ServiceWindow.UNKNOWN
                        : account.windows().windowOf(new WindowOwner(phone, userId)),
                account.windows().optOuts().hasStopped(identity));
    }

    @Override
    public CompletableFuture<@Nullable SentMessage> sentMessage(String id) {
        return account.sentMessages().sentMessage(id);
    }

    @Override
    public List<SentMessage> sentMessagesTo(CustomerIdentity customer, int limit) {
        List<String> names = customer.aliases().stream()
                .map(CustomerIdentity.Alias::value)
                .distinct()
                .toList();
        return account.sentMessages().findTo(names, MAXIMUM_SEARCHED, limit);
    }

    @Override
    public int freeServiceMessagesUsed() {
        return account.billed().freeServiceMessagesUsed();
    }

    @Override
    public Whatsapp360Client client() {
        return account.client();
    }

    @Override
    public DeadLetterStore deadLetters() {
        return account.deadLetters();
    }

    @Override
    public int handOverOrphaned(String from, String to) {
        return view().handOverOrphaned(from, to);
    }

    @Override
    public int purgeOrphaned(String subscription) {
        return view().purgeOrphaned(subscription);
    }

    @Override
    public @Nullable String clearPhoneNumberId() {
        return account.number().clear();
    }

    @Override
    public void registerWebhook() {
        WebhookRegistration registration = view().registration();
        if (registration == null) {
            throw new IllegalStateException(AccountMessage.of(
                    name(), "The webhook cannot be registered: set webhookUrl and apiKey, and start a consumer"));
        }
        registration.register();
    }

    @Override
    public void pauseSending(boolean paused) {
        if (paused) {
            account.sendingPause().pause(client());
        } else {
            account.sendingPause().resume();
        }
    }

    @Override
    public void startRoute(String subscription) {
        String route = subscriptions().stream()
                .filter(each -> each.name().equals(subscription))
                .map(SubscriptionState::route)
                .findFirst()
                .orElse(null);
        if (route == null) {
            throw new IllegalArgumentException(
                    AccountMessage.of(name(), "No route has the subscription '" + subscription + "'"));
        }
        try {
            RouteController routes = context.getRouteController();
            if (routes.getRouteStatus(route) == ServiceStatus.Suspended) {
                routes.resumeRoute(route);
            } else {
                routes.startRoute(route);
            }
        } catch (Exception failed) {
            throw new IllegalStateException(
                    AccountMessage.of(name(), "Route " + route + " cannot be started: " + failed.getMessage()), failed);
        }
    }
}
