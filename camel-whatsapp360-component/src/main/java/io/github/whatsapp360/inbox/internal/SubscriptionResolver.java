package io.github.whatsapp360.inbox.internal;

import io.github.whatsapp360.inbox.InboxEvent;
import java.util.List;

/**
 * Says for whom an event is kept that was stored before events had a subscription.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface SubscriptionResolver {

    /** Between the names of those that an earlier version noted as done with an event; also the first character of that note. */
    char DONE = '\n';

    /**
     * The subscriptions that take an event.
     *
     * @param event with a body as it was stored
     * @return empty if there is none: the event is kept under the name of its kind, and is orphaned unless a subscription has
     *     that name
     */
    List<String> subscriptionsOf(InboxEvent event);

    /** Whether an event still has no subscription: the name is empty, or holds what an earlier version noted. */
    static boolean isUnassigned(InboxEvent event) {
        return event.subscription().isEmpty() || event.subscription().charAt(0) == DONE;
    }

    /** The event for each subscription that takes it and is not noted as done with it; empty if all are done. */
    default List<InboxEvent> assign(InboxEvent event) {
        List<String> taking = subscriptionsOf(event);
        if (taking.isEmpty()) {
            return List.of(event.forSubscription(event.kind()));
        }
        List<String> done = List.of(event.subscription().split(String.valueOf(DONE), -1));
        return taking.stream()
                .filter(name -> !done.contains(name))
                .map(event::forSubscription)
                .toList();
    }
}
