/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

import io.github.whatsapp360.camel.internal.account.Account;
import io.github.whatsapp360.camel.internal.account.AccountOptions;
import io.github.whatsapp360.camel.internal.receive.ReceiverView;
import io.github.whatsapp360.camel.internal.support.MessageRate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Send and receive WhatsApp messages through 360dialog's Messaging API. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "whatsapp360",
        title = "WhatsApp 360dialog",
        syntax = "whatsapp360:account",
        category = {Category.CHAT, Category.MESSAGING, Category.CLOUD},
        headersClass = Whatsapp360Constants.class)
@Metadata(annotations = {"protocol=http"})
@ManagedResource(description = "WhatsApp endpoint")
public class Whatsapp360Endpoint extends DefaultEndpoint
        implements AsyncEndpoint, EndpointServiceLocation, MultipleConsumersSupport {

    @UriPath(
            description = "Your own short name of one WhatsApp number at 360dialog. All endpoints with the same "
                    + "account name share one API key, one webhook and one inbox.")
    @Metadata(required = true)
    private final String account;

    @UriParam
    private final Whatsapp360Configuration configuration;

    private final Account shared;
    private final AtomicInteger producers = new AtomicInteger();
    private AccountOptions.@Nullable Member member;
    private final Set<Object> users = new HashSet<>();
    private boolean joined;
    private boolean stopped;

    public Whatsapp360Endpoint(
            String uri, Whatsapp360Component component, String account, Whatsapp360Configuration configuration) {
        super(uri, component);
        this.account = account;
        this.configuration = configuration;
        this.shared = component.account(account);
    }

    /** Adds the options to the account that this endpoint sets: those that differ from the inherited values. */
    void joinAccount(Whatsapp360Configuration inherited) {
        shared.trimSecrets(inherited);
        shared.trimSecrets(configuration);
        MessageRate.parse(shared.name(), configuration.getMessagesPerSecond());
        AccountOptions.Member joining = new AccountOptions.Member(inherited, configuration, this::isInUse);
        shared.join(joining);
        member = joining;
        joined = true;
    }

    /** Whether a producer or a route uses this endpoint, running or not, or Camel's registry still contains it. */
    private boolean isInUse() {
        return producers.get() > 0
                || isReceivedBy()
                || getCamelContext().getEndpointRegistry().values().stream().anyMatch(known -> known == this);
    }

    private synchronized boolean isReceivedBy() {
        return !users.isEmpty();
    }

    /** Adds a route, or a consumer without a route, that receives from this endpoint, whether or not it is running. */
    synchronized void usedBy(Object user) {
        users.add(user);
    }

    /** Removes a route that was removed, or a consumer that has stopped. */
    void unusedBy(Object user) {
        synchronized (this) {
            users.remove(user);
        }
        leaveAccountIfUnused();
    }

    /** Camel stops an endpoint with the first of its routes that is removed, even if another route uses it. */
    private void leaveAccountIfUnused() {
        AccountOptions.Member leaving = member;
        synchronized (this) {
            if (leaving == null || !joined || !stopped || !users.isEmpty()) {
                return;
            }
            joined = false;
        }
        shared.leave(leaving);
    }

    void producerStarted() {
        producers.incrementAndGet();
    }

    void producerStopped() {
        producers.decrementAndGet();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        AccountOptions.Member joining = member;
        synchronized (this) {
            stopped = false;
            if (joining == null || joined) {
                return;
            }
            joined = true;
        }
        shared.join(joining);
    }

    @Override
    protected void doStop() throws Exception {
        synchronized (this) {
            stopped = true;
        }
        leaveAccountIfUnused();
        super.doStop();
    }

    @Override
    public Producer createProducer() {
        if (((Whatsapp360Component) getComponent()).isHealthCheckProducerEnabled()) {
            shared.checkSending();
        }
        return new Whatsapp360Producer(this, shared);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Whatsapp360Consumer consumer = new Whatsapp360Consumer(this, processor, shared);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @ManagedAttribute(description = "Name of the account")
    public String getAccount() {
        return account;
    }

    @ManagedAttribute(description = "Number of waiting and running events of the account")
    public long getWaiting() {
        return view().waiting();
    }

    @ManagedAttribute(description = "Age of the oldest waiting event, in milliseconds")
    public long getOldestAgeMillis() {
        return view().oldestAge().toMillis();
    }

    @ManagedAttribute(description = "Number of running events of the account")
    public int getInFlight() {
        return view().inFlight();
    }

    @ManagedAttribute(description = "Number of dead letters of the account")
    public long getDeadLetters() {
        return view().deadLetters();
    }

    @ManagedAttribute(description = "Number of events of the account that wait for a subscription without a route")
    public long getOrphaned() {
        return view().orphaned();
    }

    @ManagedAttribute(
            description = "Subscriptions of the account, each with its state (RUNNING, SUSPENDED, STOPPED, or "
                    + "ORPHANED without a route) and its number of waiting events")
    public String getSubscriptions() {
        return view().subscriptions().toString();
    }

    @ManagedOperation(
            description = "Hands over the events of a subscription without a route to another subscription."
                    + " p1: the subscription without a route; p2: the subscription that receives them")
    public int handOverOrphaned(String fromSubscription, String toSubscription) {
        return view().handOverOrphaned(fromSubscription, toSubscription);
    }

    @ManagedOperation(description = "Deletes the events of a subscription without a route. p1: the subscription")
    public int purgeOrphaned(String subscription) {
        return view().purgeOrphaned(subscription);
    }

    @ManagedAttribute(
            description = "Condition of the inbox of the account: UP, FULL or DOWN; CLOSED if it has not been opened")
    public String getInboxCondition() {
        return view().condition();
    }

    @ManagedAttribute(description = "Number of deliveries per HTTP status of the response")
    public String getDeliveriesByAnswer() {
        return view().deliveries().toString();
    }

    @ManagedAttribute(description = "Phone number id of the account, configured or learned; empty if not known")
    public String getPhoneNumberId() {
        String id = shared.number().id();
        return id == null ? "" : id;
    }

    @ManagedOperation(
            description = "Clears the learned phone number id, so that it is learned again from the next delivery; "
                    + "returns the cleared id")
    public String clearPhoneNumberId() {
        String before = shared.number().clear();
        return before == null ? "" : before;
    }

    @ManagedOperation(
            description = "Lists dead letters by ascending id, one line each, without bodies."
                    + " p1: list only greater ids, 0 for all; p2: maximum number of lines")
    public List<String> listDeadLetters(long afterId, int limit) {
        return view().listDeadLetters(afterId, limit);
    }

    @ManagedOperation(description = "Replays dead letters. p1: comma-separated ids, or all; an empty text selects none")
    public int replayDeadLetters(String ids) {
        return view().replayDeadLetters(ids);
    }

    @ManagedOperation(description = "Deletes dead letters. p1: comma-separated ids, or all; an empty text selects none")
    public int purgeDeadLetters(String ids) {
        return view().purgeDeadLetters(ids);
    }

    /** The account, shared by all its endpoints. */
    Account shared() {
        return shared;
    }

    private ReceiverView view() {
        return new ReceiverView(shared);
    }

    public Whatsapp360Configuration getConfiguration() {
        return configuration;
    }

    @Override
    public @Nullable String getServiceUrl() {
        return shared.baseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "http";
    }
}
