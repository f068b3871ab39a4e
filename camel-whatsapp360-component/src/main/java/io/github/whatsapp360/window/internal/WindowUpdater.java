package io.github.whatsapp360.window.internal;

import static java.util.Objects.requireNonNullElse;

import io.github.whatsapp360.window.internal.WindowTable.Link;
import io.github.whatsapp360.window.internal.WindowTable.Row;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Enters windowEvents into a table and looks windows up, under whichever number or id of a user.
 *
 * <pre>
 *  phone number ──► user id          both were seen in one event: what is known, is known of the id
 *  user id ──► new user id           the id changed
 *  phone number ──► new number       the number changed, and no id is known: up to that instant
 * </pre>
 *
 * <p>A number that changed belongs to nobody from then on, until somebody else is met under it. Confined to whoever may use the
 * table.
 *
 * @param <X> how the table fails
 */
public final class WindowUpdater<X extends Exception> {

    /** Longer chains are damage; a number that changed this often in the life of a window is none. */
    private static final int MAXIMUM_CHAIN_LENGTH = 8;

    /** A link that is met again is written again only now and then, so that it is not forgotten. */
    private static final Duration LINK_REFRESH_INTERVAL = Duration.ofDays(7);

    private final WindowTable<X> table;

    /** Over a table. */
    public WindowUpdater(WindowTable<X> table) {
        this.table = table;
    }

    /** Enters what an event does; updater it again changes nothing. */
    public void apply(WindowEvent event) throws X {
        WindowOwner owner = event.owner();
        if (owner.phone() != null && owner.userId() != null) {
            pair(owner.phone(), owner.userId(), event.at());
        }
        WindowFacts facts = WindowFacts.of(event.effect(), event.at());
        if (!facts.equals(WindowFacts.NONE)) {
            add(keyOf(owner), facts);
        }
        if (event.movedTo() != null) {
            move(owner, event.movedTo(), event.at());
        }
    }

    /** What is known of a owner now. */
    public WindowFacts find(WindowOwner owner, Instant now) throws X {
        WindowFacts found = WindowFacts.NONE;
        if (owner.phone() != null) {
            found = row(rootOf(owner.phone(), now)).facts();
        }
        if (owner.userId() != null) {
            found = found.and(row(rootOf(owner.userId(), now)).facts());
        }
        return found;
    }

    /** Whether it is known, and freshly so, that this number and this id are one user. */
    public boolean isLinked(String phone, String userId, Instant now) throws X {
        Link link = row(phone).link();
        return link != null
                && link.since().isAfter(now.minus(LINK_REFRESH_INTERVAL))
                && rootOf(phone, now).equals(rootOf(userId, now));
    }

    private void move(WindowOwner from, WindowOwner to, Instant at) throws X {
        if (to.phone() != null && to.userId() != null) {
            pair(to.phone(), to.userId(), at);
        }
        String root = rootOf(keyOf(from), at);
        if (root.equals(from.phone())) {
            attach(root, keyOf(to), at, at);
            return;
        }
        if (to.userId() != null) {
            attach(root, to.userId(), Instant.MAX, at);
        } else if (to.phone() != null) {
            pair(to.phone(), root, at);
        }
        if (from.phone() != null && !from.phone().equals(to.phone())) {
            leave(from.phone(), root, at);
        }
    }

    /** From now on nobody is met under this number. */
    private void leave(String phone, String root, Instant at) throws X {
        Row row = row(phone);
        Link link = row.link();
        if (link == null || (link.until().isAfter(at) && !link.since().isAfter(at))) {
            table.put(phone, new Row(row.facts(), new Link(link == null ? root : link.key(), at, at)));
        }
    }

    /** A number and an id were met together. */
    private void pair(String phone, String userId, Instant at) throws X {
        String last = lastNumberOf(phone, at);
        Row row = row(last);
        Link link = row.link();
        if (rootOf(last, at).equals(rootOf(userId, at))) {
            if (link != null && link.since().plus(LINK_REFRESH_INTERVAL).isBefore(at)) {
                table.put(last, new Row(row.facts(), new Link(link.key(), link.until(), at)));
            }
        } else if (link == null || at.isAfter(link.since())) {
            attach(last, userId, Instant.MAX, at);
        }
    }

    /** Hands what is known under one key over to another. */
    private void attach(String from, String to, Instant until, Instant since) throws X {
        String root = rootOf(to, since);
        if (root.equals(from)) {
            return;
        }
        WindowFacts all = row(from).facts();
        table.put(from, new Row(all.after(until), new Link(to, until, since)));
        WindowFacts handedOver = all.upTo(until);
        if (!handedOver.equals(WindowFacts.NONE)) {
            merge(root, handedOver);
        }
    }

    /** Evidence of one instant, entered where it belongs. */
    private void add(String key, WindowFacts facts) throws X {
        merge(rootOf(key, facts.latest()), facts);
    }

    private void merge(String key, WindowFacts facts) throws X {
        Row row = row(key);
        WindowFacts both = row.facts().and(facts);
        if (!both.equals(row.facts())) {
            table.put(key, new Row(both, row.link()));
        }
    }

    /** The end of the chain of links that hold at an instant. */
    private String rootOf(String key, Instant at) throws X {
        String current = key;
        for (int hop = 0; hop < MAXIMUM_CHAIN_LENGTH; hop++) {
            Link link = row(current).link();
            if (link == null || at.isAfter(link.until())) {
                return current;
            }
            current = link.key();
        }
        return current;
    }

    /** The number that this one became by an instant. */
    private String lastNumberOf(String phone, Instant at) throws X {
        String current = phone;
        for (int hop = 0; hop < MAXIMUM_CHAIN_LENGTH; hop++) {
            Link link = row(current).link();
            if (link == null || at.isAfter(link.until()) || !isNumber(link.key())) {
                return current;
            }
            current = link.key();
        }
        return current;
    }

    private Row row(String key) throws X {
        return requireNonNullElse(table.get(key), Row.EMPTY);
    }

    private static boolean isNumber(String key) {
        return key.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    private static String keyOf(WindowOwner owner) {
        @Nullable String userId = owner.userId();
        return userId == null ? String.valueOf(owner.phone()) : userId;
    }
}
