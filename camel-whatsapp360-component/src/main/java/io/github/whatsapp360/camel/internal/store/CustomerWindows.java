/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel.internal.store;

import io.github.whatsapp360.client.CustomerStore;
import io.github.whatsapp360.client.SendReceipt;
import io.github.whatsapp360.client.WindowLookup;
import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.message.Recipient;
import io.github.whatsapp360.window.ServiceWindow;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The windows and the customers of an account, as its client uses them.
 *
 * <p>Thread-safe.
 *
 * @param byUserId whether a customer is addressed by the user id if both it and the phone number are known
 */
record CustomerWindows(AccountWindows windows, AccountIdentities identities, boolean byUserId)
        implements WindowLookup, CustomerStore {

    @Override
    public CustomerStore customers() {
        return this;
    }

    @Override
    public @Nullable CustomerIdentity identity(String name) {
        return identities.identity(name);
    }

    @Override
    public CompletableFuture<?> forget(CustomerIdentity customer, Function<List<String>, CompletableFuture<?>> others) {
        return identities.forget(customer, names -> windows.forget(names).thenCompose(done -> others.apply(names)));
    }

    @Override
    public List<Recipient> addressesOf(Recipient recipient) {
        boolean isPhone = recipient instanceof Recipient.Phone;
        if (recipient instanceof Recipient.Group) {
            return List.of(recipient);
        }
        CustomerIdentity known = identities.customer(recipient);
        String other = known == null ? null : isPhone ? known.userId() : known.phone();
        if (other == null) {
            return List.of(recipient);
        }
        Recipient alternative = isPhone ? new Recipient.UserId(other) : new Recipient.Phone(other);
        return isPhone == byUserId ? List.of(alternative, recipient) : List.of(recipient, alternative);
    }

    @Override
    public boolean isClosed(Recipient recipient) {
        return windows.isClosed(recipient);
    }

    @Override
    public ServiceWindow window(Recipient recipient) {
        return windows.window(recipient);
    }

    @Override
    public void accepted(Recipient recipient, SendReceipt receipt) {
        windows.accepted(recipient, receipt);
        identities.accepted(recipient, receipt);
    }

    @Override
    public void refused(Recipient recipient, Instant begun) {
        windows.refused(recipient, begun);
    }
}
